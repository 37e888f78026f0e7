using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>Journeys made by hand with what random walks seldom come to: something is wrong at the door, on the cuff, in the papers.</summary>
public static class Troubles
{
    public static IReadOnlyList<(string Name, Func<AJourney> Made)> All { get; } =
    [
        ("nothing is right at the door", () => Came(arrival => arrival with { EscortVerified = false, FastingKept = false, NothingNew = false, IdentityVerified = false, MedicinesAsPlanned = false, ConsentReaffirmed = false, Pregnancy = PregnancyAnswer.Unsure })),
        ("nobody asked about a pregnancy, and the escort has no name", () => Came(arrival => arrival with { Pregnancy = null, EscortName = null })),
        ("pregnant", () => Came(arrival => arrival with { Pregnancy = PregnancyAnswer.Pregnant }).Do(AClinic.Priya, Decided(HeldSessionOutcome.Proceed))),
        ("at high risk at the door", () => Came(arrival => arrival with { Cssrs = CssrsLevel.High })),
        ("at risk at the door, and asked again", () => Came(arrival => arrival with { Cssrs = CssrsLevel.Low }).Do(AClinic.Noel, AJourney.CheckedIn.TheArrival with { FastingKept = false })),
        ("not fasting, and the prescriber lets it pass", () => Came(arrival => arrival with { FastingKept = false }).Do(AClinic.Priya, Decided(HeldSessionOutcome.Proceed))),
        ("let pass, and then something else is said", () => Came(arrival => arrival with { FastingKept = false }).Do(AClinic.Priya, Decided(HeldSessionOutcome.Proceed)).Do(AClinic.Noel, AJourney.CheckedIn.TheArrival with { NothingNew = false })),
        ("something new, and the clearance is reinstated", () => Came(arrival => arrival with { NothingNew = false }).Do(AClinic.Priya, new ReinstateClearance("a cold", "the cold"))),
        ("held for the pressure", () => Pressed(3)),
        ("held for the pressure, and let go on", () => Pressed(3).Do(AClinic.Priya, Decided(HeldSessionOutcome.Proceed))),
        ("let go on, and measured again", () => Pressed(3).Do(AClinic.Priya, Decided(HeldSessionOutcome.Proceed)).After(Duration.FromMinutes(12)).Do(AClinic.Noel, High)),
        ("held, and a smaller dose wanted", () => Pressed(3).Do(AClinic.Priya, Decided(HeldSessionOutcome.Reduce))),
        ("held, and a smaller dose ordered", () => Pressed(3).Do(AClinic.Priya, Decided(HeldSessionOutcome.Reduce)).Do(AClinic.Priya, new SignDoseOrder("half of it", DoseRoute.Sublingual)).Do(AClinic.Noel, new ConfirmMedicineAvailable())),
        ("high once, and the reading struck", () => Pressed(1).Do(AClinic.Noel, new StrikeVitals(AJourney.CheckedIn.Session, 1, "the wrong cuff"))),
        ("the client's own limits", () => AJourney.WithASessionBooked.Do(AClinic.Priya, new SetVitalsLimits("known for it", Systolic: 165, Diastolic: 99)).ToTheSession().Do(AClinic.Noel, AJourney.CheckedIn.TheArrival).Do(AClinic.Noel, High)),
        ("a warning before the session", () => Warned),
        ("a warning before the session, and the prescriber lets it pass", () => Warned.Do(AClinic.Priya, Decided(HeldSessionOutcome.Proceed))),
        ("a minor after all", () => AJourney.WithASessionBooked.Do(AClinic.Ines, new CorrectDetails(Why: "the passport", IsAdult: false))),
        ("moved to another state", () => AJourney.WithASessionBooked.Do(AClinic.Ines, new CorrectDetails(Why: "moved", State: "NY"))),
        ("an order for a vein", () => AJourney.Prepared.Under(Veins).Do(AClinic.Priya, new SignDoseOrder("as written", DoseRoute.Intravenous)).Under(AClinic.Open)),
        ("both keys from one person", () => AJourney.WithIntakeDone.Under(OnePerson).Give(Rosa, new DecideReadiness(true, "ready")).RecordTests().Give(Rosa, AJourney.TheClearance).Under(Crowd.Clinic)),
        ("ready no more, and cleared by the same person", () => AJourney.WithIntakeDone.Under(OnePerson).Give(Rosa, new DecideReadiness(true, "ready")).RecordTests().Give(Rosa, AJourney.TheClearance).Give(Rosa, new DecideReadiness(false, "not now")).Under(Crowd.Clinic)),
        ("a hold in the plan", () => AJourney.Prepared.Do(AClinic.Priya, new PlanMedicine("a medicine", MedicineClass.Stimulants, MedicineInstruction.HoldFrom, 90)).Do(AClinic.Priya, new SignMedicationPlan())),
        ("a hold in the plan, and no time needed", () => AJourney.Prepared.Do(AClinic.Priya, new PlanMedicine("a medicine", MedicineClass.Stimulants, MedicineInstruction.HoldFrom, 90)).Do(AClinic.Priya, new SignMedicationPlan()).Do(AClinic.Priya, new WaiveHoldTime("it can wait"))),
        ("a plan that nobody signed", () => AJourney.Prepared.Do(AClinic.Priya, new PlanMedicine("a medicine", MedicineClass.Stimulants, MedicineInstruction.Ask))),
        ("urinary symptoms", () => AJourney.AfterOneCycle.Do(AClinic.Noel, new ReportChange(ReportedChange.UrinarySymptoms, "burns"))),
        ("a heart and weak kidneys", () => AJourney.Prepared.Do(AClinic.Noel, new NoteCondition("CV5", "a pacemaker")).Do(AClinic.Noel, new NoteCondition("RE3", "told on the telephone"))),
        ("a pregnancy is possible", () => AJourney.CheckedIn.Give(Author.Client, new SubmitForm(FormKind.HealthHistory, "en", Answers.To(FormKind.HealthHistory, "pregnancy", "possible")))),
        ("high after the dose", () => AJourney.Dosed.Do(AClinic.Noel, High).After(Duration.FromMinutes(10))),
        ("high after the dose, and let pass", () => AJourney.Dosed.Do(AClinic.Noel, High).Do(AClinic.Priya, new ExceptDischargeItem(AJourney.Dosed.Session, DischargeItem.Vitals, "as ever with them")).Do(AClinic.Priya, new ExceptDischargeItem(AJourney.Dosed.Session, DischargeItem.Observation, "a doctor goes along"))),
        ("let pass, and then measured again", () => AJourney.Dosed.Do(AClinic.Priya, new ExceptDischargeItem(AJourney.Dosed.Session, DischargeItem.Vitals, "as ever with them")).After(Duration.FromMinutes(121)).Do(AClinic.Noel, High)),
        ("near to what it was before the dose", () => AJourney.Dosed.After(Duration.FromMinutes(121)).Do(AClinic.Noel, new TakeVitals(AJourney.Dosed.Session, 142, 80, 70, 98))),
        ("a serious event", () => AJourney.Dosed.Do(AClinic.Noel, new RecordAdverseEvent(AJourney.Dosed.Session, 3, "fainted"))),
        ("a serious event, reported", () => AJourney.Dosed.Do(AClinic.Noel, new RecordAdverseEvent(AJourney.Dosed.Session, 3, "fainted")).Do(AClinic.Noel, new FileIncidentReport(AJourney.Dosed.Session, "what happened"))),
        ("an integration that was not held after all", () => AJourney.AfterOneCycle.Do(AClinic.Theo, new CorrectAttendance(new AppointmentRef(AppointmentPurpose.Integration, 1), Came: false, "the wrong line"))),
        ("an integration that was held before the second dose, and recorded after it", HeldBeforeTheDose),
        ("a shorter gap", () => AJourney.AfterOneCycle.Do(AClinic.Priya, new AllowShorterGap("spoke with the therapist"))),
        ("a shorter gap, used", () => AJourney.AfterOneCycle.Do(AClinic.Priya, new AllowShorterGap("spoke with the therapist")).Book(AppointmentPurpose.Dosing, 3, 10)),
        ("stopped, with the review missing", () => AJourney.AfterOneCycle.Cycle().Do(AClinic.Theo, new StopCourse("enough"))),
        ("held by two", () => AJourney.WithASessionBooked.Do(AClinic.Priya, new HoldJourney("a test")).Do(AClinic.Noel, new HoldJourney("a call")).Do(AClinic.Theo, new ReleaseHold("called"))),
    ];

    private static Author Rosa => Author.Of(Crowd.Rosa, Role.Therapist | Role.Prescriber);

    private static Clinic Veins => AClinic.Open with { Dosing = AClinic.Open.Dosing with { AllowIv = true } };

    private static Clinic OnePerson => Crowd.Settings.Single(clinic => clinic.Version == "one-person");

    private static AJourney Came(Func<CheckClientIn, CheckClientIn> change)
    {
        var journey = AJourney.WithASessionBooked.ToTheSession();
        return journey.Do(AClinic.Noel, change(journey.TheArrival)).Do(AClinic.Noel, new TakeVitals(journey.Session, 120, 80, 70, 98));
    }

    private static DecideHeldSession Decided(HeldSessionOutcome outcome) => new(AJourney.WithASessionBooked.Session, outcome, "looked at");

    private static TakeVitals High => new(AJourney.WithASessionBooked.Session, 162, 98, 70, 98);

    /// <summary>So many high readings, each after the time seated.</summary>
    private static AJourney Pressed(int times)
    {
        var journey = AJourney.WithASessionBooked.ToTheSession();
        journey.Do(AClinic.Noel, journey.TheArrival);
        for (var time = 0; time < times; time++)
            journey.Do(AClinic.Noel, High).After(Duration.FromMinutes(11));
        return journey;
    }

    private static AJourney Warned => AJourney.WithASessionBooked.ToTheSession().Give(Author.Client, new SubmitForm(FormKind.Precheck, "en", Answers.To(FormKind.Precheck, "new-medicine", "yes")));

    /// <summary>The prescriber let the course go on without; the visit that nobody had recorded is then written down, after the next dose.</summary>
    private static AJourney HeldBeforeTheDose()
    {
        var journey = AJourney.Discharged.After(Duration.FromHours(25)).Give(Author.Client, new SubmitForm(FormKind.Checkin, "en", Answers.To(FormKind.Checkin))).After(Duration.FromDays(4));
        journey.Do(AClinic.Priya, new ExceptIntegration(journey.Session, "they are well")).Book(AppointmentPurpose.Dosing, 5, 10).ToTheSession().AnswerMeasures().CheckIn().GiveDose();
        return journey.Do(AClinic.Theo, new RecordAttendance(new AppointmentRef(AppointmentPurpose.Integration, 1))).Do(AClinic.Priya, new ExceptDischargeItem(journey.Session, DischargeItem.Integration, "it is booked tomorrow"))
            .After(Duration.FromMinutes(121)).Do(AClinic.Noel, new TakeVitals(journey.Session, 120, 80, 70, 98)).Do(AClinic.Noel, journey.TheDischarge)
            .After(Duration.FromHours(25)).Give(Author.Client, new SubmitForm(FormKind.Checkin, "en", Answers.To(FormKind.Checkin)));
    }
}
