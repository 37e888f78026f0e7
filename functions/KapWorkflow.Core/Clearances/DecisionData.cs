using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace KapWorkflow.Core;

/// <summary>
/// What a decision was made on, as a hash for each part of it: <c>answers:…|measures:…|flags:…|tests:…|plan:…</c>.
/// Kept with the decision, and compared later to tell what has changed since.
/// </summary>
public static class DecisionData
{
    private static readonly FormKind[] Forms = [FormKind.HealthHistory, FormKind.Medicines, FormKind.StopBang, FormKind.AuditC, FormKind.Urinary];

    public static string Of(Journey journey, Moment moment) => string.Join('|',
    [
        Part("answers", Forms.SelectMany(form => journey.Intake.AnswersTo(form).OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{form}.{each.Key}={each.Value}"))),
        Part("measures", IntakePacket.BaselineMeasures.Select(measure => journey.Intake.Latest(measure)).OfType<Measurement>().Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Measure}:{each.DefinitionHash}:{each.Total}:{each.Level}:{each.Taken.Sequence}"))),
        Part("flags", Conditions.Of(journey, moment.Clinic, moment.Now).Select(flag => $"{flag.Code}:{flag.Basis}:{flag.Review?.Finding}")),
        Part("tests", journey.Medical.Tests.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Kind}:{each.Since.Sequence}"))),
        Part("plan", journey.Medical.Plan.Lines.Values.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Line}:{each.Drug}:{each.Class}:{each.Instruction}:{each.Hours}"))),
    ]);

    /// <summary>The parts that are other than they were at the decision; none for a decision of before the parts were kept.</summary>
    public static IReadOnlyList<string> ChangedSince(string? snapshot, Journey journey, Moment moment)
    {
        if (snapshot is null || !snapshot.Contains('|', StringComparison.Ordinal))
            return [];
        var before = snapshot.Split('|').ToHashSet(StringComparer.Ordinal);
        return [.. Of(journey, moment).Split('|').Where(part => !before.Contains(part)).Select(part => part[..part.IndexOf(':', StringComparison.Ordinal)])];
    }

    private static string Part(string name, IEnumerable<string> seen) =>
        $"{name}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', seen))))[..16]}";
}
