using NodaTime;
using NodaTime.Text;

namespace KapWorkflow.Core;

/// <summary>What has to be there before a prescriber may clear a client: every reason at once, one for each condition and test.</summary>
public static class ClearanceNeeds
{
    /// <summary>Years; more is a slip of the finger.</summary>
    private const int OldestAge = 110;

    public static Gate Of(Journey journey, Modality? evaluation, Moment moment)
    {
        var today = PracticeTime.Local(moment.Now, moment.Clinic.Zone).Date;
        var state = journey.Inquiry?.Details.State ?? "";
        var inPerson = InPersonSince(moment.Clinic, state, today);
        return Gate.Of(
            "clearance",
            Gate.Unless(!string.IsNullOrWhiteSpace(journey.CarePath?.Indication), "clearance.indication", "No indication is recorded: what it is for.", "Decide the care path again, with its indication."),
            Gate.Unless(evaluation is not null, "clearance.evaluation", "How the prescriber saw the client is missing.", "Say whether it was in person, by video or by telephone."),
            Gate.Unless(
                evaluation is null or Modality.InPerson || inPerson is null, "clearance.in-person",
                inPerson is { } since ? $"In {state}, the evaluation before a prescription is in person since {LocalDatePattern.Iso.Format(since)}." : "", "See the client in person first."),
            Gate.Unless(ConditionCues.Age(journey, today) is <= OldestAge, "clearance.birth-date", "The client's age is not known: the health history has no possible date of birth.", "Ask the client to answer the health history again."),
            IsCurrent(journey, FormKind.HealthHistory, "clearance.history", "health history"),
            IsCurrent(journey, FormKind.Medicines, "clearance.medicines", "form about medicines"))
            .And(Conditions.Settled(journey, moment.Clinic, moment.Now))
            .And(MedicalTests.Met(MedicalTests.ForDecision(journey, moment.Clinic, moment.Now), today));
    }

    /// <summary>Since when a controlled substance may be prescribed there only after an evaluation in person; null: it is not asked for on that day [S42].</summary>
    public static LocalDate? InPersonSince(Clinic clinic, string state, LocalDate on) => clinic.Clearance.InPersonEvaluation
        .Where(rule => rule.From <= on && (rule.States.Count == 0 || rule.States.Contains(state, StringComparer.OrdinalIgnoreCase)))
        .Select(rule => (LocalDate?)rule.From).Min();

    /// <summary>A form of an earlier version does not ask for all that the table needs to know.</summary>
    private static Reason? IsCurrent(Journey journey, FormKind form, string code, string name) => journey.Intake.Forms.TryGetValue(form, out var answered)
        ? Gate.Unless(answered.DefinitionHash == FormLibrary.Of(form).Hash, code, $"The {name} was answered in an earlier version.", "Ask the client to answer it again.")
        : new Reason(code, $"The {name} is not answered.", "Ask the client to answer it.");
}
