using KapWorkflow.Core;

namespace KapWorkflow.Functions.Tests;

/// <summary>What somebody types into the form: valid by default.</summary>
internal static class AnInquiry
{
    public static Dictionary<string, string> Typed => new(StringComparer.Ordinal)
    {
        ["inquiringFor"] = "self",
        ["firstName"] = "Zebulon",
        ["lastName"] = "Quark",
        ["email"] = "zebulon@example.org",
        ["phone"] = "(503) 555-0142",
        ["contactBy"] = "email",
        ["smsConsent"] = "true",
        ["language"] = "en",
        ["timeZone"] = "America/Los_Angeles",
        ["state"] = "OR",
        ["isAdult"] = "true",
        ["question"] = "Do you have time in December?",
    };

    public static Fields Fields(Action<Dictionary<string, string>>? change = null)
    {
        var typed = Typed;
        change?.Invoke(typed);
        return new Fields(typed, IsForm: false);
    }

    public static InquiryReading Read(Action<Dictionary<string, string>>? change = null, string language = "en") =>
        InquiryReader.Read(Fields(change), language, AClinicOf.Portland);

    public static InquiryDetails Details(Action<Dictionary<string, string>>? change = null) => ((InquiryReading.Read)Read(change)).Details;
}
