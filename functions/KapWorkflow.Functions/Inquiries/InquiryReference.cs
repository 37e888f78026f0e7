using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>What an inquirer may name on the telephone: eight characters that lead nobody to the journey without the practice's list.</summary>
public static class InquiryReference
{
    private const int Half = 4;

    public static string Of(JourneyId journey)
    {
        var text = journey.Value["jr_".Length..].ToUpperInvariant();
        return $"{text[..Half]}-{text[Half..(2 * Half)]}";
    }
}
