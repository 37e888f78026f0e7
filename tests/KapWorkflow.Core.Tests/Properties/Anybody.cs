using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>Any command with any arguments by anybody, drawn from a stream of numbers, so that a failing case shrinks.</summary>
public sealed partial class Anybody(IReadOnlyList<uint> stream)
{
    private static readonly StaffId[] People = [AClinic.Ines, AClinic.Theo, AClinic.Thandi, AClinic.Priya, AClinic.Noel, AClinic.Dana];

    private const int Kinds = 50;

    /// <summary>Where a task's commands stand in <see cref="Anything"/>.</summary>
    private static readonly Dictionary<string, int> Places = new(StringComparer.Ordinal)
    {
        ["log-contact"] = 3,
        ["book"] = 5,
        ["move"] = 8,
        ["confirm"] = 9,
        ["cancel"] = 11,
        ["attended"] = 12,
        ["missed"] = 13,
        ["decide-care-path"] = 14,
        ["record-conversation"] = 15,
        ["decide-readiness"] = 19,
        ["decide-clearance"] = 20,
        ["request-information"] = 21,
        ["receive-information"] = 22,
        ["reinstate-clearance"] = 24,
        ["complete-preparation"] = 25,
        ["check-in"] = 26,
        ["vitals"] = 27,
        ["decide-held-session"] = 28,
        ["give-dose"] = 29,
        ["discharge"] = 31,
        ["adverse-event"] = 32,
        ["resolve-checkin"] = 33,
        ["sign-mid-review"] = 34,
        ["sign-end-review"] = 35,
        ["plan-aftercare"] = 36,
        ["complete-course"] = 36,
        ["release-hold"] = 38,
        ["acknowledge-alert"] = 42,
        ["resolve-alert"] = 43,
        ["finish-task"] = 45,
        ["safety-contact"] = 46,
        ["decide-welfare"] = 47,
        ["review-worsening"] = 48,
        ["safety-plan"] = 49,
    };

    private int _next;

    public bool IsDone => _next >= stream.Count;

    public int Draw(int below) => _next < stream.Count ? (int)(stream[_next++] % (uint)below) : 0;

    public Author Somebody() => Draw(9) switch
    {
        0 => Author.Client,
        1 => Author.System,
        2 => Author.Provider,
        var index => AClinic.As(People[index - 3]),
    };

    /// <summary>Somebody who has the role, most of the time: otherwise the walks go nowhere.</summary>
    public Author SomebodyFor(Command command, Journey journey)
    {
        if (command is ReleaseTask release && journey.Tasks.Find(release.Key)?.ClaimedBy is { } holder)
            return AClinic.As(holder);
        var kind = Commands.KindOf(command);
        var able = People.Select(AClinic.As).Where(kind.Allows).ToList();
        return Draw(8) == 0 ? Somebody()
            : able.Count > 0 ? able[Draw(able.Count)]
            : kind.ByClient ? Author.Client : Author.System;
    }

    /// <summary>What an open task offers, or anything at all.</summary>
    public Command Something(Journey journey, Instant now, Clinic clinic)
    {
        var offered = journey.Tasks.Open.SelectMany(task => TaskCatalogue.Of(task.Kind).Commands).Where(Places.ContainsKey).ToList();
        if (Draw(5) == 0)
            return InTheCourse(journey);
        return Anything(offered.Count > 0 && Draw(3) > 0 ? Places[offered[Draw(offered.Count)]] : Draw(Kinds), journey, now, clinic);
    }

    private Command Anything(int which, Journey journey, Instant now, Clinic clinic) => which switch
    {
        0 => new ReceiveInquiry(AJourney.Details),
        1 => new RepeatInquiry(AJourney.Details with { Question = Words() }),
        2 => new NotePossibleDuplicate(Walk.Id),
        3 => new LogContactAttempt(ContactBy.Phone, Yes()),
        4 => new CorrectContact("robin@example.test", "+16175550143", Yes(), Yes() ? "en" : "es", "America/Los_Angeles"),
        5 or 6 or 7 => new BookAppointment(Purpose(), When(now, clinic), Staff(), Usually() ? AClinic.Priya : null, Usually() ? "garden" : null),
        8 => new MoveAppointment(Which(journey), When(now, clinic)),
        9 => new ConfirmAppointment(Which(journey)),
        10 => new AskAnotherTime(Which(journey)),
        11 => new CancelAppointment(Which(journey)),
        12 => new RecordAttendance(Which(journey)),
        13 => new RecordNoShow(Which(journey)),
        14 => new DecideCarePath(Any<CarePathOutcome>(), "all", "", "", Yes() ? "depression" : null),
        15 => new RecordConversation(Any<ConversationAbout>()),
        16 or 17 => AnyForm(),
        18 => new SignConsent(Any<ConsentKind>(), "en", "Robin"),
        19 => new DecideReadiness(Yes(), "seen"),
        20 => new DecideClearance(Any<ClearanceOutcome>(), "seen", "weekly weight", Yes() ? Draw(10) : null, null, Day(now, clinic)),
        21 => new RequestInformation("an ECG"),
        22 => new ReceiveInformation("it came"),
        23 => new SuspendClearance("new medicine"),
        24 => new ReinstateClearance("settled"),
        25 => new CompletePreparation("done"),
        26 => Arriving(journey),
        27 => new TakeVitals(Session(journey), Draw(3) switch { 0 => 150, 1 => 60 + Draw(200), _ => 120 }, 80, 70, 98, Draw(9) == 0 ? 382 : null),
        28 => new DecideHeldSession(Session(journey), Any<HeldSessionOutcome>(), "seen"),
        29 or 30 => new GiveDose(Session(journey), AClinic.Theo, Usually()),
        31 => new DischargeClient(Session(journey), true, true, true, true, Usually(), true),
        32 => new RecordAdverseEvent(Session(journey), 1 + Draw(4), "seen"),
        33 => new ResolveCheckin(Session(journey), "spoke"),
        34 => new SignMidReview(Any<ReviewOutcome>(), "seen", Yes() ? Draw(9) : null, Yes() ? Day(now, clinic) : null),
        35 => Yes() ? new SignEndReview("seen") : new StopCourse("enough"),
        36 => Yes() ? new PlanAftercare("plan", Yes()) : new CompleteCourse("done"),
        37 => new HoldJourney("wait"),
        38 => new ReleaseHold("go on"),
        39 => Draw(4) == 0 ? new Withdraw() : new ReleaseHold("go on"),
        40 => Draw(4) == 0 ? new CloseJourney(Any<ClosedBecause>()) : new ReopenJourney("came back"),
        41 => Draw(12) == 0 ? new RecordDeath() : new ReopenJourney("came back"),
        42 => new AcknowledgeAlert(Alert(journey)),
        43 => new ResolveAlert(Alert(journey), "spoke", Yes() ? "a false alarm" : null),
        44 => new ReceiveMessage(Any<InboundKind>(), Words()),
        46 => new RecordSafetyContact(Alert(journey), Yes(), Any<LiveContact>(), "seen"),
        47 => new DecideWelfare(Alert(journey), Any<WelfareStep>(), "nobody answers"),
        48 => new ReviewWorsening(Alert(journey), "seen"),
        49 => new RecordSafetyPlan("signs, and whom to call"),
        _ => AnyTask(journey, now),
    };

    public Duration Time() => Draw(7) switch
    {
        0 => Duration.FromMinutes(1 + Draw(20)),
        1 => Duration.FromMinutes(30 + Draw(100)),
        2 or 3 => Duration.FromHours(1 + Draw(24)),
        4 or 5 => Duration.FromDays(1 + Draw(4)),
        _ => Duration.FromDays(5 + Draw(30)),
    };

    private bool Yes() => Draw(2) == 0;

    private bool Usually() => Draw(8) != 0;

    private T Any<T>()
        where T : struct, Enum => Enum.GetValues<T>()[Draw(Enum.GetValues<T>().Length)];

    private StaffId Staff() => People[Draw(People.Length)];

    private AppointmentPurpose Purpose() => Any<AppointmentPurpose>();

    private string Words() => Draw(5) == 0 ? "I want to kill myself" : "thank you";

    private LocalDate Day(Instant now, Clinic clinic) => PracticeTime.Local(now, clinic.Zone).Date.PlusDays(Draw(100) - 3);

    private LocalDateTime When(Instant now, Clinic clinic) => PracticeTime.Local(now, clinic.Zone).Date.PlusDays(Draw(14)) + new LocalTime(8 + Draw(10), 0);

    private AppointmentRef Which(Journey journey)
    {
        var all = journey.Appointments.Ahead.Concat(journey.Appointments.All.Values).ToList();
        return all.Count == 0 ? new AppointmentRef(AppointmentPurpose.Consultation, 1) : all[Draw(Math.Min(all.Count, 4))].Which;
    }

    private AppointmentRef Session(Journey journey) =>
        (Usually() ? journey.Appointments.Next(AppointmentPurpose.Dosing) : null)?.Which
        ?? (Yes() ? journey.Course.Last?.Which : null)
        ?? new AppointmentRef(AppointmentPurpose.Dosing, 1 + Draw(3));

    private string Alert(Journey journey) => string.Create(CultureInfo.InvariantCulture, $"alert:{1 + Draw(Math.Max(1, journey.Alerts.All.Count))}");

    private SubmitForm AnyForm()
    {
        var form = Any<FormKind>();
        var answers = Answers.To(form, points: Draw(4));
        if (Draw(6) == 0)
            answers.Remove(answers.Keys.Order(StringComparer.Ordinal).First());
        if (Draw(8) == 0 && form is FormKind.Phq9)
            answers["9"] = Draw(4).ToString(CultureInfo.InvariantCulture);
        if (Draw(6) == 0 && form is FormKind.Checkin or FormKind.Precheck or FormKind.Cssrs)
            answers[FormLibrary.Of(form).Questions[0].Id] = "yes";
        return new SubmitForm(form, Yes() ? "en" : "es", answers);
    }

    private Command AnyTask(Journey journey, Instant now)
    {
        var open = journey.Tasks.Open.Select(task => task.Key).DefaultIfEmpty("nothing").ToList();
        var key = open[Draw(open.Count)];
        return Draw(9) switch
        {
            6 => new DelegateTask(key, Staff(), "nearer to it"),
            7 => new FollowUpTask(key, PracticeTime.Local(now, AClinic.Open.Zone).Date.PlusDays(1 + Draw(5)), "they call back"),
            0 => new OpenTask($"by-hand:{now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}", TaskKind.ReadMessage, now),
            1 => new ClaimTask(key),
            2 or 3 => new ReleaseTask(journey.Tasks.Open.FirstOrDefault(task => task.ClaimedBy is not null)?.Key ?? key),
            4 => new EscalateTask(key, 1 + Draw(2)),
            _ => new FinishTask(key, "done"),
        };
    }
}
