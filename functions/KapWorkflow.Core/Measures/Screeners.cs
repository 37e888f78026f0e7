using System.Globalization;

namespace KapWorkflow.Core;

/// <summary>Screeners that a prescriber looks at before clearing. They are no outcome measures: nothing is compared over time.</summary>
public static class Screeners
{
    public static bool IsScreener(FormKind form) => form is FormKind.StopBang or FormKind.AuditC;

    /// <summary>Its points, and whether they ask for a review; null before it is answered.</summary>
    public static (int Points, bool NeedsReview)? Of(Journey journey, FormKind screener) => journey.Intake.Forms.GetValueOrDefault(screener)?.Answers is not { } answers ? null
        : screener == FormKind.StopBang ? (StopBang(answers), StopBangNeedsReview(answers))
        : (AuditC(answers), AuditCNeedsReview(answers));

    /// <summary>Three or more of the eight ask for a review of sleep apnoea (care-pathway §4.4).</summary>
    public const int StopBangReview = 3;

    /// <summary>AUDIT-C: four or more for men, three for everybody else (care-pathway §6.1).</summary>
    public const int AuditCMen = 4;
    public const int AuditCOthers = 3;

    private static readonly string[] AuditCItems = ["often", "many", "six"];

    public static int StopBang(IReadOnlyDictionary<string, string> answers) => answers.Values.Count(answer => answer == "yes");

    public static bool StopBangNeedsReview(IReadOnlyDictionary<string, string> answers) => StopBang(answers) >= StopBangReview;

    /// <summary>0 to 12. Who never drinks is not asked the rest.</summary>
    public static int AuditC(IReadOnlyDictionary<string, string> answers) =>
        AuditCItems.Sum(item => int.TryParse(answers.GetValueOrDefault(item), NumberStyles.None, CultureInfo.InvariantCulture, out var points) ? points : 0);

    public static bool AuditCNeedsReview(IReadOnlyDictionary<string, string> answers) =>
        AuditC(answers) >= (answers.GetValueOrDefault("limits") == "men" ? AuditCMen : AuditCOthers);
}
