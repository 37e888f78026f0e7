using NodaTime;
using NodaTime.Testing;

namespace KapWorkflow.LocalHost.Tests;

public sealed class The_local_clock : IDisposable
{
    private static readonly Instant Tuesday = Instant.FromUtc(2026, 1, 6, 17, 0);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("clock-");
    private readonly FakeClock _system = new(Tuesday);

    private string Stored => Path.Combine(_folder.FullName, "data", "clock.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Stands_still_while_it_is_paused()
    {
        var clock = LocalClock.Open(Stored, Tuesday, _system);
        _system.AdvanceHours(3);
        Assert.True(clock.IsPaused);
        Assert.Equal(Tuesday, clock.GetCurrentInstant());
    }

    [Fact]
    public void Runs_with_the_system_and_keeps_the_lead_it_was_given()
    {
        var clock = LocalClock.Open(Stored, system: _system);
        clock.MoveTo(Tuesday + Duration.FromDays(7));
        _system.AdvanceHours(1);
        Assert.Equal(Tuesday + Duration.FromDays(7) + Duration.FromHours(1), clock.GetCurrentInstant());
    }

    [Fact]
    public void Never_goes_back()
    {
        var clock = LocalClock.PausedAt(Tuesday);
        clock.MoveTo(Tuesday - Duration.FromTicks(1));
        Assert.Equal(Tuesday, clock.GetCurrentInstant());
    }

    [Fact]
    public void Does_not_follow_a_system_clock_that_is_set_back()
    {
        var clock = LocalClock.Open(Stored, system: _system);
        _system.AdvanceHours(2);
        var before = clock.GetCurrentInstant();
        _system.AdvanceHours(-1);
        Assert.Equal(before, clock.GetCurrentInstant());
    }

    [Fact]
    public void Goes_on_after_a_restart_where_it_was_left()
    {
        LocalClock.Open(Stored, system: _system).MoveTo(Tuesday + Duration.FromDays(30));
        _system.AdvanceMinutes(5);
        Assert.Equal(Tuesday + Duration.FromDays(30) + Duration.FromMinutes(5), LocalClock.Open(Stored, system: _system).GetCurrentInstant());
    }

    [Fact]
    public void Is_still_held_after_a_restart()
    {
        LocalClock.Open(Stored, Tuesday, _system).MoveTo(Tuesday + Duration.FromDays(1));
        _system.AdvanceDays(3);
        var again = LocalClock.Open(Stored, holdAt: null, _system);
        Assert.True(again.IsPaused);
        Assert.Equal(Tuesday + Duration.FromDays(1), again.GetCurrentInstant());
    }

    [Fact]
    public void Stores_where_it_goes_before_it_goes_there()
    {
        var clock = LocalClock.Open(Stored, Tuesday, _system);
        Directory.Delete(Path.GetDirectoryName(Stored)!, recursive: true);
        File.WriteAllText(Path.GetDirectoryName(Stored)!, "no folder here any more");
        Assert.ThrowsAny<IOException>(() => clock.MoveTo(Tuesday + Duration.FromDays(1)));
        Assert.Equal(Tuesday, clock.GetCurrentInstant());
    }

    [Fact]
    public void Is_held_and_let_run_without_a_jump()
    {
        var clock = LocalClock.Open(Stored, system: _system);
        clock.Hold();
        _system.AdvanceHours(4);
        Assert.Equal(Tuesday, clock.GetCurrentInstant());
        clock.Run();
        Assert.Equal(Tuesday, clock.GetCurrentInstant());
        _system.AdvanceHours(1);
        Assert.Equal(Tuesday + Duration.FromHours(1), clock.GetCurrentInstant());
        Assert.False(clock.IsPaused);
    }

    [Fact]
    public async Task Tells_when_it_was_moved()
    {
        var clock = LocalClock.PausedAt(Tuesday);
        var told = new TaskCompletionSource<Instant>(TaskCreationOptions.RunContinuationsAsynchronously);
        clock.Changed += (_, _) => told.SetResult(clock.GetCurrentInstant());
        clock.MoveTo(Tuesday);
        clock.MoveTo(Tuesday + Duration.FromHours(1));
        Assert.Equal(Tuesday + Duration.FromHours(1), await told.Task);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("{\"offset\":\"soon\"}")]
    public void Refuses_a_file_that_is_not_a_clocks(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Stored)!);
        File.WriteAllText(Stored, text);
        Assert.Throws<InvalidDataException>(() => LocalClock.Open(Stored, system: _system));
    }
}
