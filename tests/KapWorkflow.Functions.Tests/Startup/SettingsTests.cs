using System.Text.Json;
using System.Text.RegularExpressions;
using KapWorkflow.LocalHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KapWorkflow.Functions.Tests;

public partial class The_settings
{
    private static string Root => RepositoryRoot.Find();

    [Fact]
    public void Are_all_in_the_sample()
    {
        using var sample = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "local.settings.sample.json")));
        var named = sample.RootElement.GetProperty("Values").EnumerateObject().Select(value => value.Name.Replace("__", ":", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        // Set by the platform, not by people.
        var read = Directory.EnumerateFiles(Path.Combine(Root, "functions", "KapWorkflow.Functions"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => Asked().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value))
            .Where(name => name != "WEBSITE_AUTH_ENABLED")
            .ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(read);
        Assert.Empty(read.Except(named));
    }

    [Fact]
    public void Say_everything_that_is_missing_at_once()
    {
        var nothing = new ConfigurationBuilder().Build();
        var problems = Assert.Throws<SettingsException>(() => new ServiceCollection().AddKapWorkflow(nothing)).Problems;
        Assert.Contains(problems, problem => problem.StartsWith("Protection__MasterKeys__1", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("Storage", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("Site__BaseUrl", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("SendGrid__ApiKey", StringComparison.Ordinal));
    }

    [GeneratedRegex("""settings\["(?<name>[A-Za-z_:]+)"\]""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Asked();
}
