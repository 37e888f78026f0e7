using System.Globalization;

namespace KapWorkflow.Core;

/// <summary>What the prescriber's decision rests on.</summary>
public static partial class Diary
{
    private static string? OfTheClearance(Fact fact, string who) => fact switch
    {
        VitalsLimitsSet limits => $"{who} ({limits.Licence}) set the client's own vitals limits: {limits.Reason}",
        ConditionNoted noted => $"{who} noted {CodeOf(noted.Code)}: {noted.Note}",
        ConditionReviewed reviewed => $"{who} ({reviewed.Licence}) reviewed {CodeOf(reviewed.Code)}: {Plain(reviewed.Finding)}. {reviewed.Reason}",
        TestRecorded { Kind: TestKind.Pdmp } pdmp => $"{who} recorded that the prescription monitoring was read on {Day(pdmp.TakenOn)}.{Note(pdmp.Note)}",
        TestRecorded { Systolic: { } systolic, Diastolic: { } diastolic } pressure => string.Create(CultureInfo.InvariantCulture, $"{who} recorded a blood pressure of {systolic}/{diastolic} mmHg of {Day(pressure.TakenOn)}: {Plain(pressure.Result)}.{Note(pressure.Note)}"),
        TestRecorded test => $"{who} recorded the {Small(MedicalTests.NameOf(test.Kind))} of {Day(test.TakenOn)}: {Plain(test.Result)}.{Note(test.Note)}",
        TestWaived waived => $"{who} ({waived.Licence}) does without the {Small(MedicalTests.NameOf(waived.Kind))}: {waived.Reason}",
        MedicinePlanned line => string.Create(CultureInfo.InvariantCulture, $"{who} put {line.Drug} into the medicine plan as line {line.Line}: {Plain(line.Instruction)}{(line.Hours is { } hours ? $", {hours} hours" : "")}.{Note(line.Note)}"),
        MedicineRemoved removed => string.Create(CultureInfo.InvariantCulture, $"{who} took line {removed.Line} out of the medicine plan."),
        MedicationPlanSigned signed => string.Create(CultureInfo.InvariantCulture, $"{who} ({signed.Licence}) signed the medicine plan of {signed.Lines} {(signed.Lines == 1 ? "line" : "lines")}."),
        HoldTimeWaived waived => $"{who} ({waived.Licence}) allowed the next session sooner than the holds do: {waived.Reason}",
        ChangeReported change => $"{who} reported a change, {Plain(change.Kind)}: {change.Note}",
        _ => null,
    };

    private static string CodeOf(string code) =>
        Contraindications.Find(code) is { } row ? $"{code} ({Small(row.Condition)})"
        : Contraindications.Medicines.FirstOrDefault(each => each.Code == code) is { } medicines ? $"{Small(medicines.Name)}"
        : code;

    private static string Small(string text) => text.Length > 1 && char.IsUpper(text[1]) ? text : $"{char.ToLowerInvariant(text[0])}{text[1..]}";
}
