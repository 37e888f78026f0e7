using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core;

public enum CarePathOutcome
{
    Kap,
    MedicationManagement,
    Therapy,
    BothNonKap,
    ReferOut,
    Undecided,
    Declined,
}

/// <summary>What client and provider chose together, and why (care-pathway §1: KAP is one of several options).</summary>
/// <param name="Provider">Who decided it with the client.</param>
/// <param name="On">The day of the conversation in which they did.</param>
public sealed record CarePathDecided(
    CarePathOutcome Outcome,
    string OptionsDiscussed,
    string ClientPreference,
    string Recommendation,
    string? Indication,
    string? Rationale = null,
    bool? ClientAgreed = null,
    StaffId? Provider = null,
    LocalDate? On = null) : Fact;

/// <summary>Client or provider changed their mind before the first dose: the decision is made again, and the earlier one stays told.</summary>
public sealed record CarePathReopened(string Why) : Fact;

public enum ConversationAbout
{
    CarePath,
    NotCleared,
    Deferred,

    /// <summary>The clearance is suspended.</summary>
    Suspension,

    /// <summary>The client is a minor: with the parent or guardian.</summary>
    Guardian,

    /// <summary>Nobody here is licensed where the client lives.</summary>
    NotLicensedHere,
}

/// <summary>A person spoke with the client, by telephone, video or face to face: before any message says it.</summary>
/// <param name="Destination">Who takes over from here, and where.</param>
public sealed record ConversationHeld(ConversationAbout About, string? Note, string? Destination = null, LocalDate? AppointmentOn = null) : Fact;

[Command("decide-care-path", "Decide the care path", Role.Therapist | Role.Prescriber)]
public sealed record DecideCarePath(
    CarePathOutcome Outcome,
    string OptionsDiscussed,
    string ClientPreference,
    string Recommendation,
    string? Indication = null,
    string? Rationale = null,
    bool? ClientAgreed = null,
    LocalDate? SpokenOn = null) : Command;

[Command("reopen-care-path", "Decide the care path anew", Role.Therapist | Role.Prescriber)]
public sealed record ReopenCarePath(string Why) : Command;

[Command("record-conversation", "Record the conversation", Role.Intake | Role.Therapist | Role.Prescriber)]
public sealed record RecordConversation(ConversationAbout About, string? Note = null, string? Destination = null, LocalDate? AppointmentOn = null) : Command;

public sealed record CarePath(CarePathOutcome Outcome, string? Indication, Stamp Since)
{
    public Stamp? Told { get; init; }
    public bool IsKap => Outcome == CarePathOutcome.Kap;

    /// <summary>Nobody who declined, or went elsewhere and came back, is held to it: once reopened they choose again.</summary>
    public bool IsFinal => IsKap || (IsOtherCare && Told is null);

    /// <summary>Care elsewhere, or other care here: a person hands over first.</summary>
    public bool IsOtherCare => Outcome is CarePathOutcome.MedicationManagement or CarePathOutcome.Therapy or CarePathOutcome.BothNonKap or CarePathOutcome.ReferOut;
}

/// <summary>Stages 3 to 5: the consultation, and the decision it ends in.</summary>
public static class CarePaths
{
    public static Decision Decide(Journey journey, Command command, Moment moment) => command switch
    {
        DecideCarePath decide => Choose(journey, decide, moment),
        ReopenCarePath reopen => Reopen(journey, reopen),
        RecordConversation conversation => Converse(journey, conversation),
        _ => throw new ArgumentOutOfRangeException(nameof(command), moment.Now, "Not a care path command."),
    };

    public static Journey Evolve(Journey journey, Recorded recorded) => recorded.Fact switch
    {
        CarePathDecided decided => journey with { CarePath = new CarePath(decided.Outcome, decided.Indication, recorded.Stamp) },
        CarePathReopened => journey with { CarePath = null, CarePathReopened = recorded.Stamp },
        ConversationHeld { About: ConversationAbout.CarePath } => journey.CarePath is { } path
            ? journey with { CarePath = path with { Told = recorded.Stamp } }
            : journey,
        ConversationHeld { About: ConversationAbout.NotCleared or ConversationAbout.Deferred } held => journey with { Clearance = journey.Clearance with { Told = recorded.Stamp, ToldAbout = held.About } },
        _ => journey,
    };

    public static Gate MayBookConsultation(Journey journey) => Gate.Of(
        "consultation",
        Gate.Unless(journey.CarePath is null or { IsFinal: false }, "consultation.decided", "The care path is already decided.", "Book what comes next."),
        Gate.Unless(journey.Inquiry is not { MinorSince: not null }, "consultation.minor", "The person is younger than 18.", "Speak with the parent or guardian, and find care for them; if the age is wrong, correct the details."),
        Gate.Unless(journey.Contact.IsClients, "consultation.not-client", "Somebody else inquired, and the person has not come forward.", "When they do, record that with their own address and consents, and book then."));

    public static IEnumerable<Duty> Duties(Journey journey, Clinic clinic) =>
    [
        .. Consultation(journey, clinic),
        .. journey.CarePath is { } path ? Decided(journey, path, clinic) : [],
    ];

    private static IEnumerable<Duty> Consultation(Journey journey, Clinic clinic)
    {
        if (journey.CarePath is { IsFinal: true } || journey.Inquiry is not { } inquiry)
            yield break;
        var all = journey.Appointments.For(AppointmentPurpose.Consultation).ToList();
        foreach (var each in all.Where(each => each.IsAhead))
        {
            foreach (var duty in Owe.Tell($"{each.Key}:booked", Text.ConsultationBooked, Windows.Later(journey, clinic, each.Since.At), each.Since, each.Which, LinkPurpose.Appointment).NotAfter(each.Start)
                .Concat(AppointmentReminders.For(journey, clinic, each, Text.ConsultationReminder)))
                yield return duty;
        }

        // Who has another time already is not asked to choose one.
        var ahead = all.Exists(each => each.IsAhead);
        foreach (var missed in all.Where(each => each.State == AppointmentState.Missed && !ahead))
        {
            foreach (var duty in Owe.Tell($"{missed.Key}:no-show:1", Text.ConsultationNoShow, Channel.Sms, Windows.Later(journey, clinic, missed.StateSince.At + Duration.FromMinutes(15)), missed.StateSince, missed.Which, LinkPurpose.Appointment).Unless(false)
                .Concat(Owe.Tell($"{missed.Key}:no-show:2", Text.ConsultationNoShow, Channel.Email, Windows.Later(journey, clinic, missed.StateSince.At + Duration.FromDays(1)), missed.StateSince, missed.Which, LinkPurpose.Appointment).Unless(false)))
                yield return duty;
        }

        var attended = all.LastOrDefault(each => each.State == AppointmentState.Attended);
        if (attended is not null)
        {
            if (journey is { CarePath: null, CarePathReopened: { } again })
                yield return Owe.Ask(Numbered("care-path:again", again.Sequence), TaskKind.DecideCarePath, again.At, clinic.Business.EndOfDayAfter(again.At, clinic.Consultation.DecisionBusinessDays), again);
            else if (!(journey.CarePath?.Since.Sequence > attended.StateSince.Sequence))
                yield return Owe.Ask($"{attended.Which}:care-path", TaskKind.DecideCarePath, attended.StateSince.At, clinic.Business.EndOfDayAfter(attended.StateSince.At, clinic.Consultation.DecisionBusinessDays), attended.StateSince);
            yield break;
        }

        var since = all.Where(each => !each.IsAhead).Select(each => each.StateSince).Append(inquiry.Reached).OfType<Stamp>().MaxBy(stamp => stamp.Sequence);
        // With a minor's guardian a person speaks (Elsewhere): there is nothing to book.
        if (!ahead && since is not null && inquiry.MinorSince is null)
        {
            yield return Owe.Ask(Numbered("consultation:book", all.Count + 1), TaskKind.BookConsultation, since.At, clinic.Business.EndOfDayAfter(since.At, 1), since);
            yield return Owe.Record(Numbered("consultation:give-up", all.Count + 1), new CloseJourney(ClosedBecause.NoResponse), since.At + Duration.FromDays(clinic.Inquiry.CloseDays), since);
        }
    }

    private static IEnumerable<Duty> Decided(Journey journey, CarePath path, Clinic clinic)
    {
        var since = path.Since;
        // Whoever comes again to talk it over is not asked by mail meanwhile, nor closed.
        if (path.Outcome == CarePathOutcome.Undecided && journey.Appointments.Next(AppointmentPurpose.Consultation) is null)
        {
            since = journey.Appointments.For(AppointmentPurpose.Consultation).Select(each => each.StateSince).Append(since).MaxBy(stamp => stamp.Sequence)!;
            foreach (var (days, index) in clinic.Consultation.UndecidedCheckinDays.Select((days, index) => (days, index)))
                yield return Owe.Tell(Numbered($"care-path:{since.Sequence}:undecided", index + 1), Text.UndecidedCheckin, Channel.Email, Windows.Later(journey, clinic, since.At + Duration.FromDays(days)), since);
            yield return Owe.Record($"care-path:{since.Sequence}:undecided-close", new CloseJourney(ClosedBecause.Undecided), since.At + Duration.FromDays(clinic.Consultation.UndecidedCloseDays), since);
            yield break;
        }

        if (path.IsOtherCare && path.Told is null)
            yield return Owe.Ask($"care-path:{since.Sequence}:hand-over", TaskKind.HandOver, since.At, clinic.Business.EndOfDayAfter(since.At, 2), since);
        if (path.IsOtherCare && path.Told is { } told)
            yield return Owe.Tell($"care-path:{since.Sequence}:other", Text.PathOther, Channel.Email, Windows.Later(journey, clinic, told.At), told) with { Always = true };
        if (path.Outcome == CarePathOutcome.Declined)
            yield return Owe.Tell($"care-path:{since.Sequence}:declined", Text.InquiryClose, Channel.Email, Windows.Later(journey, clinic, since.At), since) with { Always = true };
    }

    private static Decision Choose(Journey journey, DecideCarePath decide, Moment moment)
    {
        var today = PracticeTime.Local(moment.Now, moment.Clinic.Zone).Date;
        var kap = decide.Outcome == CarePathOutcome.Kap;
        var gate = Gate.Of(
            "care-path",
            Gate.Unless(journey.Appointments.Attended(AppointmentPurpose.Consultation) > 0, "care-path.no-consultation", "No consultation has been held.", "Record the consultation first."),
            Gate.Unless(journey.CarePath is null or { IsFinal: false }, "care-path.decided", "The care path is already decided.", "If somebody has changed their mind, decide it anew."),
            Gate.Unless(!string.IsNullOrWhiteSpace(decide.OptionsDiscussed), "care-path.options", "The options that you discussed are missing.", "Write them down: KAP is one of several."),
            Gate.Unless(!string.IsNullOrWhiteSpace(decide.ClientPreference), "care-path.preference", "What the client prefers is missing.", "Write it down in their words."),
            Gate.Unless(!string.IsNullOrWhiteSpace(decide.Recommendation), "care-path.recommendation", "What you recommend is missing.", "Write it down."),
            Gate.Unless(
                decide.ClientAgreed == true || decide.Outcome is CarePathOutcome.Undecided or CarePathOutcome.Declined,
                "care-path.agreed", "The client has not agreed: you decide together.", "Talk it over again, or leave it undecided."),
            Gate.Unless(decide.SpokenOn is not { } on || on <= today, "care-path.day", "That day is not over yet.", "Record it after you have spoken."),
            Gate.Unless(!kap || journey.Contact.IsClients, "care-path.not-client", "All we have is what somebody else typed.", "Record that the person came forward, with their own address and consents."),
            Gate.Unless(!kap || journey.Inquiry is { Details.IsAdult: true }, "G1.adult", "The client is not an adult.", "KAP starts at 18: choose another path."),
            Gate.Unless(!kap || !string.IsNullOrWhiteSpace(decide.Indication), "care-path.indication", "KAP needs an indication.", "Write down what it is for."));
        Fact[] closing = decide.Outcome == CarePathOutcome.Declined ? [new JourneyClosed(ClosedBecause.Declined, null)] : [];
        return Decision.When(gate, [
            new CarePathDecided(decide.Outcome, decide.OptionsDiscussed, decide.ClientPreference, decide.Recommendation, decide.Indication, decide.Rationale, decide.ClientAgreed, moment.By.Staff, decide.SpokenOn ?? today),
            .. closing]);
    }

    /// <summary>Nothing has been given yet, so nothing is lost: what was booked for it is cancelled, and what was cleared is looked at again.</summary>
    private static Decision Reopen(Journey journey, ReopenCarePath reopen) => Decision.When(
        Gate.Of(
            "care-path",
            Gate.Unless(journey.CarePath is not null, "care-path.open", "The care path is not decided.", "Decide it with the client."),
            Gate.Unless(journey.Course.Given == 0, "care-path.begun", "Doses were given: the course has begun.", "Stop the course, and plan what comes after in the end review."),
            Gate.Unless(!string.IsNullOrWhiteSpace(reopen.Why), "care-path.why", "The reason is missing.", "Write down who changed their mind, and why.")),
        [
            .. journey.Appointments.Ahead.Where(each => each.Which.Purpose is AppointmentPurpose.Preparation or AppointmentPurpose.Dosing).Select(each => new AppointmentCancelled(each.Which, ByClient: false, Late: false, "care path")),
            .. journey.Clearance is { IsCleared: true, Suspended: null } ? [new ClearanceSuspended("the care path is decided anew", SuspensionTrigger.CarePathAnew)] : Array.Empty<Fact>(),
            new CarePathReopened(reopen.Why),
        ]);

    private static Decision Converse(Journey journey, RecordConversation conversation)
    {
        var gate = Gate.Of("conversation", conversation.About switch
        {
            ConversationAbout.CarePath => Gate.Unless(journey.CarePath is { IsOtherCare: true, Told: null }, "conversation.care-path", "There is no decision for other care to talk about.", "Decide the care path first."),
            ConversationAbout.NotCleared => Gate.Unless(journey.Clearance is { Outcome: ClearanceOutcome.NotCleared, Told: null }, "conversation.not-cleared", "There is no such clearance decision to talk about.", "Read on the journey's page what was decided."),
            ConversationAbout.Suspension => Gate.Unless(journey.Clearance is { Suspended: not null, SuspensionTold: null }, "conversation.suspension", "There is no suspension to talk about.", "Read on the journey's page where it stands."),
            ConversationAbout.Guardian => Gate.Unless(journey.Inquiry is { Details.IsAdult: false }, "conversation.guardian", "The client is an adult.", "Speak with the client."),
            ConversationAbout.NotLicensedHere => Gate.Unless(journey.CarePath is null, "conversation.licence", "The care path is decided already.", "Refer the client, and say to whom."),
            _ => Gate.Unless(journey.Clearance is { Outcome: ClearanceOutcome.Deferred, Told: null }, "conversation.deferred", "There is no deferral to talk about.", "Read on the journey's page what was decided."),
        });
        if (conversation.About is ConversationAbout.CarePath or ConversationAbout.Guardian or ConversationAbout.NotLicensedHere)
            gate = gate.And(Gate.Of("conversation", Endings.Where(conversation.Destination)));
        if (conversation.About == ConversationAbout.Guardian)
            gate = gate.And(Gate.Of("conversation", Gate.Unless(!journey.Course.IsRecovering, "close.recovering", "The client is still in the practice after a dose.", "Discharge the client first.")));
        Fact[] closing = conversation.About switch
        {
            ConversationAbout.CarePath => [Ended(journey.CarePath?.Outcome == CarePathOutcome.ReferOut ? ClosedBecause.ReferredOut : ClosedBecause.OtherCare)],
            ConversationAbout.Guardian => [.. Standings.CancelAhead(journey, "closed"), Ended(ClosedBecause.NotAdult)],
            ConversationAbout.NotLicensedHere => [.. Standings.CancelAhead(journey, "closed"), Ended(ClosedBecause.ReferredOut)],
            ConversationAbout.NotCleared => [new JourneyClosed(ClosedBecause.NotCleared, null)],
            _ => [],
        };
        return Decision.When(gate, [new ConversationHeld(conversation.About, conversation.Note, conversation.Destination, conversation.AppointmentOn), .. closing]);

        JourneyClosed Ended(ClosedBecause because) => new(because, null, conversation.Destination, conversation.AppointmentOn);
    }

    private static string Numbered(string stem, int ordinal) => string.Create(CultureInfo.InvariantCulture, $"{stem}:{ordinal}");
}
