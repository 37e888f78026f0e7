using System.Collections.Immutable;
using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>Somebody who inquired for another. They are told nothing about the client.</summary>
public sealed record Inquirer(InquiringFor As, string Name, string? Email, string? Phone, string? Organisation);

/// <summary>The inquiry as it stands.</summary>
public sealed record Inquiry(InquiryDetails Details, Stamp Received)
{
    public ImmutableList<Stamp> Attempts { get; init; } = [];
    public Stamp? Reached { get; init; }
    public ImmutableList<Stamp> Repeats { get; init; } = [];
    public ImmutableList<(JourneyId Other, Stamp Since)> Duplicates { get; init; } = [];

    /// <summary>Journeys that staff have compared with this one and decided about.</summary>
    public ImmutableList<JourneyId> Compared { get; init; } = [];
    public (JourneyId Into, Stamp Since)? MergedInto { get; init; }

    /// <summary>Who inquired for the client before they came forward: a person close to them, or a professional who refers them.</summary>
    public Inquirer? AskedBy { get; init; }

    /// <summary>Since when it is known that the client is younger than 18; null when they are not, or nobody knows.</summary>
    public Stamp? MinorSince { get; init; }

    /// <summary>When the details were last put right; null while they are as they came.</summary>
    public Stamp? Corrected { get; init; }
}

/// <summary>Stage 1 and 2: somebody wrote, and a person answers (care-pathway §3.1).</summary>
public static class Inquiries
{
    public static Decision Decide(Journey journey, Command command, Moment moment) => command switch
    {
        ReceiveInquiry receive => Receive(journey, receive.Details),
        RepeatInquiry repeat => Decision.Record([new InquiryRepeated(repeat.Details), .. IsHeard(journey, repeat.Details) ? [] : CrisisAlert(journey, repeat.Details)]),
        NotePossibleDuplicate note => note.Other == journey.Id ? Decision.Refuse("duplicate.self", "That is this journey.", "Choose the other one.")
            : journey.Inquiry?.Duplicates.Exists(twin => twin.Other == note.Other) == true ? Decision.Record()
            : Decision.Record(new PossibleDuplicateNoted(note.Other)),
        LogContactAttempt log => Decision.Record(new ContactAttempted(log.How, log.Reached, log.Note)),
        CorrectContact correct => Correct(journey, correct),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    public static Journey Evolve(Journey journey, Recorded recorded) => recorded.Fact switch
    {
        InquiryReceived received => journey with
        {
            Inquiry = Elsewhere.Aged(new Inquiry(received.Details, recorded.Stamp), recorded.Stamp),
            Contact = ContactOf(received.Details) with { EmailSince = recorded.Stamp },
        },
        // What follows on an inquiry that was not right finishes it.
        InquiryRepeated finished when journey.Inquiry is { Details.Unfinished: true } begun => journey with
        {
            Inquiry = Elsewhere.Aged(begun with { Details = finished.Details, Corrected = recorded.Stamp }, recorded.Stamp),
            Contact = ContactOf(finished.Details) with { EmailSince = recorded.Stamp },
        },
        InquiryRepeated => journey.Inquiry is { } inquiry
            ? journey with { Inquiry = inquiry with { Repeats = inquiry.Repeats.Add(recorded.Stamp) } }
            : journey,
        ContactCorrected corrected => journey with
        {
            Contact = journey.Contact with
            {
                Email = corrected.Email,
                Phone = corrected.Phone,
                SmsConsent = corrected.SmsConsent,
                Language = corrected.Language,
                TimeZone = corrected.TimeZone,
                // An address of somebody else's that was put right is still theirs.
                IsClients = corrected.OfInquirer != true,
                // STOP is kept for the number that said it.
                SmsStopped = corrected.Phone == journey.Contact.Phone ? journey.Contact.SmsStopped : null,
                EmailStopped = corrected.Email == journey.Contact.Email ? journey.Contact.EmailStopped : null,
                EmailStop = corrected.Email == journey.Contact.Email ? journey.Contact.EmailStop : null,
                EmailSince = corrected.Email == journey.Contact.Email ? journey.Contact.EmailSince : recorded.Stamp,
            },
        },
        PossibleDuplicateNoted noted => journey.Inquiry is { } inquiry
            ? journey with { Inquiry = inquiry with { Duplicates = inquiry.Duplicates.Add((noted.Other, recorded.Stamp)) } }
            : journey,
        ContactAttempted attempt => journey.Inquiry is { } inquiry
            ? journey with
            {
                Inquiry = inquiry with
                {
                    Attempts = inquiry.Attempts.Add(recorded.Stamp),
                    Reached = attempt.Reached ? recorded.Stamp : inquiry.Reached,
                },
            }
            : journey,
        // Who was spoken with about an alarm was reached.
        SafetyContactRecorded { Reached: true } => journey.Inquiry is { Reached: null } inquiry
            ? journey with { Inquiry = inquiry with { Reached = recorded.Stamp } }
            : journey,
        _ => journey,
    };

    public static IEnumerable<Duty> Duties(Journey journey, Clinic clinic)
    {
        if (journey.Inquiry is not { } inquiry)
            return [];
        var received = inquiry.Received;
        var settings = clinic.Inquiry;
        var answered = !AwaitsFirstContact(journey);
        var reopened = journey.Standing is { IsClosed: false, Reopened: { } again } ? again : null;
        return
        [
            .. Acknowledge(journey, clinic),
            Owe.TellStaff("inquiry:new", Role.Intake, received.At, received),
            .. answered ? [] : Enumerable.Range(0, settings.AttemptHours.Count).SelectMany(Attempt),
            .. reopened is null || answered ? [] : Again(reopened),
            .. inquiry.Repeats.SelectMany((again, index) => Owe
                .Ask(Key("inquiry:repeat", index + 1), TaskKind.ReadRepeatedInquiry, again.At, clinic.Business.EndOfDayAfter(again.At, 0), again)
                .Unless(false).EvenWhenClosed()),
            .. Duplicates.Duties(inquiry, clinic),
            .. Elsewhere.Duties(journey, inquiry, clinic),
            .. Owe.Ask("inquiry:breach", TaskKind.InquiryNotTried, clinic.Business.After(received.At, Duration.FromHours(settings.BreachHours)), clinic.Business.EndOfDayAfter(clinic.Business.After(received.At, Duration.FromHours(settings.BreachHours)), 0), received)
                .Unless(answered || inquiry.Attempts.Count > 0),
            .. Owe.Record("inquiry:close", new CloseJourney(ClosedBecause.NoResponse), received.At + Duration.FromDays(settings.CloseDays), received)
                // Whom nobody has tried to reach has not failed to answer: that stays with the director.
                .Unless(answered || journey.Alerts.Block || inquiry.Attempts.Count == 0),
            .. journey.Standing is { Because: ClosedBecause.NoResponse, Since: { } closed }
                ? Owe.Tell(Key("inquiry:closed", closed.Sequence), Text.InquiryClose, Channel.Email, Windows.Later(journey, clinic, closed.At), closed).Unless(false).EvenWhenClosed()
                : [],
        ];

        // Nobody calls twice in one night's closing time, nor is asked again while the call before is still to be made.
        bool IsCovered(int rung, Instant due) => rung > 0
            && (clinic.Business.NextOpen(due) == clinic.Business.NextOpen(received.At + Duration.FromHours(settings.AttemptHours[rung - 1]))
                || journey.Tasks.Open.Any(task => task.Kind == TaskKind.CallInquirer && task.Key != Key("inquiry:call", rung + 1)));

        IEnumerable<Duty> Attempt(int rung)
        {
            var due = received.At + Duration.FromHours(settings.AttemptHours[rung]);
            if (!IsCovered(rung, due) && !(due <= reopened?.At))
                yield return Owe.Ask(Key("inquiry:call", rung + 1), TaskKind.CallInquirer, due, clinic.Business.After(due, Duration.FromMinutes(settings.FirstAttemptMinutes)), received);
            // The texts follow an attempt that failed; somebody nobody has tried to call is not told that we could not reach them.
            if (rung > 0 && inquiry.Attempts.Count > 0)
            {
                foreach (var duty in Owe.Tell(Key("inquiry:retry", rung), Text.InquiryRetry, Windows.Later(journey, clinic, due), received))
                    yield return duty;
            }
        }

        // Whoever wrote back after the closing is called once, not once for every call that was missed.
        IEnumerable<Duty> Again(Stamp since)
        {
            yield return Owe.Ask(Key("inquiry:call:reopened", since.Sequence), TaskKind.CallInquirer, since.At, clinic.Business.EndOfDayAfter(since.At, 1), since);
        }

        IEnumerable<Duty> Acknowledge(Journey of, Clinic by) => of.Inquiry!.Details.Unfinished == true ? []
            : of.Inquiry!.Details.InquiringFor == InquiringFor.Self
            ? Owe.Tell("inquiry:ack", Text.InquiryAck, Channel.Email, received.At, received).Unless(false)
                .Concat(Owe.Tell("inquiry:ack", Text.InquiryAck, Channel.Sms, Windows.Later(of, by, received.At), received).Unless(false))
            : Owe.Tell("inquiry:third-party", Text.InquiryThirdParty, Channel.Email, Windows.Later(of, by, received.At), received).Unless(false);

        string Key(string stem, int ordinal) => string.Create(CultureInfo.InvariantCulture, $"{stem}:{ordinal}");
    }

    /// <summary>Nobody of the practice has spoken with whoever inquired, and nothing is booked or decided.</summary>
    public static bool AwaitsFirstContact(Journey journey) => journey is { Inquiry.Reached: null, Appointments.All.Count: 0, CarePath: null };

    private static Decision Receive(Journey journey, InquiryDetails details) => journey.Exists
        ? Decision.Conflict("inquiry.exists", "This inquiry was already received.", "Open the journey.")
        : Decision.Record([new InquiryReceived(details), .. CrisisAlert(journey, details)]);

    private static IEnumerable<Fact> CrisisAlert(Journey journey, InquiryDetails details) =>
        details.OwnWords.Any(CrisisWords.Appear) ? [Alerts.Raise(journey, SafetyRule.CrisisWords, AlertLevel.Page, "inquiry")] : [];

    /// <summary>The same words, sent again to be put right: they raised an alert that is still open.</summary>
    private static bool IsHeard(Journey journey, InquiryDetails details) =>
        journey.Inquiry is { Details: { Unfinished: true } begun } && begun.OwnWords.SequenceEqual(details.OwnWords, StringComparer.Ordinal)
        && journey.Alerts.Unresolved.Any(alert => alert.Rule == SafetyRule.CrisisWords);

    private static Decision Correct(Journey journey, CorrectContact correct) => Decision.When(
        Reachable(correct.Email, correct.Phone, correct.SmsConsent, correct.Language, correct.TimeZone).And(Gate.Of(
            "contact",
            Gate.Unless(
                journey.Contact.IsClients || !correct.SmsConsent, "contact.of-inquirer", "Somebody else inquired: what they agree to gives no leave to text the client.",
                "Leave text messages out; when the client comes forward, record that."))),
        new ContactCorrected(correct.Email, correct.Phone, correct.SmsConsent, correct.Language, correct.TimeZone, journey.Contact.IsClients ? null : true));

    internal static Gate Reachable(string? email, string? phone, bool smsConsent, string language, string timeZone) => Gate.Of(
        "contact",
        Gate.Unless(email is not null || phone is not null, "contact.none", "There is neither an e-mail address nor a telephone number.", "Write down at least one."),
        Gate.Unless(!smsConsent || phone is not null, "contact.sms", "There is no number to text.", "Write down the number, or leave out text messages."),
        Gate.Unless(language is "en" or "es", "contact.language", "That language is not spoken in messages.", "Choose en or es."),
        Gate.Unless(DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone) is not null, "contact.time-zone", "There is no such time zone.", "Choose one such as America/New_York."));

    /// <summary>What a third party typed gives no leave to text or write to the client: only the person who wrote is answered, by e-mail.</summary>
    private static Contact ContactOf(InquiryDetails details) => new(details.Language, details.TimeZone, details.Email, details.Phone)
    {
        FirstName = string.IsNullOrWhiteSpace(details.PreferredName) ? details.FirstName : details.PreferredName,
        // Nor does a minor agree alone.
        SmsConsent = details.SmsConsent && details.InquiringFor == InquiringFor.Self && details.IsAdult,
        IsClients = details.InquiringFor == InquiringFor.Self,
    };
}
