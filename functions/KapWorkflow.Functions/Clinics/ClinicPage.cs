using System.Globalization;
using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>The settings that hold, and what others would do.</summary>
/// <param name="Json">What stands in the box: the file that runs, or what was tried.</param>
public sealed record ClinicPage(string Version, IReadOnlyList<SettingGroup> Groups, string Json)
{
    public IReadOnlyList<string> Problems { get; init; } = [];
    public TrialView? Trial { get; init; }
}

public sealed record SettingGroup(string Title, IReadOnlyList<SettingLine> Lines);

/// <param name="Changed">It is not the default.</param>
public sealed record SettingLine(string Path, string What, string Value, string? Unit, string? Range, string Default, bool Changed, string? Source);

public sealed record TrialView(int Journeys, IReadOnlyList<TrialLine> Changed, int Left);

public sealed record TrialLine(string Journey, string Name, IReadOnlyList<string> Changes);

public static class ClinicPages
{
    public static ClinicPage Of(Clinic clinic, string json) => new(
        clinic.Version,
        [
            .. Setting.All.GroupBy(setting => setting.Path.Split('.')[0], StringComparer.Ordinal)
                .Select(group => new SettingGroup(Words.Of(char.ToUpperInvariant(group.Key[0]) + group.Key[1..]), [.. group.Select(setting => Line(setting, clinic))])),
        ],
        json);

    public static TrialView View(TrialResult trial, DateTimeZone zone) => new(
        trial.Journeys,
        [.. trial.Changed.Select(each => new TrialLine(each.Journey.Value, each.Name, [.. each.Duties.Select(duty => Said(duty, zone)), .. each.Gates.SelectMany(Said)]))],
        trial.Left);

    private static SettingLine Line(Setting setting, Clinic clinic)
    {
        var (value, usual) = (Said(setting.In(clinic)), Said(setting.Default));
        return new SettingLine(
            setting.Path, setting.Says.What, value, setting.Says.Unit,
            setting.Says.Unit is null ? null : string.Create(CultureInfo.InvariantCulture, $"{setting.Says.Least} to {setting.Says.Most}"), usual, value != usual, setting.Says.Source);
    }

    private static string Said(object? value) => value switch
    {
        bool yes => yes ? "yes" : "no",
        IReadOnlyList<int> steps => string.Join(", ", steps.Select(step => step.ToString(CultureInfo.InvariantCulture))),
        IReadOnlyList<string> words => string.Join(", ", words),
        Hours hours => string.Create(CultureInfo.InvariantCulture, $"{hours.From:HH:mm} to {hours.To:HH:mm}"),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };

    private static string Said(DutyChange change, DateTimeZone zone) => change switch
    {
        { Before: { } before, After: { } after } => $"Moves from {Dates.Short(before, zone)} to {Dates.Short(after, zone)}: {change.What}",
        { After: { } after } => $"Appears on {Dates.Short(after, zone)}: {change.What}",
        { Before: { } before } => $"Vanishes, was due {Dates.Short(before, zone)}: {change.What}",
        _ => change.What,
    };

    private static IEnumerable<string> Said(GateChange gate) =>
    [
        .. gate.Closes.Select(reason => $"{TaskAbout.Named(gate.Which)} would not meet its conditions: {reason.Text} {reason.NextStep}"),
        .. gate.Opens.Count == 0 ? Array.Empty<string>() : [$"{TaskAbout.Named(gate.Which)}: no longer in the way: {string.Join(", ", gate.Opens)}"],
    ];
}
