using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>
/// The gates of care-pathway §3.3 told a second time, over nothing but the list of facts: long, plain, and without the rules that they are
/// compared with. Each part yields the codes of what is not met. Settings and form definitions are read; the folded journey is not.
/// </summary>
/// <param name="Facts">So far, from the first.</param>
/// <param name="Clinic">The settings that hold now.</param>
/// <param name="SettingsOf">The settings that a fact was recorded under.</param>
public sealed partial record Retold(IReadOnlyList<Recorded> Facts, Clinic Clinic, Instant Now, Func<Recorded, Clinic> SettingsOf)
{
    private Recorded? Last(Func<Fact, bool> which) => Facts.LastOrDefault(each => which(each.Fact));

    private bool Ever(Func<Fact, bool> which) => Facts.Any(each => which(each.Fact));

    private bool Since(Recorded? then, Func<Fact, bool> which) => Facts.Any(each => each.Sequence > (then?.Sequence ?? 0) && which(each.Fact));

    /// <summary>When maintenance began: of what decides about a dose only what came after it counts.</summary>
    private Recorded? Maintained => Last(fact => fact is MaintenanceBegun);

    /// <summary>The last of its kind in this course.</summary>
    private Recorded? LastNow(Func<Fact, bool> which) => Last(fact => fact is MaintenanceBegun || which(fact)) is { Fact: not MaintenanceBegun } last ? last : null;

    private List<Recorded> DosesNow => [.. Doses.Where(dose => dose.Sequence > (Maintained?.Sequence ?? 0))];

    private LocalDate DayOf(Instant at) => at.InZone(Clinic.Zone).Date;

    private LocalDate Today => DayOf(Now);

    private List<Recorded> Doses => [.. Facts.Where(each => each.Fact is DoseGiven)];

    private Recorded? LastDose => Last(fact => fact is DoseGiven);

    private AppointmentRef? LastSession => (LastDose?.Fact as DoseGiven)?.Which;

    private enum Visited
    {
        Ahead,
        Held,
        Missed,
        Cancelled,
    }

    private sealed record Visit(AppointmentRef Which, Instant Start, Visited State);

    /// <summary>Every visit as the last word about it says.</summary>
    private List<Visit> Visits() => _visits ??= AsLastSaid();

    private List<Visit>? _visits;

    private List<Visit> AsLastSaid()
    {
        var visits = new Dictionary<AppointmentRef, Visit>();
        foreach (var fact in Facts.Select(each => each.Fact))
        {
            switch (fact)
            {
                case AppointmentBooked booked:
                    visits[booked.Which] = new Visit(booked.Which, booked.Start, Visited.Ahead);
                    break;
                case AppointmentMoved moved:
                    visits[moved.Which] = new Visit(moved.Which, moved.Start, Visited.Ahead);
                    break;
                case AppointmentCancelled cancelled:
                    visits[cancelled.Which] = visits[cancelled.Which] with { State = Visited.Cancelled };
                    break;
                case AppointmentMissed missed:
                    visits[missed.Which] = visits[missed.Which] with { State = Visited.Missed };
                    break;
                case AppointmentAttended attended:
                    visits[attended.Which] = visits[attended.Which] with { State = Visited.Held };
                    break;
                case AttendanceCorrected corrected:
                    // Whoever came to a dosing session after all is there to be checked in: it is not held yet.
                    visits[corrected.Which] = visits[corrected.Which] with { State = !corrected.Came ? Visited.Missed : corrected.Which.Purpose == AppointmentPurpose.Dosing ? Visited.Ahead : Visited.Held };
                    break;
            }
        }
        return [.. visits.Values];
    }

    private int Held(AppointmentPurpose purpose) => Visits().Count(visit => visit.Which.Purpose == purpose && visit.State == Visited.Held);

    private List<Visit> SessionsAhead => [.. Visits().Where(visit => visit.Which.Purpose == AppointmentPurpose.Dosing && visit.State == Visited.Ahead)];

    /// <summary>The state the client lives in, and whether they are of age, as last told.</summary>
    private (string State, bool IsAdult) Client()
    {
        var client = (State: "", IsAdult: false);
        foreach (var fact in Facts.Select(each => each.Fact))
        {
            if (fact is InquiryReceived inquiry)
                client = (inquiry.Details.State, inquiry.Details.IsAdult);
            else if (fact is DetailsCorrected corrected)
                client = (corrected.State ?? client.State, corrected.IsAdult ?? client.IsAdult);
            else if (fact is ClientCameForward forward)
                client = (forward.State, forward.IsAdult);
        }
        return client;
    }

    private bool IsLicensed(StaffId? who, LocalDate day) => Clinic.Staff.Any(member => member.Id == who
        && (member.Licences ?? []).Any(licence => licence.States.Any(state => string.Equals(state, Client().State, StringComparison.OrdinalIgnoreCase)) && day <= licence.ValidUntil));

    private bool Is(StaffId? who, Role role) => Clinic.Staff.Any(member => member.Id == who && (member.Roles & role) == role);

    private IReadOnlyDictionary<string, string> AnswersTo(FormKind form) => (Last(fact => fact is FormSubmitted submitted && submitted.Form == form)?.Fact as FormSubmitted)?.Answers ?? new Dictionary<string, string>();

    /// <summary>The last time it was answered to the end.</summary>
    private Recorded? Answered(FormKind form) => Last(fact => (fact is FormSubmitted submitted && submitted.Form == form) || (fact is MeasureTaken measure && measure.Measure == form && measure.Band != "incomplete"));

    private bool IsYoungerThan(FormKind form, Duration age) => Answered(form) is { } answered && Now - answered.At <= age;

    /// <summary>Somebody has to look at one of the answers, by what the form itself says.</summary>
    private static bool Warns(FormSubmitted form) => FormLibrary.ByHash(form.DefinitionHash)!.Questions.Any(question =>
        form.Answers.TryGetValue(question.Id, out var answer) && answer.Split(',').Any(question.Review.Contains));

    private bool IsOpen
    {
        get
        {
            var (isOver, holds) = (false, new List<Role>());
            foreach (var fact in Facts.Select(each => each.Fact))
            {
                switch (fact)
                {
                    case PutOnHold hold when !holds.Contains(Holding(hold.HeldBy)):
                        holds.Add(Holding(hold.HeldBy));
                        break;
                    case HoldReleased released:
                        holds.RemoveAll(hold => released.Of is not { } of || (hold & of) == hold);
                        break;
                    case JourneyWithdrawn or JourneyClosed or DeathRecorded:
                        (isOver, holds) = (true, []);
                        break;
                    case JourneyReopened:
                        isOver = false;
                        break;
                    case DeathRetracted retracted:
                        (isOver, holds) = (false, [Holding(retracted.HeldBy)]);
                        break;
                }
            }
            return !isOver && holds.Count == 0;
        }
    }

    private static Role Holding(Role by) => (by & (Role.Therapist | Role.Prescriber | Role.Nurse | Role.Director)) is var holding and not Role.None ? holding : Role.Director;

    private List<AlertRaised> UnresolvedAlerts => [.. Facts.Select(each => each.Fact).OfType<AlertRaised>().Where(alert => !Ever(fact => fact is AlertResolved resolved && resolved.Key == alert.Key))];

    /// <summary>Invariant 4: what pages, and a moderate answer to the risk screen.</summary>
    private bool IsAtRisk => UnresolvedAlerts.Exists(alert => alert.Level == AlertLevel.Page || alert.Rule == SafetyRule.CssrsModerate);
}
