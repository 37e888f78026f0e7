using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>A client's medicine plan around a visit, as a prescriber signed it: days and hours by the client's clocks, never a count of hours.</summary>
public static class PlanWords
{
    public static IReadOnlyList<string> Of(Journey journey, Appointment visit, string language) =>
        [.. Medication.ForClient(journey, visit).Select(step => $"{Step(step, journey, language)}{(step.Line.Note is { } note ? $" {note}" : "")}")];

    private static string Step(PlannedStep step, Journey journey, string language)
    {
        var spanish = language == "es";
        var (drug, at) = (step.Line.Drug, step.From is { } from ? $"{Dates.Long(from, journey.Contact.Zone, language)} ({ZoneWords.Of(journey.Contact.TimeZone, language)})" : "");
        return step.Line.Instruction switch
        {
            MedicineInstruction.HoldFrom => spanish ? $"{drug}: no la tome desde el {at}." : $"{drug}: do not take it from {at}.",
            MedicineInstruction.ResumeAt => spanish ? $"{drug}: tómela otra vez desde el {at}." : $"{drug}: take it again from {at}.",
            MedicineInstruction.Take => spanish ? $"{drug}: tómela como siempre." : $"{drug}: take it as usual.",
            _ => spanish ? $"{drug}: pregúntenos antes de su visita." : $"{drug}: ask us before your visit.",
        };
    }
}
