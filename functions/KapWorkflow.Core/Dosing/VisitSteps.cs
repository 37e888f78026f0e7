using NodaTime;

namespace KapWorkflow.Core;

/// <summary>What a client minds around a dosing session; the words are the pages'.</summary>
public enum VisitStep
{
    NoAlcohol,
    NoSolids,
    NoDrinks,
    Arrive,

    /// <summary>A responsible adult takes the client home.</summary>
    Escort,
    NoDriving,
    NoAlcoholAfter,
    NoDecisions,
    NotAloneWithChildren,
    Rest,
}

/// <param name="At">From when, or until when; null where there is no hour to it.</param>
public sealed record VisitStepAt(VisitStep Step, Instant? At);

/// <summary>
/// Before and after a dosing session (care-pathway §5.1, §5.2): always as a day and an hour of the client's clock, computed from the
/// appointment as it stands, never as a number of hours.
/// </summary>
public static class VisitSteps
{
    /// <summary>So long after a session its steps are shown.</summary>
    private static readonly Duration Shown = Duration.FromDays(2);

    public static IReadOnlyList<VisitStepAt> Before(Appointment session, Clinic clinic) => session.Which.Purpose != AppointmentPurpose.Dosing || !session.IsAhead ? [] :
    [
        new(VisitStep.NoAlcohol, session.Start - Duration.FromHours(clinic.Dosing.AlcoholHours)),
        new(VisitStep.NoSolids, session.Start - Duration.FromHours(clinic.Dosing.FastSolidsHours)),
        new(VisitStep.NoDrinks, session.Start - Duration.FromHours(clinic.Dosing.FastClearHours)),
        new(VisitStep.Arrive, session.Start - Duration.FromMinutes(clinic.Dosing.ArriveEarlyMinutes)),
        new(VisitStep.Escort, null),
    ];

    /// <summary>Of the last session with a dose, while it is fresh; empty otherwise.</summary>
    public static IReadOnlyList<VisitStepAt> After(Journey journey, Clinic clinic, Instant now)
    {
        if (journey.Course.Last is not { Discharged: { } discharged } || now > discharged.At + Shown)
            return [];
        // From the discharge (§2.4): until the next day, and so many hours, and a night's sleep: whichever is later [S5][S21].
        var zone = journey.Contact.Zone;
        var nextMorning = PracticeTime.At(PracticeTime.Local(discharged.At, zone).Date.PlusDays(1) + Morning, zone);
        var until = Instant.Max(nextMorning, discharged.At + Duration.FromHours(clinic.Dosing.NoDriveHours));
        return
        [
            new(VisitStep.NoDriving, until),
            new(VisitStep.NoDecisions, until),
            new(VisitStep.NoAlcoholAfter, until),
            new(VisitStep.NotAloneWithChildren, nextMorning),
            new(VisitStep.Rest, null),
        ];
    }

    private static readonly LocalTime Morning = new(7, 0);
}
