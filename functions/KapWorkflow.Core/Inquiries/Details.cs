using System.Text.RegularExpressions;

namespace KapWorkflow.Core;

/// <summary>Who the client is, put right as a new fact: what was built on the old entry is looked at again.</summary>
public static partial class Details
{
    private const int Adult = 18;

    public static Decision Decide(Journey journey, Command command, Moment moment) => command switch
    {
        CorrectDetails correct => Correct(journey, correct, moment),
        RecordCameForward forward => Forward(journey, forward),
        CorrectContactAttempt attempt => Attempt(journey, attempt),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    public static Journey Evolve(Journey journey, Recorded recorded)
    {
        if (journey.Inquiry is not { } inquiry)
            return journey;
        var next = Put(journey, inquiry, recorded);
        return recorded.Fact is DetailsCorrected or ClientCameForward ? next with { Inquiry = Elsewhere.Aged(next.Inquiry!, recorded.Stamp) } : next;
    }

    private static Journey Put(Journey journey, Inquiry inquiry, Recorded recorded)
    {
        return recorded.Fact switch
        {
            DetailsCorrected corrected => journey with
            {
                Inquiry = inquiry with
                {
                    Details = inquiry.Details with
                    {
                        FirstName = corrected.FirstName ?? inquiry.Details.FirstName,
                        LastName = corrected.LastName ?? inquiry.Details.LastName,
                        State = corrected.State ?? inquiry.Details.State,
                        IsAdult = corrected.IsAdult ?? inquiry.Details.IsAdult,
                        Unfinished = IsFinished(inquiry.Details, corrected) ? null : inquiry.Details.Unfinished,
                    },
                    Corrected = recorded.Stamp,
                },
                Contact = journey.Contact with
                {
                    FirstName = inquiry.Details.PreferredName is null && corrected.FirstName is { } first ? first : journey.Contact.FirstName,
                    // A minor does not agree alone.
                    SmsConsent = journey.Contact.SmsConsent && corrected.IsAdult != false,
                },
            },
            ClientCameForward forward => journey with
            {
                Inquiry = inquiry with
                {
                    Details = inquiry.Details with { FirstName = forward.FirstName, LastName = forward.LastName, PreferredName = null, State = forward.State, IsAdult = forward.IsAdult, Unfinished = null },
                    Reached = inquiry.Reached ?? recorded.Stamp,
                    AskedBy = inquiry.AskedBy ?? new Inquirer(
                        inquiry.Details.InquiringFor, string.Join(' ', new[] { inquiry.Details.FirstName, inquiry.Details.LastName }.OfType<string>()), journey.Contact.Email, journey.Contact.Phone, inquiry.Details.Organisation),
                    Corrected = recorded.Stamp,
                },
                Contact = new Contact(forward.Language, forward.TimeZone, forward.Email, forward.Phone) { FirstName = forward.FirstName, SmsConsent = forward.SmsConsent, IsClients = true, EmailSince = recorded.Stamp },
            },
            ContactAttemptCorrected wrong => journey with
            {
                Inquiry = inquiry with
                {
                    Attempts = wrong.Happened ? inquiry.Attempts : inquiry.Attempts.RemoveAll(stamp => stamp.Sequence == wrong.Attempt),
                    Reached = wrong is { Happened: true, Reached: true } ? inquiry.Attempts.Find(stamp => stamp.Sequence == wrong.Attempt) ?? inquiry.Reached
                        : inquiry.Reached?.Sequence == wrong.Attempt ? null
                        : inquiry.Reached,
                },
            },
            _ => journey,
        };
    }

    /// <summary>Where they live and how old they are is known by now.</summary>
    private static bool IsFinished(InquiryDetails details, DetailsCorrected corrected) =>
        (corrected.State ?? details.State).Length > 0 && (details.IsAdult || corrected.IsAdult is not null || corrected.BornOn is not null);

    private static Decision Correct(Journey journey, CorrectDetails correct, Moment moment)
    {
        var details = journey.Inquiry!.Details;
        var today = PracticeTime.Local(moment.Now, moment.Clinic.Zone).Date;
        var adult = correct.BornOn is { } born ? born.PlusYears(Adult) <= today : correct.IsAdult;
        var state = correct.State?.Trim().ToUpperInvariant();
        var changed = new DetailsCorrected(Other(correct.FirstName, details.FirstName), Other(correct.LastName, details.LastName), Other(state, details.State), adult == details.IsAdult ? null : adult, correct.BornOn, correct.Why);
        var gate = Gate.Of(
            "details",
            Gate.Unless(!string.IsNullOrWhiteSpace(correct.Why), "details.why", "The reason is missing.", "Write down who said so, or what you saw."),
            Gate.Unless(state is null || StateShape().IsMatch(state), "details.state", "A state is written with its two letters.", "Write it as MA."),
            Gate.Unless(correct.BornOn is not { } day || BirthDates.IsPossible(day, today), "details.born", "Nobody was born on that day.", "Look at the date again."),
            Gate.Unless(
                correct.BornOn is null || correct.IsAdult is null || correct.IsAdult == adult,
                "details.age", "The date of birth and the answer about being 18 do not agree.", "Leave one of them out."),
            Gate.Unless(
                changed is { FirstName: not null } or { LastName: not null } or { State: not null } or { IsAdult: not null } or { BornOn: not null },
                "details.same", "It already says so.", "Change what is wrong, or leave it."));
        // The keys were given for this person, of this age, in this state.
        Fact[] suspend = journey.Clearance is { IsCleared: true, Suspended: null } && (changed.State is not null || changed.IsAdult is not null) ? [new ClearanceSuspended("the client's details were corrected", SuspensionTrigger.StateOrAgeCorrected)] : [];
        return Decision.When(gate, [changed, .. suspend]);
    }

    private static Decision Forward(Journey journey, RecordCameForward forward) => Decision.When(
        Gate.Of(
            "came-forward",
            Gate.Unless(!journey.Contact.IsClients, "came-forward.own", "This is the client's own journey already.", "Correct what has changed instead."),
            Gate.Unless(!string.IsNullOrWhiteSpace(forward.FirstName), "came-forward.name", "The name is missing.", "Write down what the person is called."),
            Gate.Unless(StateShape().IsMatch(forward.State.Trim().ToUpperInvariant()), "details.state", "A state is written with its two letters.", "Write it as MA."))
            .And(Inquiries.Reachable(forward.Email, forward.Phone, forward.SmsConsent, forward.Language, forward.TimeZone)),
        new ClientCameForward(forward.FirstName.Trim(), forward.LastName, forward.Email, forward.Phone, forward.SmsConsent && forward.IsAdult, forward.Language, forward.TimeZone, forward.State.Trim().ToUpperInvariant(), forward.IsAdult));

    private static Decision Attempt(Journey journey, CorrectContactAttempt correct)
    {
        var last = journey.Inquiry!.Attempts.LastOrDefault();
        var reached = last is not null && journey.Inquiry.Reached == last;
        return Decision.When(
            Gate.Of(
                "attempt",
                Gate.Unless(last is not null, "attempt.none", "No contact attempt is written down.", "Log the one that you made."),
                Gate.Unless(!string.IsNullOrWhiteSpace(correct.Why), "details.why", "The reason is missing.", "Write down what was wrong."),
                Gate.Unless(correct.Happened || !correct.Reached, "attempt.reached", "Nobody is reached by an attempt that was not made.", "Say that it was made, or that nobody was reached."),
                Gate.Unless(last is null || !correct.Happened || correct.Reached != reached, "details.same", "It already says so.", "Change what is wrong, or leave it.")),
            new ContactAttemptCorrected(last?.Sequence ?? 0, correct.Happened, correct.Reached, correct.Why));
    }

    /// <summary>Null for what is not told, or told as it stands.</summary>
    private static string? Other(string? told, string? known) => string.IsNullOrWhiteSpace(told) || told.Trim() == known ? null : told.Trim();

    [GeneratedRegex(@"^[A-Z]{2}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex StateShape();
}
