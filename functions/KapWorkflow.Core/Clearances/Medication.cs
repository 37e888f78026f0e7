using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using NodaTime;

namespace KapWorkflow.Core;

public sealed record PlanLine(int Line, string Drug, MedicineClass Class, MedicineInstruction Instruction, int? Hours, string? Note);

/// <summary>The plan of a client's medicines around a session, line by line, and who signed it when.</summary>
public sealed record MedicationPlan(ImmutableSortedDictionary<int, PlanLine> Lines)
{
    public static MedicationPlan None { get; } = new(ImmutableSortedDictionary<int, PlanLine>.Empty);

    /// <summary>Counts lines that were taken out, too: a number is never given twice.</summary>
    public int LastLine { get; init; }

    /// <summary>The last line added or taken out, or the client's last word about medicines.</summary>
    public Stamp? Changed { get; init; }
    public Stamp? Signed { get; init; }
    public StaffId? SignedBy { get; init; }
    public Stamp? HoldTimeWaived { get; init; }

    public bool IsSigned => Signed is { } signed && !(Changed?.Sequence > signed.Sequence);

    /// <summary>What a client may be shown: nothing that no prescriber has signed.</summary>
    public IEnumerable<PlanLine> ForClient => IsSigned ? Lines.Values : [];

    /// <summary>Hours before the session at which the first hold begins; null without a signed hold.</summary>
    public int? LongestHold => IsSigned ? Lines.Values.Where(line => line.Instruction == MedicineInstruction.HoldFrom).Max(line => line.Hours) : null;
}

/// <summary>
/// A line as the client reads it: the day and hour, never a number of hours. Elapsed hours are meant, so that a change of the clocks
/// makes no hold shorter than it was signed.
/// </summary>
public sealed record PlannedStep(PlanLine Line, Instant? From);

/// <summary>Medicines (care-pathway §4.2, §5.1): the software plans nothing and stops nothing; prescribers sign, and what is signed is kept.</summary>
public static class Medication
{
    private const int LongestHours = 14 * 24;

    public static Decision Decide(Journey journey, Command command, Moment moment) => command switch
    {
        PlanMedicine plan => Decision.When(MayPlan(journey, plan), new MedicinePlanned(journey.Medical.Plan.LastLine + 1, plan.Drug, plan.Class, plan.Instruction, plan.Hours, plan.Note)),
        RemoveMedicine remove => Decision.When(
            Gate.Of("plan", Gate.Unless(journey.Medical.Plan.Lines.ContainsKey(remove.Line), "plan.line", "The plan has no such line.", "Look at the plan again.")),
            new MedicineRemoved(remove.Line)),
        SignMedicationPlan => Decision.When(
            Gate.Of(
                "plan",
                Approvals.Licensed(journey, moment),
                Gate.Unless(!journey.Medical.Plan.IsSigned, "plan.signed", "The plan is signed as it stands.", "Look at the journey again."),
                Gate.Unless(journey.Intake.Forms.ContainsKey(FormKind.Medicines), "plan.unknown", "The client has not told which medicines they take.", "Ask for the form about medicines first.")),
            new MedicationPlanSigned(Approvals.LicenceOf(journey, moment), journey.Medical.Plan.Lines.Count)),
        WaiveHoldTime waive => Decision.When(
            Gate.Of(
                "plan",
                Approvals.Licensed(journey, moment),
                Gate.Unless(!string.IsNullOrWhiteSpace(waive.Reason), "plan.reason", "The reason is missing.", "Write it down."),
                Gate.Unless(journey.Medical.Plan.LongestHold is not null, "plan.no-hold", "There is no signed hold to wait for.", "Book the session as it is.")),
            new HoldTimeWaived(waive.Reason, Approvals.LicenceOf(journey, moment))),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    public static Journey Evolve(Journey journey, Recorded recorded)
    {
        var plan = journey.Medical.Plan;
        var next = recorded.Fact switch
        {
            MedicinePlanned line => plan with { Lines = plan.Lines.SetItem(line.Line, new PlanLine(line.Line, line.Drug, line.Class, line.Instruction, line.Hours, line.Note)), LastLine = Math.Max(plan.LastLine, line.Line), Changed = recorded.Stamp },
            MedicineRemoved removed => plan with { Lines = plan.Lines.Remove(removed.Line), Changed = recorded.Stamp },
            MedicationPlanSigned => plan with { Signed = recorded.Stamp, SignedBy = recorded.By.Staff, HoldTimeWaived = null },
            // Other answers than before; the same ones said again change nothing.
            FormSubmitted { Form: FormKind.Medicines } form when !Same(form.Answers, journey.Intake.AnswersTo(FormKind.Medicines)) => plan with { Changed = recorded.Stamp },
            HoldTimeWaived => plan with { HoldTimeWaived = recorded.Stamp },
            AppointmentBooked { Which.Purpose: AppointmentPurpose.Dosing } or AppointmentMoved { Which.Purpose: AppointmentPurpose.Dosing } => plan with { HoldTimeWaived = null },
            _ => plan,
        };
        return ReferenceEquals(next, plan) ? journey : journey with { Medical = journey.Medical with { Plan = next } };
    }

    /// <summary>What raises the flag of a class: the client's own word, and a line of the plan.</summary>
    public static IEnumerable<Cue> Raised(Journey journey, MedicineClassInfo medicines)
    {
        var question = QuestionOf(medicines.Class);
        var answers = journey.Intake.AnswersTo(FormKind.Medicines);
        if (answers.GetValueOrDefault(question) == "yes")
        {
            var which = answers.GetValueOrDefault($"{question}-which") ?? "";
            yield return new Cue(medicines.Severity, $"medicines.{question}=yes:{which}", which.Length > 0 ? $"The client takes: {which}" : "The client takes it");
        }
        foreach (var line in journey.Medical.Plan.Lines.Values.Where(line => line.Class == medicines.Class))
            yield return new Cue(medicines.Severity, string.Create(CultureInfo.InvariantCulture, $"plan:{line.Line}"), $"In the plan: {line.Drug}");
    }

    /// <summary>The question of the medicines form that asks for the class: its name in small letters and hyphens.</summary>
    public static string QuestionOf(MedicineClass medicines) => JsonNamingPolicy.KebabCaseLower.ConvertName(medicines.ToString());

    /// <summary>A session takes a signed plan where there is a medicine to plan for.</summary>
    public static Gate Signed(Journey journey)
    {
        var plan = journey.Medical.Plan;
        var takes = !plan.Lines.IsEmpty || journey.Intake.AnswersTo(FormKind.Medicines).GetValueOrDefault("takes") == "yes";
        return Gate.Of("plan", Gate.Unless(!takes || plan.IsSigned, "G1.plan-unsigned", "The medicine plan is not signed as it stands.", "The prescriber reads it and signs it."));
    }

    /// <summary>G2: a session is not sooner than the longest signed hold, and the notice of it, allow.</summary>
    public static Gate LeavesTime(Journey journey, Instant session, Moment moment)
    {
        var plan = journey.Medical.Plan;
        var soonest = plan.LongestHold is { } hours ? moment.Now + Duration.FromHours(hours + moment.Clinic.Clearance.HoldNoticeHours) : (Instant?)null;
        return Gate.Of("plan", Gate.Unless(
            soonest is null || session >= soonest || plan.HoldTimeWaived is not null,
            "G2.hold-time", soonest is { } at ? $"The signed medicine plan leaves no time for a session before {PracticeTime.Local(at, moment.Clinic.Zone).ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture)}." : "",
            "Choose a later time, or the prescriber allows it with a reason."));
    }

    /// <summary>Nothing while it is not certain that the session will be held: nobody goes without a medicine for nothing.</summary>
    public static IEnumerable<PlannedStep> ForClient(Journey journey, Appointment session) => (journey is { Standing.IsOpen: true, Clearance: { HasBothKeys: true, Suspended: null } } ? journey.Medical.Plan.ForClient : []).Select(line => new PlannedStep(line, line switch
    {
        { Instruction: MedicineInstruction.HoldFrom, Hours: { } hours } => session.Start - Duration.FromHours(hours),
        { Instruction: MedicineInstruction.ResumeAt, Hours: { } hours } => session.Start + Duration.FromHours(hours),
        _ => null,
    }));

    private static Gate MayPlan(Journey journey, PlanMedicine plan)
    {
        var timed = plan.Instruction is MedicineInstruction.HoldFrom or MedicineInstruction.ResumeAt;
        return Gate.Of(
            "plan",
            Gate.Unless(journey.CarePath is { IsKap: true }, "plan.early", "The client has not chosen this care path.", "Decide the care path first."),
            Gate.Unless(!string.IsNullOrWhiteSpace(plan.Drug), "plan.drug", "The medicine's name is missing.", "Write it down."),
            Gate.Unless(!timed || plan.Hours is >= 1 and <= LongestHours, "plan.hours", "Hours are missing, or more than fourteen days.", "Give the hours before or after the session's start."),
            Gate.Unless(!journey.Medical.Plan.Lines.Values.Any(line => line with { Line = 0 } == new PlanLine(0, plan.Drug, plan.Class, plan.Instruction, plan.Hours, plan.Note)), "plan.same", "The plan has this very line.", "Look at the plan again."),
            Gate.Unless(timed || plan.Hours is null, "plan.no-hours", "Only a hold and a return have hours.", "Leave them empty."));
    }

    internal static bool Same(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(each => other.TryGetValue(each.Key, out var value) && value == each.Value);
}
