using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>What to mind around a visit, in days and hours by the client's clocks.</summary>
public static class StepWords
{
    public static IReadOnlyList<string> Of(IEnumerable<VisitStepAt> steps, Journey journey, string language, Clinic clinic) => [.. steps.Select(step => Of(step, journey, language, clinic))];

    private static string Of(VisitStepAt step, Journey journey, string language, Clinic clinic)
    {
        var at = step.At is { } known ? Dates.Long(known, journey.Contact.Zone, language) : "";
        // Whoever lives by other clocks than ours is told by which.
        if (step.At is { } hour && journey.Contact.Zone.GetUtcOffset(hour) != clinic.Zone.GetUtcOffset(hour))
            at += $" ({ZoneWords.Of(journey.Contact.TimeZone, language)})";
        return language == "es" ? Spanish(step.Step, at) : English(step.Step, at);
    }

    private static string English(VisitStep step, string at) => step switch
    {
        VisitStep.NoAlcohol => $"No alcohol and no cannabis from {at}.",
        VisitStep.NoSolids => $"Nothing to eat from {at}. Until the next line you may drink water.",
        VisitStep.NoDrinks => $"Nothing to drink either from {at}, but for a sip of water with a medicine you were told to take.",
        VisitStep.Arrive => $"Please be here at {at}. Wear something comfortable, and bring a list of your medicines, and your CPAP if you use one.",
        VisitStep.Escort => "A responsible adult has to take you home. Without one the visit cannot take place.",
        VisitStep.NoDriving => $"Do not drive or use machines before {at}, and not before you have slept a night.",
        VisitStep.NoDecisions => $"No important or legal decisions before {at}.",
        VisitStep.NoAlcoholAfter => $"No alcohol and no cannabis before {at}.",
        VisitStep.NotAloneWithChildren => $"Do not look after children or others on your own before {at}.",
        _ => "Eat something light, drink enough, and rest. Chest pain, trouble breathing or swallowing, or somebody who cannot be woken: call 911.",
    };

    private static string Spanish(VisitStep step, string at) => step switch
    {
        VisitStep.NoAlcohol => $"Nada de alcohol ni cannabis desde el {at}.",
        VisitStep.NoSolids => $"No coma nada desde el {at}. Hasta la línea siguiente puede beber agua.",
        VisitStep.NoDrinks => $"Tampoco beba nada desde el {at}, salvo un sorbo de agua con una medicina que le indicaron tomar.",
        VisitStep.Arrive => $"Por favor, llegue el {at}. Use ropa cómoda y traiga una lista de sus medicinas, y su CPAP si usa uno.",
        VisitStep.Escort => "Una persona adulta responsable tiene que llevarle a casa. Sin ella la visita no puede realizarse.",
        VisitStep.NoDriving => $"No conduzca ni use máquinas antes del {at}, ni antes de haber dormido una noche.",
        VisitStep.NoDecisions => $"No tome decisiones importantes ni legales antes del {at}.",
        VisitStep.NoAlcoholAfter => $"Nada de alcohol ni cannabis antes del {at}.",
        VisitStep.NotAloneWithChildren => $"No cuide a solas a niños ni a otras personas antes del {at}.",
        _ => "Coma algo ligero, beba suficiente y descanse. Dolor de pecho, dificultad para respirar o tragar, o alguien que no despierta: llame al 911.",
    };
}
