using System.Text;
using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>Names of the code in the clinic's words.</summary>
public static class Words
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["Kap"] = "KAP",
        ["BothNonKap"] = "Medication management and therapy",
        ["MedicationManagement"] = "Medication management",
        ["ReferOut"] = "Referral elsewhere",
        ["Sms"] = "Text message",
        ["Email"] = "E-mail",
        ["Phq9"] = "PHQ-9",
        ["Gad7"] = "GAD-7",
        ["Pcl5"] = "PCL-5",
        ["Cssrs"] = "C-SSRS",
        ["Precheck"] = "Pre-check",
        ["Checkin"] = "Day-after check-in",
        ["Urinary"] = "Urinary symptoms",
        ["StopBang"] = "STOP-BANG",
        ["AuditC"] = "AUDIT-C",
        ["ClearedConditional"] = "Cleared with conditions",
        ["InPerson"] = "In person",
        ["InquiryNew"] = "New inquiry",
        ["InquiryContacting"] = "Contacting",
        ["ConsultScheduled"] = "Consultation booked",
        ["ConsultDone"] = "Consultation held",
        ["IntakeOpen"] = "Intake forms open",
        ["ClearanceInfoNeeded"] = "Clearance: information needed",
        ["InCourse"] = "In the course",
        ["Maintenance"] = "In maintenance",
        ["MidReview"] = "Mid-course review",
        ["Spo2"] = "Oxygen saturation",
        ["Self"] = "Themselves",
        ["SomeoneElse"] = "Somebody close to them",
        ["Professional"] = "A client of theirs, as a professional",
        ["NotApplicable"] = "Not needed",
    };

    public static string Of(Enum value) => value is SafetyRule rule ? Capital(AlertWords.Of(rule)) : Of(value.ToString());

    /// <summary>Why something was not sent: the ledger's code, or the provider's, for whoever has to find another way.</summary>
    public static string OfNote(string note) => note switch
    {
        "deceased" => "the client has died",
        "not-the-client" => "somebody else inquired",
        "no-address" => "no e-mail address is known",
        "no-number" => "no number is known",
        "no-consent" => "the client has not agreed to texts",
        "opted-out" => "the client opted out",
        "bounced" => "the address does not exist",
        "sms-off" => "the practice sends no texts",
        "cap" => "enough texts for now",
        "unsafe-text" => "its words would have given something away",
        "nobody-reached" => "no way to them worked",
        "no-sms" or "no-pager" => "no such service is set up",
        "no-connection" => "no connection to the provider",
        "timeout" or "broken" => "the provider gave no answer",
        _ when note.All(char.IsAsciiDigit) => $"the provider's code {note}",
        _ => note.Replace('-', ' ').Replace('.', ' '),
    };

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>AlertAndOrientated is "Alert and orientated".</summary>
    public static string Of(string name)
    {
        if (Known.TryGetValue(name, out var known))
            return known;
        var words = new StringBuilder(name.Length + 8);
        for (var index = 0; index < name.Length; index++)
        {
            if (index > 0 && char.IsUpper(name[index]) && !char.IsUpper(name[index - 1]))
                words.Append(' ').Append(char.ToLowerInvariant(name[index]));
            else
                words.Append(index == 0 ? char.ToUpperInvariant(name[index]) : name[index]);
        }
        return words.ToString();
    }

    /// <summary>Any one of them may: intake or therapist.</summary>
    public static string AnyOf(Role roles) => Of(roles) is var all && all.LastIndexOf(", ", StringComparison.Ordinal) is var comma and > 0 ? $"{all[..comma]} or {all[(comma + 2)..]}" : all;

    public static string Of(Role roles) => roles == Role.None
        ? "nobody"
        : string.Join(", ", Enum.GetValues<Role>().Where(role => role != Role.None && int.PopCount((int)role) == 1 && roles.HasFlag(role)).Select(role => role.ToString().ToLowerInvariant()));

    public static string Of(Author author, Clinic clinic) => author.Kind switch
    {
        AuthorKind.Staff => clinic.Find(author.Staff)?.Name ?? author.Staff?.Value ?? "staff",
        AuthorKind.Client => "the client",
        AuthorKind.Website => "the website",
        AuthorKind.Provider => "a message",
        _ => "the system",
    };
}
