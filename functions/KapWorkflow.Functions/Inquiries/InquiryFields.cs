namespace KapWorkflow.Functions;

/// <summary>The names of an inquiry's fields, in the form as in JSON.</summary>
public static class InquiryFields
{
    public const string InquiringFor = "inquiringFor";
    public const string FirstName = "firstName";
    public const string LastName = "lastName";
    public const string PreferredName = "preferredName";
    public const string Email = "email";
    public const string Phone = "phone";
    public const string ContactBy = "contactBy";
    public const string SmsConsent = "smsConsent";
    public const string Language = "language";
    public const string TimeZone = "timeZone";
    public const string State = "state";
    public const string IsAdult = "isAdult";
    public const string Interest = "interest";
    public const string Question = "question";
    public const string HowHeard = "howHeard";
    public const string Organisation = "organisation";

    /// <summary>The honeypot: people do not see it, programs fill it in.</summary>
    public const string Website = "website";

    /// <summary>Drawn for each view of the page, so that a double click is one inquiry. JSON gives it as a header.</summary>
    public const string IdempotencyKey = "idempotencyKey";

    public static IReadOnlyList<string> All { get; } =
    [
        InquiringFor, FirstName, LastName, PreferredName, Email, Phone, ContactBy, SmsConsent, Language, TimeZone, State, IsAdult,
        Interest, Question, HowHeard, Organisation, Website,
    ];
}
