using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>Takes a journey along: now what everybody hopes for, now anything, now nothing but time.</summary>
public sealed class Stroller
{
    private readonly Walk _walk;
    private readonly int _willing;
    private readonly bool _settingsChange;
    private readonly Habits _habits;

    public Stroller(Walk walk, Drawing temper)
    {
        _walk = walk;
        _willing = temper.Of([0, 30, 60, 85, 97]);
        _settingsChange = temper.OneIn(3);
        _habits = Habits.Of(temper);
        walk.ListensForTheBell = temper.OneIn(4);
        if (temper.OneIn(5))
        {
            (walk.DecidersClock, walk.PlannersClock) = (Skew(temper), Skew(temper));
            walk.ListensForTheBell = false;
        }
        if (temper.OneIn(5))
            walk.Fails = duty => (duty.Key.Length % 5) switch { 0 => EffectState.Failed, 1 => EffectState.Undelivered, 2 => EffectState.Unknown, 3 => EffectState.Postponed, _ => null };
        // Alarms are answered, if late: the pages that nobody answers have a test of their own.
        var patience = Duration.FromMinutes(temper.Of([4, 35, 300]));
        walk.WhenAsked = task => walk.At(walk.Now + patience, () =>
        {
            if (task.Kind == TaskKind.AnswerAlert)
                walk.Give(AClinic.As(AClinic.Dana), new AcknowledgeAlert(task.About!));
        });
        walk.Until(walk.Now);
    }

    public void Step(Drawing draw)
    {
        _walk.AskToLeave();
        if (_settingsChange && draw.OneIn(12))
            _walk.Clinic = draw.Of(Crowd.Settings);
        if (draw.OneIn(12) && _walk.Trace.Given is { Count: > 0 } given)
            Again(given[^(1 + draw.Below(Math.Min(given.Count, 12)))]);
        else if (draw.Percent(_willing))
            Oblige();
        else if (draw.OneIn(3))
            _walk.Until(_walk.Now + Time(draw));
        else
            Anything(draw);
        _walk.Until(_walk.Now);
    }

    /// <summary>Time runs on, and every kind of command is asked about once.</summary>
    public void End(Drawing draw)
    {
        _walk.Until(_walk.Now + Duration.FromDays(draw.Of([0, 0, 3, 40, 400])));
        _walk.AskToLeave();
    }

    /// <summary>The same again, by the same person: a second click, a webhook delivered twice, an old page in another tab.</summary>
    private void Again(Given given)
    {
        // What the clock and the website give comes from the plan and the door alone.
        if (given.By.Kind is AuthorKind.Staff or AuthorKind.Client or AuthorKind.Provider)
            _walk.Give(given.By, given.Command, given.Task);
    }

    private void Anything(Drawing draw)
    {
        var anything = new Anything(draw, _walk);
        var tasks = _walk.Journey.Tasks.Open.ToList();
        if (tasks.Count > 0 && draw.OneIn(3))
        {
            var task = draw.Of(tasks);
            var offered = TaskCatalogue.Of(task.Kind).Commands;
            var decision = draw.OneIn(12) ? anything.Some() : anything.Of(Commands.Find(draw.Of(offered))!);
            _walk.Give(anything.SomebodyFor(decision), decision, task.Key);
            return;
        }
        var command = anything.Some();
        // The way ends with these: not at every turn.
        if (command is Withdraw or CloseJourney or RecordDeath && !draw.OneIn(6))
            return;
        _walk.Give(anything.SomebodyFor(command), command);
    }

    /// <summary>What a willing practice and client do next; where there is nothing to do they wait.</summary>
    private void Oblige()
    {
        for (var tries = 0; tries < 10 && !Does(_walk, _habits); tries++)
            Wait(_walk);
    }

    public static bool Does(Walk walk, Habits habits)
    {
        foreach (var (by, command, task) in new Willing(walk, habits).Would())
        {
            if (walk.Give(by, command, task) is Decision.Accepted { Facts.Count: > 0 })
            {
                walk.Until(walk.Now);
                return true;
            }
        }
        return false;
    }

    /// <summary>Until somebody comes or something is due; a session is waited for a quarter of an hour at a time.</summary>
    public static void Wait(Walk walk)
    {
        var visits = walk.Journey.Appointments.Ahead.SelectMany(each => new[] { each.Start - Duration.FromMinutes(15), each.End })
            .Append(walk.LastPlan.NextDue ?? Instant.MaxValue).Where(at => at > walk.Now).DefaultIfEmpty(walk.Now + Duration.FromDays(1)).Min();
        var soon = walk.Journey.Course.Cycles.Values.Any(cycle => cycle.IsUnderWay) ? walk.Now + Duration.FromMinutes(15) : walk.Now + Duration.FromDays(1);
        walk.Until(Instant.Min(visits, soon));
    }

    private Duration Time(Drawing draw) => draw.Below(9) switch
    {
        0 => Duration.FromMinutes(1 + draw.Below(20)),
        1 => Duration.FromMinutes(30 + draw.Below(100)),
        2 or 3 => Duration.FromHours(1 + draw.Below(24)),
        4 or 5 => Duration.FromDays(1 + draw.Below(4)),
        6 => Duration.FromDays(5 + draw.Below(30)),
        7 => ToTheChangeOfClocks(),
        _ => draw.OneIn(4) ? Duration.FromDays(90 + draw.Below(300)) : Duration.FromSeconds(1 + draw.Below(90)),
    };

    /// <summary>An hour before the night on which the practice's clocks change.</summary>
    private Duration ToTheChangeOfClocks()
    {
        var change = _walk.Clinic.Zone.GetZoneInterval(_walk.Now);
        return change.HasEnd && change.End - _walk.Now > Duration.FromHours(2) ? change.End - _walk.Now - Duration.FromHours(1) : Duration.FromHours(3);
    }

    private static Duration Skew(Drawing temper) => Duration.FromSeconds(temper.Below(81) - 40);
}
