using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>G3: the dose may be given, at the chair, now.</summary>
public sealed partial record Retold
{
    public IEnumerable<string> Start(AppointmentRef which, GiveDose give)
    {
        if (Doses.Exists(dose => ((DoseGiven)dose.Fact).Which == which))
            return ["G3.given"];
        return First(Now).Concat(StillToday()).Concat(Before()).Concat(AtTheDoor(which)).Concat(OnTheCuff(which)).Concat(InTheRoom(give));
    }

    private IEnumerable<string> StillToday()
    {
        FormKind[] baseline = [FormKind.Phq9, FormKind.Gad7, FormKind.Pcl5, FormKind.Cssrs];
        if (!IsOpen)
            yield return "G3.standing";
        if (IsAtRisk)
            yield return "safety.unresolved";
        if (DosesNow.Count == 0 && baseline.Any(measure => !IsYoungerThan(measure, Duration.FromDays(Clinic.Dosing.BaselineMeasureDays))))
            yield return "G1.measures";
        if (Doses.Count > 0 && !IsYoungerThan(FormKind.Phq9, Duration.FromHours(Clinic.Dosing.MeasureHours)))
            yield return "G3.phq9";
        if (Doses.Count > 0 && !IsYoungerThan(FormKind.Cssrs, Duration.FromHours(Clinic.Dosing.MeasureHours)))
            yield return "G3.cssrs-since";
        if (Doses.Count(dose => dose.Sequence > (Authority.Since?.Sequence ?? 0)) >= Authority.Doses)
            yield return "G2.authorised";
        if (IsTooLong(Now))
            yield return "G2.reclear";
        if (AnswersTo(FormKind.HealthHistory).GetValueOrDefault("pregnancy") is "possible" or "contraception" or "pregnant"
            && (LastTest(TestKind.Pregnancy) is not { } test || Today > test.Day.PlusDays(Clinic.Clearance.PregnancyDays)))
            yield return "test.Pregnancy";
    }

    private IEnumerable<string> AtTheDoor(AppointmentRef which)
    {
        if (Visits().Find(visit => visit.Which == which) is { State: Visited.Cancelled or Visited.Missed })
            yield return "session.over";
        if (LastStart is { } last && PracticeTime.At(Today.PlusDays(1).AtMidnight(), Clinic.Zone) < Earliest(last, WasAllowedSooner(which)))
            yield return "G2.gap";
        var came = Last(fact => fact is ClientCheckedIn arrived && arrived.Which == which);
        if (came is null || DayOf(came.At) != Today)
            yield return "G3.checked-in";
        // What a form warned of before the session stays until a prescriber has dealt with it.
        var warned = Last(fact => fact is FormSubmitted { Form: FormKind.Precheck } form && form.About == which && Warns(form));
        if (warned is not null && !Since(warned, fact => fact is ClearanceReinstated || (fact is HeldSessionDecided decided && decided.Which == which && decided.Outcome != HeldSessionOutcome.Reschedule)))
            yield return "G3.precheck";
        if (came?.Fact is not ClientCheckedIn arrival)
            yield break;
        var seen = WordOn(which) is { Outcome: not HeldSessionOutcome.Reschedule } word && word.Said.Sequence > SaidSince(which)!.Sequence;
        if (arrival.IdentityVerified == false)
            yield return "G3.identity";
        if (!arrival.EscortVerified || (arrival.IdentityVerified is not null && (string.IsNullOrWhiteSpace(arrival.EscortName) || string.IsNullOrWhiteSpace(arrival.EscortPhone))))
            yield return "G3.escort";
        if (!arrival.FastingKept && !seen)
            yield return "G3.fasting";
        if (arrival.MedicinesAsPlanned == false && !seen)
            yield return "G3.medicines";
        if (!arrival.NothingNew && !seen)
            yield return "G3.new-health";
        if (arrival.IdentityVerified is not null && arrival.Pregnancy is null)
            yield return "G3.pregnancy-asked";
        if (arrival.Pregnancy == PregnancyAnswer.Unsure && !seen)
            yield return "G3.pregnancy";
        if (arrival.Pregnancy == PregnancyAnswer.Pregnant)
            yield return "G3.pregnant";
        if (arrival.ConsentReaffirmed == false)
            yield return "G3.consent-today";
        if (arrival.Cssrs == CssrsLevel.High)
            yield return "G3.cssrs";
    }

    /// <summary>Since when the client says what they last said about fasting, medicines, health and pregnancy.</summary>
    private Recorded? SaidSince(AppointmentRef which)
    {
        Recorded? since = null;
        ClientCheckedIn? before = null;
        foreach (var each in Facts)
        {
            if (each.Fact is not ClientCheckedIn arrival || arrival.Which != which)
                continue;
            if (before is null || before.FastingKept != arrival.FastingKept || before.NothingNew != arrival.NothingNew || before.MedicinesAsPlanned != arrival.MedicinesAsPlanned || before.Pregnancy != arrival.Pregnancy)
                since = each;
            before = arrival;
        }
        return since;
    }

    /// <summary>
    /// The prescriber's last word on a session whose client is here. Whoever reinstates the clearance has judged what is new, where that is all there is to judge.
    /// </summary>
    private (Recorded Said, HeldSessionOutcome Outcome)? WordOn(AppointmentRef which)
    {
        (Recorded Said, HeldSessionOutcome Outcome)? word = null;
        ClientCheckedIn? arrival = null;
        var (held, given) = (false, false);
        foreach (var each in Facts)
        {
            switch (each.Fact)
            {
                case ClientCheckedIn came when came.Which == which:
                    arrival = came;
                    break;
                case SessionHeld holds when holds.Which == which:
                    held = true;
                    break;
                case DoseGiven dose when dose.Which == which:
                    given = true;
                    break;
                case HeldSessionDecided decided when decided.Which == which && arrival is not null:
                    (word, held) = ((each, decided.Outcome), false);
                    break;
                case ClearanceReinstated when arrival is { NothingNew: false, FastingKept: true, MedicinesAsPlanned: not false, Pregnancy: not (PregnancyAnswer.Unsure or PregnancyAnswer.Pregnant) } && !held && !given:
                    word = (each, HeldSessionOutcome.Proceed);
                    break;
            }
        }
        return word;
    }

    private IEnumerable<string> OnTheCuff(AppointmentRef which)
    {
        var last = Readings(which).LastOrDefault();
        var word = WordOn(which);
        var goesOn = word is { Outcome: not HeldSessionOutcome.Reschedule };
        var held = Last(fact => fact is SessionHeld holds && holds.Which == which);
        if (last is null || DayOf(last.At) != Today || !(IsWithinLimits(last) || (goesOn && word!.Value.Said.Sequence > last.Sequence)))
            yield return "G3.vitals";
        if (held is not null && !(word?.Said.Sequence > held.Sequence))
            yield return "G3.held";
        var since = held ?? Last(fact => fact is ClientCheckedIn arrival && arrival.Which == which);
        if (word?.Outcome == HeldSessionOutcome.Reduce && (Medicine().Contains("G1.order") || !Since(since, fact => fact is DoseOrderSigned)))
            yield return "G3.reduced-order";
    }

    /// <summary>Without those that were struck.</summary>
    private List<Recorded> Readings(AppointmentRef which) => [.. Facts.Where(each => each.Fact is VitalsTaken taken && taken.Which == which)
        .Where((_, index) => !Ever(fact => fact is VitalsStruck struck && struck.Which == which && struck.Number == index + 1))];

    /// <summary>By the limits of that moment: the client's own where a prescriber has set them.</summary>
    private bool IsWithinLimits(Recorded reading)
    {
        var (taken, practice) = ((VitalsTaken)reading.Fact, SettingsOf(reading).Dosing);
        var own = Facts.LastOrDefault(each => each.Fact is VitalsLimitsSet && each.Sequence < reading.Sequence)?.Fact as VitalsLimitsSet;
        return taken.Systolic <= (own?.Systolic ?? practice.BpHoldSystolic) && taken.Diastolic <= (own?.Diastolic ?? practice.BpHoldDiastolic)
            && taken.Pulse >= (own?.PulseMin ?? practice.PulseMin) && taken.Pulse <= (own?.PulseMax ?? practice.PulseMax)
            && taken.Spo2 >= (own?.Spo2Min ?? practice.Spo2Min)
            && (taken.TemperatureTenths is not { } temperature || temperature < (own?.TemperatureTenths ?? practice.TemperatureHoldTenths));
    }

    private IEnumerable<string> InTheRoom(GiveDose give)
    {
        if (!Is(give.TherapistPresent, Role.Therapist))
            yield return "G3.therapist";
        if (Is(give.TherapistPresent, Role.None) && !IsLicensed(give.TherapistPresent, Today))
            yield return "G3.therapist-licence";
        if (!give.PrescriberReachable)
            yield return "G3.prescriber";
    }
}
