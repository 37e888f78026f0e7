using System.Threading.Channels;
using NodaTime;
using NodaTime.Testing;

namespace KapWorkflow.LocalHost.Tests;

public sealed class Travelling_in_time : IDisposable
{
    private static readonly Instant Tuesday = Instant.FromUtc(2026, 1, 6, 17, 0);

    private readonly LocalClock _clock = LocalClock.PausedAt(Tuesday);
    private readonly Stillness _stillness = new();
    private readonly Dues _engine;
    private readonly Dues _sweep;
    private readonly TimeTravel _travel;

    public Travelling_in_time()
    {
        _engine = new(isStop: true);
        _sweep = new(isStop: false, every: Duration.FromMinutes(15), from: Tuesday);
        _travel = new(_clock, _stillness, [_engine, _sweep]);
    }

    public void Dispose() => _travel.Dispose();

    [Fact]
    public async Task Stops_at_every_stop_on_the_way()
    {
        _engine.Add(Hours(1), Hours(2), Hours(5));
        Assert.Equal(Hours(3), await _travel.AdvanceToAsync(Hours(3)));
        Assert.Equal([Hours(1), Hours(2)], _engine.RanAt);
    }

    [Fact]
    public async Task Stops_at_what_a_stop_has_brought_forth()
    {
        _engine.Add(Hours(1));
        _engine.WhenRun = at =>
        {
            if (at < Hours(4)) _engine.Add(at + Duration.FromHours(1));
        };
        await _travel.AdvanceByAsync(Duration.FromDays(1));
        Assert.Equal([Hours(1), Hours(2), Hours(3), Hours(4)], _engine.RanAt);
    }

    [Fact]
    public async Task Runs_a_timer_function_once_between_two_stops()
    {
        _engine.Add(Hours(1), Hours(2));
        await _travel.AdvanceToAsync(Hours(24));
        Assert.Equal([Hours(1), Hours(2), Hours(24)], _sweep.RanAt);
    }

    [Fact]
    public async Task Does_not_run_a_timer_function_that_is_not_due_yet()
    {
        await _travel.AdvanceByAsync(Duration.FromMinutes(14));
        Assert.Empty(_sweep.RanAt);
    }

    [Fact]
    public async Task Goes_to_the_next_stop_and_no_timer_function_is_one()
    {
        Assert.Null(await _travel.NextAsync());
        Assert.Equal(Tuesday, _clock.GetCurrentInstant());
        _engine.Add(Hours(30));
        Assert.Equal(Hours(30), await _travel.NextAsync());
        Assert.Equal(Hours(30), _clock.GetCurrentInstant());
    }

    [Fact]
    public async Task Does_not_move_while_something_is_under_way()
    {
        var work = _stillness.Begin();
        var moving = _travel.AdvanceByAsync(Duration.FromHours(1));
        Assert.Equal(Tuesday, _clock.GetCurrentInstant());
        Assert.False(moving.IsCompleted);
        work.Dispose();
        Assert.Equal(Hours(1), await moving);
    }

    [Fact]
    public async Task Does_not_leave_a_stop_before_its_work_has_ended()
    {
        IDisposable? work = null;
        var atWork = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _engine.Add(Hours(1));
        _engine.WhenRun = _ =>
        {
            work = _stillness.Begin();
            atWork.SetResult();
        };
        var moving = _travel.AdvanceToAsync(Hours(2));
        await atWork.Task;
        Assert.Equal(Hours(1), _clock.GetCurrentInstant());
        work!.Dispose();
        await moving;
    }

    [Fact]
    public async Task Does_not_pass_a_stop_that_came_up_while_it_made_ready()
    {
        var asked = 0;
        _engine.WhenAsked = () =>
        {
            if (++asked > 1) return;
            using var request = _stillness.Begin();
            _engine.Add(Hours(1));
        };
        await _travel.AdvanceToAsync(Hours(3));
        Assert.Equal([Hours(1)], _engine.RanAt);
    }

    [Fact]
    public async Task Lets_two_callers_take_turns()
    {
        _engine.Add([.. Enumerable.Range(1, 50).Select(hour => Hours(hour))]);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => _travel.AdvanceByAsync(Duration.FromHours(10)))));
        Assert.Equal(Hours(50), _clock.GetCurrentInstant());
        Assert.Equal(Enumerable.Range(1, 50).Select(hour => Hours(hour)), _engine.RanAt);
    }

    [Fact]
    public async Task Says_so_when_an_instant_never_ends()
    {
        _engine.Add(Hours(1));
        _engine.WhenRun = at => _engine.Add(at);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _travel.AdvanceByAsync(Duration.FromHours(2)));
    }

    [Fact]
    public async Task Runs_what_falls_due_as_real_time_goes_by()
    {
        var folder = Directory.CreateTempSubdirectory("travel-");
        try
        {
            var system = new FakeClock(Tuesday);
            var clock = LocalClock.Open(Path.Combine(folder.FullName, "clock.json"), system: system);
            var timers = new HandTimers();
            using var travel = new TimeTravel(clock, _stillness, [_engine], timers);
            using var stop = new CancellationTokenSource();
            var running = travel.RunAsync(stop.Token);

            _engine.Add(Hours(1));
            await timers.Asked;
            Assert.True(timers.Longest <= TimeSpan.FromMinutes(1));
            system.AdvanceHours(1);
            timers.Flow(true);
            Assert.Equal(Hours(1), await _engine.NextRun());
            timers.Flow(false);

            _engine.Add(Hours(9));
            clock.MoveTo(Hours(9));
            Assert.Equal(Hours(9), await _engine.NextRun());

            await stop.CancelAsync();
            await running;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Instant Hours(int hours) => Tuesday + Duration.FromHours(hours);

    private sealed class Dues(bool isStop, Duration every = default, Instant? from = null) : ITimed
    {
        private readonly Lock _lock = new();
        private readonly SortedSet<Instant> _due = from is { } start ? [start + every] : [];
        private readonly Channel<Instant> _ran = Channel.CreateUnbounded<Instant>();

        public event EventHandler? NextDueChanged;

        public List<Instant> RanAt { get; } = [];

        public Action<Instant> WhenRun { get; set; } = _ => { };

        /// <summary>After the answer, before its use.</summary>
        public Action WhenAsked { get; set; } = () => { };

        public bool IsStop => isStop;

        public Instant? NextDue
        {
            get
            {
                Instant? next;
                lock (_lock)
                    next = _due.Count == 0 ? null : _due.Min;
                WhenAsked();
                return next;
            }
        }

        public void Add(params Instant[] instants)
        {
            lock (_lock)
                _due.UnionWith(instants);
            NextDueChanged?.Invoke(this, EventArgs.Empty);
        }

        public void RunDue(Instant now)
        {
            lock (_lock)
            {
                _due.RemoveWhere(at => at <= now);
                if (every > Duration.Zero) _due.Add(now + every);
                RanAt.Add(now);
            }
            WhenRun(now);
            _ran.Writer.TryWrite(now);
        }

        public Task<Instant> NextRun() => _ran.Reader.ReadAsync().AsTask();
    }

    /// <summary>Timers that end at once while time is told to flow, and not at all before.</summary>
    private sealed class HandTimers : TimeProvider
    {
        private readonly Lock _lock = new();
        private readonly List<Action> _waiting = [];
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool _flows;

        public Task Asked => _asked.Task;

        public TimeSpan Longest { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            lock (_lock)
            {
                Longest = dueTime > Longest ? dueTime : Longest;
                _waiting.Add(() => callback(state));
                if (_flows) EndAll();
            }
            _asked.TrySetResult();
            return new Unused();
        }

        public void Flow(bool flows)
        {
            lock (_lock)
            {
                _flows = flows;
                if (flows) EndAll();
            }
        }

        private void EndAll()
        {
            foreach (var end in _waiting) ThreadPool.UnsafeQueueUserWorkItem(_ => end(), null);
            _waiting.Clear();
        }

        private sealed class Unused : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
