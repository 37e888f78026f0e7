using System.Globalization;
using System.Text;

namespace KapWorkflow.Core;

/// <summary>
/// Every form that anybody may be asked to fill in, in English and Spanish, and every version of it that was ever released:
/// files under Forms/Definitions, a new version beside the old one.
/// </summary>
public static class FormLibrary
{
    private const string Folder = "Forms/";

    public static IReadOnlyList<FormDefinition> All { get; } = Load();

    private static readonly Dictionary<(FormKind, FormVariant), FormDefinition> Newest = All
        .GroupBy(form => (form.Kind, form.Variant))
        .ToDictionary(group => group.Key, group => group.MaxBy(form => int.Parse(form.Version, CultureInfo.InvariantCulture))!);

    private static readonly Dictionary<string, FormDefinition> Hashed = All.ToDictionary(form => form.Hash, StringComparer.Ordinal);

    /// <summary>The newest version.</summary>
    public static FormDefinition Of(FormKind kind, FormVariant variant = FormVariant.Standard) => Newest[(kind, variant)];

    /// <summary>The version that was answered, to read the answers by; null for one that this release does not have.</summary>
    public static FormDefinition? ByHash(string hash) => Hashed.GetValueOrDefault(hash);

    /// <summary>What that journey is asked now: the risk screen looks back a month at first, and since the last contact once a dose was given.</summary>
    public static FormDefinition For(Journey journey, FormKind kind) =>
        Of(kind, kind == FormKind.Cssrs && journey.Course.Given > 0 ? FormVariant.SinceLast : FormVariant.Standard);

    private static List<FormDefinition> Load()
    {
        var assembly = typeof(FormLibrary).Assembly;
        var problems = new List<string>();
        var forms = new List<FormDefinition>();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            var (form, wrong) = FormJson.Read(reader.ReadToEnd());
            problems.AddRange(wrong.Select(problem => $"{name[Folder.Length..]}: {problem}"));
            if (form is not null)
                forms.Add(form);
        }
        problems.AddRange(FormRules.OfAll(forms));
        return problems.Count == 0 ? forms : throw new InvalidOperationException(string.Join('\n', problems));
    }
}
