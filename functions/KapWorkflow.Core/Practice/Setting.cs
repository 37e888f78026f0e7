using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace KapWorkflow.Core;

/// <summary>
/// What a setting of clinic.json means: said once, read by whoever checks the file, writes its schema, or shows it on a page.
/// The default is the property's own.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string what) : Attribute
{
    /// <param name="unit">Of the number, or of each in the list.</param>
    public SettingAttribute(string what, string unit, int least, int most)
        : this(what) => (Unit, Least, Most) = (unit, least, most);

    public string What { get; } = what;
    public string? Unit { get; }
    public int Least { get; }
    public int Most { get; }

    /// <summary>A list whose steps fall instead of rising: days before something.</summary>
    public bool Falling { get; init; }

    /// <summary>The section of the care pathway, and what it was read in.</summary>
    public string? Source { get; init; }
}

/// <summary>A setting, its place in clinic.json and its default.</summary>
/// <param name="Path">Such as <c>dosing.minGapHours</c>.</param>
public sealed record Setting(string Path, SettingAttribute Says, PropertyInfo Property, object? Default)
{
    /// <summary>Those of the care pathway: every group of defaults, in the order of the file.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        .. Groups.SelectMany(group => group.PropertyType.GetProperties()
            .Select(property => (property, says: property.GetCustomAttribute<SettingAttribute>()))
            .Where(each => each.says is not null)
            .Select(each => new Setting($"{Camel(group.Name)}.{Camel(each.property.Name)}", each.says!, each.property, each.property.GetValue(Activator.CreateInstance(group.PropertyType))))),
    ];

    private static IEnumerable<PropertyInfo> Groups => typeof(Clinic).GetProperties().Where(property => property.PropertyType.Name.EndsWith("Settings", StringComparison.Ordinal));

    public object? In(Clinic clinic) => Property.GetValue(Groups.First(group => group.PropertyType == Property.DeclaringType).GetValue(clinic));

    /// <summary>What is wrong with the numbers of a clinic, each as <c>path: what must be</c>.</summary>
    internal static IEnumerable<string> OutOfRange(Clinic clinic) => All.Where(setting => setting.Says.Unit is not null).Select(setting => setting.Problem(setting.In(clinic))).OfType<string>();

    private string? Problem(object? value) => value switch
    {
        int number => number >= Says.Least && number <= Says.Most ? null : string.Create(CultureInfo.InvariantCulture, $"{Path}: must be between {Says.Least} and {Says.Most}"),
        IReadOnlyList<int> steps => steps.All(step => step >= Says.Least && step <= Says.Most) && steps.Zip(steps.Skip(1), (one, next) => Says.Falling ? one > next : one < next).All(fits => fits)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{Path}: must {(Says.Falling ? "fall" : "rise")}, each between {Says.Least} and {Says.Most}"),
        _ => null,
    };

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
