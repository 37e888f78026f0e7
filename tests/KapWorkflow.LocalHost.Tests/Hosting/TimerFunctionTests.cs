using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;

namespace KapWorkflow.LocalHost.Tests;

public class A_timer_function
{
    [Fact]
    public async Task Runs_when_it_falls_due_and_is_told_when_it_runs_next()
    {
        await using var clinic = await AClinic.ServingAsync(typeof(Hourly));
        var timer = Timer(clinic);
        timer.Start(At("10:20"));

        timer.RunDue(At("10:59"));
        Assert.Null(await SeenAsync(clinic));
        timer.RunDue(At("11:00"));

        var seen = await SeenAsync(clinic);
        Assert.Equal((false, At("12:00").ToDateTimeUtc()), (seen!.IsPastDue, seen.ScheduleStatus!.Next));
        Assert.Equal(At("12:00"), timer.NextDue);
    }

    [Fact]
    public async Task Runs_once_and_past_due_however_far_the_clock_went()
    {
        await using var clinic = await AClinic.ServingAsync(typeof(Hourly));
        var timer = Timer(clinic);
        timer.Start(At("10:20"));

        timer.RunDue(At("15:30"));

        var seen = await SeenAsync(clinic);
        Assert.Equal((true, 1), (seen!.IsPastDue, Constructed(clinic)));
        Assert.Equal(At("16:00"), timer.NextDue);
    }

    [Fact]
    public async Task Is_no_reason_for_a_skip_to_stop()
    {
        await using var clinic = await AClinic.ServingAsync(typeof(Hourly));

        Assert.False(Timer(clinic).IsStop);
    }

    [Fact]
    public async Task Keeps_the_clock_still_while_it_runs_and_never_runs_beside_itself()
    {
        await using var clinic = await AClinic.ServingAsync(typeof(Waiting));
        var stillness = clinic.Services.GetRequiredService<Stillness>();
        var timer = Timer(clinic);
        timer.Start(At("10:20"));

        timer.RunDue(At("11:00"));
        Assert.False(stillness.IsStill);
        timer.RunDue(At("12:00"));
        Assert.Equal(At("13:00"), timer.NextDue);
        Waiting.Release(clinic);
        await stillness.WhenStillAsync();

        Assert.Equal(1, Constructed(clinic));
    }

    [Fact]
    public async Task That_wants_to_runs_at_start_too()
    {
        await using var clinic = await AClinic.ServingAsync(typeof(AtEveryStart));

        var seen = await SeenAsync(clinic);

        Assert.Equal((false, null), (seen!.IsPastDue, seen.ScheduleStatus));
    }

    [Fact]
    public async Task That_was_missed_while_the_host_was_down_is_made_up_for_at_start()
    {
        using var folder = new TemporaryFolder();
        await using var clinic = await AClinic.ServingAsync(typeof(Hourly));
        TimerFunction Restarted() => ActivatorUtilities.CreateInstance<TimerFunctions>(clinic.Services, new TimerMonitor(folder.Path)).All[0];

        Restarted().Start(At("10:20"));
        Restarted().Start(At("10:50"));
        Assert.Null(await SeenAsync(clinic));
        Restarted().Start(At("11:30"));

        Assert.True((await SeenAsync(clinic))!.IsPastDue);
    }

    [Fact]
    public async Task That_fails_runs_again_the_next_time()
    {
        await using var clinic = await AClinic.ServingAsync(typeof(Failing));
        var timer = Timer(clinic);
        timer.Start(At("10:20"));

        timer.RunDue(At("11:00"));
        await SeenAsync(clinic);
        timer.RunDue(At("12:00"));
        await SeenAsync(clinic);

        Assert.Equal(2, Constructed(clinic));
    }

    // Far from the time at which the host itself starts its timers.
    private static Instant At(string time) => InstantPattern.ExtendedIso.Parse($"2040-03-06T{time}:00Z").Value;

    private static TimerFunction Timer(LocalClinic clinic) => ActivatorUtilities.CreateInstance<TimerFunctions>(clinic.Services, new TimerMonitor(null)).All[0];

    private static int Constructed(LocalClinic clinic) => clinic.Services.GetRequiredService<Noticed>().Constructed;

    private static async Task<TimerInfo?> SeenAsync(LocalClinic clinic)
    {
        await clinic.Services.GetRequiredService<Stillness>().WhenStillAsync(TestContext.Current.CancellationToken);
        return clinic.Services.GetRequiredService<Noticed>().Timer;
    }

    public sealed class Hourly
    {
        private readonly Noticed _noticed;

        public Hourly(Noticed noticed)
        {
            _noticed = noticed;
            noticed.Construct();
        }

        [Function("hourly")]
        public void Run([TimerTrigger("0 0 * * * *")] TimerInfo timer) => _noticed.Timer = timer;
    }

    public sealed class AtEveryStart(Noticed noticed)
    {
        [Function("start")]
        public void Run([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true, UseMonitor = false)] TimerInfo timer) => noticed.Timer = timer;
    }

    public sealed class Waiting
    {
        private readonly Noticed _noticed;

        public Waiting(Noticed noticed)
        {
            _noticed = noticed;
            noticed.Construct();
        }

        public static void Release(LocalClinic clinic) => clinic.Services.GetRequiredService<Noticed>().Gate.SetResult();

        [Function("waiting")]
        public Task Run([TimerTrigger("0 0 * * * *")] TimerInfo timer) => _noticed.Gate.Task;
    }

    public sealed class Failing
    {
        public Failing(Noticed noticed) => noticed.Construct();

        [Function("failing")]
        public Task Run([TimerTrigger("0 0 * * * *")] TimerInfo timer) => throw new InvalidOperationException("Not this time.");
    }
}
