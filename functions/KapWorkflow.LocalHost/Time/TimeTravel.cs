using NodaTime;

namespace KapWorkflow.LocalHost;

/// <summary>
/// Moves the clock. It goes from stop to stop and waits at each until nothing is under way, so that a wait of ninety days takes
/// milliseconds and skips nothing. Two callers take turns.
/// </summary>
public sealed class TimeTravel(LocalClock clock, Stillness stillness, IEnumerable<ITimed> timed, TimeProvider? system = null) : IDisposable
{
    /// <summary>A delivery that brings forth a next one at the same instant is honest work; this many are a circle.</summary>
    private const int MostRoundsAtOneInstant = 10_000;

    /// <summary>Timers of the base library end before most waits do, and a laptop may sleep meanwhile: look again at least this often.</summary>
    private static readonly Duration LongestNap = Duration.FromMinutes(1);

    private readonly ITimed[] _stops = [.. timed.Where(one => one.IsStop)];
    private readonly ITimed[] _functions = [.. timed.Where(one => !one.IsStop)];
    private readonly TimeProvider _system = system ?? TimeProvider.System;
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>To this instant, with everything done that falls due on the way. Does not go back.</summary>
    /// <returns>The clock's time afterwards.</returns>
    public Task<Instant> AdvanceToAsync(Instant to, CancellationToken cancellationToken = default) =>
        InTurnAsync(() => AdvanceAsync(to, cancellationToken), cancellationToken);

    public Task<Instant> AdvanceByAsync(Duration by, CancellationToken cancellationToken = default) =>
        InTurnAsync(() => AdvanceAsync(clock.GetCurrentInstant() + by, cancellationToken), cancellationToken);

    /// <summary>To the next stop, with everything done that is due then. Null, and no move, when no stop lies ahead.</summary>
    public Task<Instant?> NextAsync(CancellationToken cancellationToken = default) => InTurnAsync<Instant?>(
        async () =>
        {
            await stillness.WhenStillAsync(cancellationToken);
            return NextStop is { } stop ? await AdvanceAsync(stop, cancellationToken) : null;
        },
        cancellationToken);

    /// <summary>
    /// Fires what falls due as time runs, until cancelled. Wakes early when the clock is moved, held or let run, and when something
    /// announces an earlier instant.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var changed = new SemaphoreSlim(0);
        void Wake(object? sender, EventArgs e) => changed.Release();
        clock.Changed += Wake;
        foreach (var one in timed) one.NextDueChanged += Wake;
        try
        {
            while (true)
            {
                await InTurnAsync(
                    () =>
                    {
                        Fire(_stops);
                        Fire(_functions);
                        return Task.FromResult(true);
                    },
                    cancellationToken);
                await NapAsync(changed, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to end.
        }
        finally
        {
            clock.Changed -= Wake;
            foreach (var one in timed) one.NextDueChanged -= Wake;
        }
    }

    public void Dispose() => _turn.Dispose();

    private Instant? NextStop => Earliest(_stops);

    private async Task<Instant> AdvanceAsync(Instant to, CancellationToken cancellationToken)
    {
        var arrived = clock.GetCurrentInstant();
        for (var round = 0; ; round++)
        {
            var now = clock.GetCurrentInstant();
            if (now > arrived) (arrived, round) = (now, 0);
            if (round > MostRoundsAtOneInstant) throw new InvalidOperationException($"Time cannot go on from {now}: what is due there brings forth more that is due there, without end.");
            await MoveAsync(to, cancellationToken);
            await FireAsync(cancellationToken);
            if (clock.GetCurrentInstant() >= to && !(NextStop <= to)) return clock.GetCurrentInstant();
        }
    }

    /// <summary>To the next stop, or all the way. What begins in between may bring an earlier stop: then it looks again.</summary>
    private async Task MoveAsync(Instant to, CancellationToken cancellationToken)
    {
        long begun;
        Instant goal;
        do
        {
            await stillness.WhenStillAsync(cancellationToken);
            begun = stillness.Begun;
            goal = Instant.Min(NextStop ?? to, to);
        }
        while (!stillness.TryWhileStill(begun, () => clock.MoveTo(goal)));
    }

    /// <summary>Stops first: a sweep that looks for overdue work must not find what is just about to be done.</summary>
    private async Task FireAsync(CancellationToken cancellationToken)
    {
        Fire(_stops);
        await stillness.WhenStillAsync(cancellationToken);
        Fire(_functions);
        await stillness.WhenStillAsync(cancellationToken);
    }

    private void Fire(ITimed[] some)
    {
        var now = clock.GetCurrentInstant();
        foreach (var one in some.Where(one => one.NextDue <= now))
            one.RunDue(now);
    }

    private async Task NapAsync(SemaphoreSlim changed, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var nap = NapUntilDue();
        var woken = changed.WaitAsync(ended.Token);
        var slept = nap is { } length ? Task.Delay(length.ToTimeSpan(), _system, ended.Token) : Task.Delay(Timeout.Infinite, ended.Token);
        await Task.WhenAny(woken, slept);
        await ended.CancelAsync();
        while (changed.CurrentCount > 0)
            await changed.WaitAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Null while the clock is held: only a change can make something due.</summary>
    private Duration? NapUntilDue()
    {
        if (clock.IsPaused) return null;
        var next = Earliest([.. _stops, .. _functions]);
        return next is { } due ? Duration.Min(LongestNap, Duration.Max(due - clock.GetCurrentInstant(), Duration.Zero)) : LongestNap;
    }

    private static Instant? Earliest(ITimed[] some) => some.Min(one => one.NextDue);

    private async Task<T> InTurnAsync<T>(Func<Task<T>> act, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await act();
        }
        finally
        {
            _turn.Release();
        }
    }
}
