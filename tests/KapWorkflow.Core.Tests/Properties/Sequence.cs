using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>
/// A random sequence of commands and time, as numbers: where it begins, its temper, and a seed for each step. A step draws from its own
/// seed, so that leaving one out leaves the others what they were: that is how a failing sequence is made short.
/// </summary>
public sealed record Sequence(int Beginning, ulong Temper, IReadOnlyList<ulong> Steps)
{
    public static Sequence Of(ulong run, int number)
    {
        var draw = new Drawing(run * 0x1000_0000 + (ulong)number);
        var length = 4 + draw.Below(24);
        return new(draw.Below(Beginnings.All.Count), draw.Next(), [.. Enumerable.Range(0, length).Select(_ => (ulong)draw.Next())]);
    }

    public Walk Run(Lens lens)
    {
        var (walk, stroller) = Begun(lens);
        stroller.End(new Drawing(Temper + 1));
        return walk;
    }

    /// <summary>To its last step, without the time that runs on after it; from there a calm practice with its own settings, whose clocks agree and whose messages arrive.</summary>
    public Walk Stroll(Lens lens)
    {
        var (walk, _) = Begun(lens);
        var calm = walk.Branch(lens);
        calm.Clinic = Crowd.Clinic;
        return calm.Until(calm.Now);
    }

    private (Walk, Stroller) Begun(Lens lens)
    {
        var temper = new Drawing(Temper);
        var walk = Beginnings.All[Beginning].Value.Branch(lens);
        var stroller = new Stroller(walk, temper);
        foreach (var step in Steps)
            stroller.Step(new Drawing(step));
        return (walk, stroller);
    }

    /// <summary>The shortest sequence found that still goes wrong in the same way.</summary>
    public Sequence Shrunk(Func<Sequence, bool> isWrong)
    {
        var shortest = this;
        for (var size = Steps.Count / 2; size > 0; size /= 2)
        {
            for (var from = 0; from + size <= shortest.Steps.Count;)
            {
                var shorter = shortest with { Steps = [.. shortest.Steps.Take(from), .. shortest.Steps.Skip(from + size)] };
                if (isWrong(shorter))
                    shortest = shorter;
                else
                    from += size;
            }
        }
        return shortest;
    }

    public override string ToString() => $"beginning {Beginning}, temper {Temper}, steps [{string.Join(", ", Steps)}]";
}

/// <summary>Points of the way from which sequences begin, lived through once.</summary>
public static class Beginnings
{
    /// <summary>Where one dose was authorised, and given.</summary>
    public const int OneDoseUsed = 15;

    public const int Discharged = 10;

    public const int Died = 19;

    public static IReadOnlyList<Lazy<Walk>> All { get; } =
    [
        At(() => AJourney.InquiredWith(_ => Canary.Details)),
        At(() => AJourney.InquiredWith(_ => Canary.Inquiries[3])),
        At(() => AJourney.Consulted),
        At(() => AJourney.OnTheKapPath),
        At(() => AJourney.WithIntakeDone),
        At(() => AJourney.Cleared),
        At(() => AJourney.Prepared),
        At(() => AJourney.WithASessionBooked),
        At(() => AJourney.CheckedIn),
        At(() => AJourney.Dosed),
        At(() => AJourney.Discharged),
        At(() => AJourney.AfterOneCycle),
        At(() => AJourney.AfterOneCycle.Cycle()),
        At(() => AJourney.AfterOneCycle.Cycle().Do(AClinic.Priya, new SignMidReview(ReviewOutcome.Continue, "well"))),
        At(() => AJourney.AtTheEnd),
        // One dose authorised, and given; a clearance that ends before the next week; a client whom the therapist has not found ready; a key of hers who may hold either.
        At(() => AJourney.Prepared.Do(AClinic.Priya, AJourney.TheClearance with { Reason = "one, to begin with", AuthorisedDoses = 1 }).Book(AppointmentPurpose.Dosing, 3, 10).ToTheSession().CheckIn().GiveDose().Discharge().CloseCycle()),
        At(() => AJourney.Prepared.Do(AClinic.Priya, AJourney.TheClearance with { Reason = "for a week", ExpiresOn = new LocalDate(2026, 11, 14) }).Book(AppointmentPurpose.Dosing, 3, 10)),
        At(() => AJourney.WithASessionBooked.Do(AClinic.Theo, new DecideReadiness(false, "not this month")).Do(AClinic.Priya, new ReinstateClearance("medically nothing has changed", "the therapist's word"))),
        At(() => AJourney.Prepared.Do(AClinic.Priya, AJourney.TheClearance with { Reason = "for a week", ExpiresOn = new LocalDate(2026, 11, 17) })
            .Under(Crowd.Clinic).Give(Author.Of(Crowd.Rosa, Role.Therapist | Role.Prescriber), new DecideReadiness(true, "ready"))),
        At(() => AJourney.WithASessionBooked.Do(AClinic.Dana, new RecordDeath())),
        // At risk, and somebody knows; far away, and asleep when the practice opens.
        At(() => AJourney.Prepared.Give(Author.Client, new SubmitForm(FormKind.Phq9, "en", Answers.To(FormKind.Phq9, "9", "3"))).Do(AClinic.Theo, new AcknowledgeAlert("alert:1"))),
        At(() => AJourney.Prepared.Do(AClinic.Ines, new CorrectContact("robin@example.test", "+16175550142", SmsConsent: true, "es", "Pacific/Honolulu")).Book(AppointmentPurpose.Dosing, 6, 10)),
        At(() => AJourney.InquiredWith(_ => Canary.Inquiries[1]).Book(AppointmentPurpose.Consultation, 5, 9)),
        At(() => AJourney.AtTheEnd.Do(AClinic.Theo, new CompleteCourse("well"))),
        // In maintenance, and before it.
        At(() => AJourney.InMaintenance),
        At(() => AJourney.InMaintenance.Give(AClinic.As(AClinic.Theo), new DecideReadiness(true, "ready")).Do(AClinic.Priya, AJourney.TheClearance with { Reason = "well", AuthorisedDoses = 2 })
            .Do(AClinic.Priya, new SignDoseOrder("as before", DoseRoute.Sublingual)).Do(AClinic.Noel, new ConfirmMedicineAvailable())),
        // What is rare: an emergency in the practice, a signed hold, nobody reached, an integration that was not held, an attempt that was noted.
        At(() => AJourney.Dosed is var dosed ? dosed.Do(AClinic.Noel, new RecordAdverseEvent(dosed.Session, 3, "fainted")).Do(AClinic.Theo, new AcknowledgeAlert("alert:1")) : dosed),
        At(() => AJourney.Prepared.Do(AClinic.Priya, new PlanMedicine("lorazepam", MedicineClass.Benzodiazepines, MedicineInstruction.HoldFrom, 96)).Do(AClinic.Priya, new SignMedicationPlan())),
        At(() => AJourney.InquiredWith(details => details with { Question = "I want to die" }).Do(AClinic.Theo, new RecordSafetyContact("alert:1", Reached: false, LiveContact.Telephone, "no answer"))),
        At(() => AJourney.Discharged.After(Duration.FromDays(8))),
        At(() => AJourney.Inquired.Do(AClinic.Ines, new LogContactAttempt(ContactBy.Phone, Reached: false))),
        At(() => AJourney.WithIntakeDone.Do(AClinic.Priya, new DecideClearance(ClearanceOutcome.Deferred, "after the operation", DeferredUntil: new LocalDate(2027, 1, 11)))),
        At(() => AJourney.WithIntakeDone.Do(AClinic.Priya, new DecideClearance(ClearanceOutcome.NotCleared, "blood pressure"))),
    ];

    private static Lazy<Walk> At(Func<AJourney> made) => new(() =>
    {
        var walk = Walk.From(made());
        walk.Clinic = Crowd.Clinic;
        return walk.Until(walk.Now);
    });
}
