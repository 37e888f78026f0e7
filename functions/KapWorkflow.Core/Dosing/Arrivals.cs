namespace KapWorkflow.Core;

/// <summary>The client arrives (care-pathway §2.4, step 1): what is asked at the door, and what of it G3 needs.</summary>
public static class Arrivals
{
    public static Decision Decide(Journey journey, Appointment appointment, Cycle cycle, CheckClientIn arrive, Moment moment)
    {
        var late = moment.Now > appointment.Start + NodaTime.Duration.FromMinutes(moment.Clinic.Scheduling.LateGraceMinutes);
        var gate = Gate.Of(
            "check-in",
            Gate.Unless(appointment.IsAhead, "session.over", "This session is over or cancelled.", "Book another session, or correct a wrong entry."),
            Gate.Unless(journey.Standing.IsOpen, "G3.standing", "The journey is on hold or closed.", "Release the hold first."),
            Gate.Unless(
                PracticeTime.Local(moment.Now, moment.Clinic.Zone).Date == PracticeTime.Local(appointment.Start, moment.Clinic.Zone).Date,
                "session.day", "The session is not today.", "Check the client in on the day."),
            Gate.Unless(
                !late || cycle.CheckedIn is not null || !string.IsNullOrWhiteSpace(arrive.WhyLate),
                "session.late", $"The client came more than {moment.Clinic.Scheduling.LateGraceMinutes} minutes late.", "Say why the session is still held, or record that the client did not come."),
            Gate.Unless(arrive.WeightKg is null or (>= 25 and <= 350), "check-in.weight", "The weight is between 25 and 350 kg.", "Type it again."));
        var arrival = new ClientCheckedIn(
            arrive.Which, arrive.EscortVerified, arrive.FastingKept, arrive.NothingNew, arrive.Cssrs,
            arrive.IdentityVerified, arrive.MedicinesAsPlanned, arrive.ConsentReaffirmed, arrive.Pregnancy,
            Escort(journey, cycle, arrive.EscortName, "name"), Escort(journey, cycle, arrive.EscortPhone, "phone"), arrive.WeightKg,
            late && cycle.CheckedIn is null ? arrive.WhyLate : null);
        // The same page sent twice, or asked again with the same answers, says nothing new.
        if (gate.IsOpen && cycle.Arrival is { } before && before with { LateBecause = null } == arrival with { LateBecause = null })
            return Decision.Record();
        var risk = arrive.Cssrs > (cycle.Arrival?.Cssrs ?? CssrsLevel.None) ? SafetyRules.OnScreen(journey, arrive.Cssrs, "visit") : [];
        return Decision.When(gate, [arrival, .. risk]);
    }

    public static Cycle After(Cycle cycle, ClientCheckedIn arrival, Stamp stamp)
    {
        var same = cycle.Arrival is { } before && (before.FastingKept, before.NothingNew, before.MedicinesAsPlanned, before.Pregnancy) == (arrival.FastingKept, arrival.NothingNew, arrival.MedicinesAsPlanned, arrival.Pregnancy);
        return cycle with
        {
            Arrival = arrival,
            CheckedIn = stamp,
            ArrivalSince = same ? cycle.ArrivalSince : stamp,
            Risks = arrival.Cssrs == CssrsLevel.None ? cycle.Risks : cycle.Risks.Add(new RiskAtTheDoor(arrival.Cssrs, stamp)),
            LateBecause = cycle.LateBecause ?? arrival.LateBecause,
        };
    }

    /// <summary>What was said on arrival and stands in the way of the dose (G3).</summary>
    public static IEnumerable<Reason?> Unmet(Journey journey, Cycle cycle)
    {
        if (cycle.Arrival is not { } arrival)
            return [];
        var reviewed = cycle.IsArrivalReviewed;
        return
        [
            Gate.Unless(arrival.IdentityVerified != false, "G3.identity", "It is not verified who the client is.", "Look at a document, and check the client in again."),
            Gate.Unless(arrival.EscortVerified && (arrival.IdentityVerified is null || HasEscort(arrival)), "G3.escort", "The escort is not verified by name and telephone.", "Call the escort and check the client in again, or reschedule."),
            Gate.Unless(arrival.FastingKept || reviewed, "G3.fasting", "The client has not fasted as instructed.", "The prescriber decides."),
            Gate.Unless(arrival.MedicinesAsPlanned != false || reviewed, "G3.medicines", "The medicines were not taken as planned.", "The prescriber decides."),
            Gate.Unless(arrival.NothingNew || reviewed, "G3.new-health", "Something is new: medicine, illness or pregnancy.", "The prescriber reviews it."),
            Gate.Unless(arrival.IdentityVerified is null || arrival.Pregnancy is not null, "G3.pregnancy-asked", "Nobody asked about pregnancy.", "Ask, and check the client in again."),
            Gate.Unless(arrival.Pregnancy != PregnancyAnswer.Unsure || reviewed, "G3.pregnancy", "The client is not sure about a pregnancy.", "Test, or the prescriber decides."),
            // OB1 allows no exception (care-pathway §4.1).
            Gate.Unless(arrival.Pregnancy != PregnancyAnswer.Pregnant, "G3.pregnant", "The client is pregnant.", "There is no dose in a pregnancy: the prescriber speaks with the client."),
            Gate.Unless(arrival.ConsentReaffirmed != false, "G3.consent-today", "The client has not said again today that they want this.", "Ask; without a yes there is no dose."),
            Gate.Unless(arrival.Cssrs != CssrsLevel.High, "G3.cssrs", "The risk screen is high.", "Speak with the client now."),
        ];
    }

    public static bool IsInOrder(ClientCheckedIn arrival) =>
        arrival is { EscortVerified: true, IdentityVerified: not false, ConsentReaffirmed: not false } && !AsksPrescriber(arrival);

    /// <summary>What a prescriber judges before the session goes on.</summary>
    public static bool AsksPrescriber(ClientCheckedIn arrival) =>
        !arrival.FastingKept || !arrival.NothingNew || arrival.MedicinesAsPlanned == false || arrival.Pregnancy is PregnancyAnswer.Unsure or PregnancyAnswer.Pregnant;

    private static bool HasEscort(ClientCheckedIn arrival) => !string.IsNullOrWhiteSpace(arrival.EscortName) && !string.IsNullOrWhiteSpace(arrival.EscortPhone);

    /// <summary>As said at the door, else as the client wrote it in the form for this session.</summary>
    private static string? Escort(Journey journey, Cycle cycle, string? said, string question) =>
        !string.IsNullOrWhiteSpace(said) ? said : cycle.Escort is not null ? journey.Intake.AnswersTo(FormKind.Escort).GetValueOrDefault(question) : null;
}
