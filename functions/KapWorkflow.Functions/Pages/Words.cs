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
        ["StopBang"] = "STOP-BANG",
        ["AuditC"] = "AUDIT-C",
        ["ClearedConditional"] = "Cleared with conditions",
        ["InPerson"] = "In person",
        ["CssrsHigh"] = "Risk screen: high",
        ["CssrsModerate"] = "Risk screen: moderate",
        ["CssrsLow"] = "Risk screen: low",
        ["Item9Urgent"] = "Item 9: urgent",
        ["Item9Positive"] = "Item 9: positive",
        ["EmergencySymptom"] = "A symptom that cannot wait: 911 first",
        ["CheckinFlagged"] = "Day-after check-in asks for a call",
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

    public static string Of(Enum value) => Of(value.ToString());

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
