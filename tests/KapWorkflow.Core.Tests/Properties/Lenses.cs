using System.Collections.Immutable;
using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>Falsehoods for the rules to believe. What comes of each must be noticed.</summary>
public static class Lenses
{
    private static readonly Stamp LongAgo = new(1, Story.Start);

    public static Lens EveryDoseIsAuthorised { get; } = Lens.Believing(
        "every dose is authorised", journey => journey with { Clearance = journey.Clearance with { AuthorisedDoses = 99 } });

    public static Lens NoClearanceEnds { get; } = Lens.Believing(
        "no clearance ends or is suspended", journey => journey with { Clearance = journey.Clearance with { ExpiresOn = new LocalDate(2040, 1, 1), Suspended = null } });

    public static Lens EverybodyIsReady { get; } = Lens.Believing(
        "every client is ready", journey => journey with { Clearance = journey.Clearance with { Readiness = new ReadinessKey(true, AClinic.Thandi, LongAgo) } });

    public static Lens OnePersonMayHoldBothKeys { get; } = new("one person may hold both keys")
    {
        Clinic = clinic => clinic with { Clearance = clinic.Clearance with { AllowDualRole = true } },
    };

    public static Lens DosesAreForgotten { get; } = new("the dose of a session is forgotten")
    {
        Deciding = journey => With(journey, cycle => cycle with { Dosed = null }),
    };

    public static Lens EveryCycleIsClosed { get; } = Lens.Believing(
        "every cycle is closed", journey => With(journey, cycle => cycle.Dosed is null ? cycle : cycle with { Discharged = LongAgo, CheckinResolved = LongAgo, Integrated = LongAgo }));

    public static Lens NobodyIsAtRisk { get; } = new("nobody is at risk, for whoever decides")
    {
        Deciding = journey => journey with { Alerts = Quiet(journey.Alerts) },
    };

    public static Lens NoAlertIsSeen { get; } = new("nobody is at risk, for the plan")
    {
        Planning = journey => journey with { Alerts = Quiet(journey.Alerts) },
    };

    public static Lens NobodySaidStop { get; } = new("nobody said STOP")
    {
        Planning = journey => journey with { Contact = journey.Contact with { SmsStopped = null } },
    };

    public static Lens EverybodyConsented { get; } = new("everybody consented to texts")
    {
        Planning = journey => journey with { Contact = journey.Contact with { SmsConsent = true, IsClients = true } },
    };

    public static Lens NobodyDies { get; } = Lens.Believing(
        "nobody dies", journey => journey.Standing.Kind == StandingKind.Deceased ? journey with { Standing = Standing.Open } : journey);

    public static Lens ItIsAlwaysDay { get; } = new("it is always day")
    {
        Clinic = clinic => clinic with { Messaging = clinic.Messaging with { WeekdayWindow = AllDay, SundayWindow = AllDay, InfoWindow = AllDay } },
    };

    public static Lens VisitsBeginADayLater { get; } = new("visits begin a day later")
    {
        Planning = journey => journey with
        {
            Appointments = new Appointments(journey.Appointments.All.ToImmutableSortedDictionary(each => each.Key, each => each.Value with { Start = each.Value.Start + Duration.FromDays(1), End = each.Value.End + Duration.FromDays(1) }, StringComparer.Ordinal)),
        },
    };

    public static Lens TasksAreNamedAfterClients { get; } = new("a task is about what the client is called")
    {
        Command = command => command is OpenTask { About: null } open ? open with { About = Canary.Name } : command,
    };

    public static Lens TheWebsiteIsThePrescriber { get; } = new("the client and the website are taken for a prescriber")
    {
        By = author => author.Kind is AuthorKind.Website or AuthorKind.Client ? AClinic.As(AClinic.Priya) : author,
    };

    public static Lens EverybodyIsLicensed { get; } = new("everybody is licensed")
    {
        Clinic = clinic => clinic with { Staff = [.. clinic.Staff.Select(member => member with { Licences = [new Licence("MD", "MA-1", ["MA", "NY"], new LocalDate(2040, 1, 1))] })] },
    };

    public static Lens TheLedgerForgets { get; } = new("the ledger forgets what went out an hour ago")
    {
        Ledger = (ledger, now) => new Ledger(
            ledger.Entries.RemoveRange(ledger.Entries.Values.Where(entry => entry.TextId is not null && now - entry.At > Duration.FromHours(1)).Select(entry => entry.Key))),
    };

    public static Lens EveryJourneyIsOver { get; } = new("a journey with a visit ahead is over")
    {
        Deciding = journey => journey.Appointments.Ahead.Any() ? journey with { Standing = new Standing(StandingKind.Closed, LongAgo, ClosedBecause.Declined) } : journey,
    };

    public static Lens NobodyIsTheClient { get; } = new("nobody is the client")
    {
        By = author => author.Kind == AuthorKind.Client ? Author.Provider : author,
    };

    public static Lens NothingIsUrgent { get; } = new("no answer to item 9 is urgent")
    {
        Clinic = clinic => clinic with { Safety = clinic.Safety with { Item9Urgent = 9 } },
    };

    public static Lens PagesCanWait { get; } = new("pages can wait for an hour")
    {
        Clinic = clinic => clinic with { Safety = clinic.Safety with { AckMinutes = 60 } },
    };

    public static Lens NothingIsLate { get; } = new("no task is late")
    {
        Planning = journey => journey with { Tasks = new TaskList(journey.Tasks.All.ToImmutableDictionary(each => each.Key, each => each.Value with { DueBy = Owe.Never }, StringComparer.Ordinal)) },
    };

    public static Lens TheCutOffIsHigher { get; } = new("the cut-off of the PCL-5 is higher")
    {
        Clinic = clinic => clinic with { Safety = clinic.Safety with { Pcl5Cut = 60 } },
    };

    public static Lens ClientsLiveInMadrid { get; } = new("clients live in Madrid")
    {
        Planning = journey => journey with { Contact = journey.Contact with { TimeZone = "Europe/Madrid" } },
    };

    public static Lens StaffWorkInHonolulu { get; } = new("staff work in Honolulu")
    {
        Clinic = clinic => clinic with { TimeZone = "Pacific/Honolulu" },
    };

    private static Hours AllDay => new(LocalTime.Midnight, LocalTime.MaxValue);

    private static Alerts Quiet(Alerts alerts) => new([.. alerts.All.Select(alert => alert with { Level = AlertLevel.NextBusinessDay, Rule = SafetyRule.CssrsLow })]);

    private static Journey With(Journey journey, Func<Cycle, Cycle> change) =>
        journey with { Course = journey.Course with { Cycles = journey.Course.Cycles.ToImmutableSortedDictionary(each => each.Key, each => change(each.Value)) } };
}
