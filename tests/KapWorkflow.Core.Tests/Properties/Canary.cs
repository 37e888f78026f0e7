namespace KapWorkflow.Core.Tests;

/// <summary>What no key, no task, no reason and no log line may ever hold: a name, addresses, words about health. It is put into everything that is typed.</summary>
public static class Canary
{
    public const string Name = "Zebulon Quark";
    public const string Email = "zebulon@quark.example.test";
    public const string Phone = "+16175550142";
    public const string Words = "quokka fever since Zebulon's heartbreak";

    public static IReadOnlyList<string> Feathers { get; } = ["Zebulon", "Quark", "quokka", "heartbreak", "6175550142", "quark.example"];

    public static IReadOnlyList<string> Zones { get; } = ["America/New_York", "America/Los_Angeles", "Pacific/Honolulu", "Europe/Madrid"];

    public static InquiryDetails Details { get; } = new(
        InquiringFor.Self, "Zebulon", Email, Phone, ContactBy.Email, SmsConsent: true, "en", "America/New_York", "MA", IsAdult: true)
    {
        LastName = "Quark",
        Interest = Words,
        Question = Words,
    };

    /// <summary>Inquiries as they come in.</summary>
    public static IReadOnlyList<InquiryDetails> Inquiries { get; } =
    [
        Details,
        Details with { Language = "es", TimeZone = "America/Los_Angeles" },
        Details with { TimeZone = "Pacific/Honolulu", SmsConsent = false },
        Details with { InquiringFor = InquiringFor.SomeoneElse },
        Details with { InquiringFor = InquiringFor.Professional, Phone = null },
        Details with { IsAdult = false },
        Details with { Question = "quokka fever; I want to kill myself" },
        Details with { State = "NY", Email = null, ContactBy = ContactBy.Phone },
    ];

    /// <summary>The feather found, if any.</summary>
    public static string? In(string? text) => text is null ? null : Feathers.FirstOrDefault(feather => text.Contains(feather, StringComparison.OrdinalIgnoreCase));
}
