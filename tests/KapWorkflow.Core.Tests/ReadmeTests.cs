using System.Text.RegularExpressions;

namespace KapWorkflow.Core.Tests;

/// <summary>The README of Core names each rule, where it lives and what holds it. When this fails, put it right in functions/KapWorkflow.Core/README.md.</summary>
public partial class The_README_of_Core
{
    private static readonly string Folder = TheRepository.Path("functions", "KapWorkflow.Core");

    private static readonly string Text = File.ReadAllText(Path.Combine(Folder, "README.md"));

    private static IEnumerable<string[]> Rows => Text.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)
        .Select(line => line.Trim('|', ' ').Split(" | "));

    [Fact]
    public void Names_files_that_are_there() => Assert.All(
        Rows.SelectMany(row => Quoted().Matches(row[2])).Select(match => match.Groups["it"].Value),
        file => Assert.True(File.Exists(Path.Combine(Folder, file)), $"There is no {file}."));

    [Fact]
    public void Names_tests_that_are_there()
    {
        var tests = typeof(The_README_of_Core).Assembly.GetTypes().Select(type => type.Name).ToHashSet(StringComparer.Ordinal);
        Assert.All(Rows, row => Assert.NotEqual(0, Quoted().Count(row[3])));
        Assert.All(Rows.SelectMany(row => Quoted().Matches(row[3])).Select(match => match.Groups["it"].Value), test => Assert.Contains(test, tests));
    }

    [Fact]
    public void Names_every_reason_of_every_gate() =>
        Assert.All(ReasonCodes.All.Where(code => code.StartsWith('G')), code => Assert.Contains($"`{code}`", Text, StringComparison.Ordinal));

    [Fact]
    public void Names_every_safety_rule() =>
        Assert.All(Enum.GetNames<SafetyRule>(), rule => Assert.Contains($"`{rule}`", Text, StringComparison.Ordinal));

    [GeneratedRegex("`(?<it>[^`]+)`", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();
}
