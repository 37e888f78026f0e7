using System.Text.RegularExpressions;

namespace KapWorkflow.Core.Tests;

/// <summary>Every code that a refusal may have, read from the source of Core: a code, a sentence, a next step.</summary>
public static partial class ReasonCodes
{
    public static IReadOnlyList<string> All { get; } =
    [
        .. Directory.EnumerateFiles(TheRepository.Path("functions", "KapWorkflow.Core"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
            .SelectMany(file => Code().Matches(File.ReadAllText(file)).Select(match => match.Groups["code"].Value))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    [GeneratedRegex("""
        "(?<code>(G[1-6]|[a-z][a-z-]*)\.[a-z0-9-]+|role)",\s*(\$?"[A-Z{]|string\.Create\(|[a-z]+ is)
        """, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Code();
}
