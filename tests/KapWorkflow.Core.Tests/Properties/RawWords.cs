using System.Text.RegularExpressions;

namespace KapWorkflow.Core.Tests;

/// <summary>Words of the code that a person should never read: keys, ids, names of types.</summary>
public static partial class RawWords
{
    /// <summary>Every one that is found.</summary>
    public static IEnumerable<string> In(string text) => Raw().Matches(text).Select(match => match.Value).Where(word => !Names.Contains(word));

    /// <summary>What is written so everywhere.</summary>
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal) { "EpiPen" };

    [GeneratedRegex(@"\b[a-z]+-[0-9]|\b[a-z]+:[a-z0-9]+|[A-Z][a-z]+[A-Z][a-z]+|(st|jr|at|bk)_[a-z0-9]+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Raw();
}
