using System.Globalization;
using System.Reflection;

namespace KapWorkflow.LocalHost;

/// <summary>Binding data is text; parameters are more. As in the worker, text that does not fit fails the run.</summary>
internal static class BoundText
{
    public static bool CanBe(Type type) => Inner(type) is { IsEnum: true } inner || Inner(type) == typeof(string) || Parsers.ContainsKey(Inner(type));

    /// <exception cref="FormatException">The text does not fit, or there is none and the parameter needs one. It names the parameter, never the text.</exception>
    public static object? Read(object? value, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (value?.ToString() is not { Length: > 0 } text)
        {
            return parameter.HasDefaultValue ? parameter.DefaultValue
                : !type.IsValueType || Nullable.GetUnderlyingType(type) is not null ? null
                : throw new FormatException($"Nothing came for parameter '{parameter.Name}'.");
        }

        return Parse(text, Inner(type)) ?? throw new FormatException($"What came for parameter '{parameter.Name}' is not a {Inner(type).Name}.");
    }

    private static Dictionary<Type, Func<string, object?>> Parsers { get; } = new()
    {
        [typeof(int)] = static text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
        [typeof(long)] = static text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
        [typeof(Guid)] = static text => Guid.TryParse(text, out var id) ? id : null,
        [typeof(bool)] = static text => bool.TryParse(text, out var flag) ? flag : null,
    };

    private static object? Parse(string text, Type type)
    {
        if (type == typeof(string))
            return text;
        if (!type.IsEnum)
            return Parsers[type](text);

        return Enum.TryParse(type, text, ignoreCase: true, out var member) && Enum.IsDefined(type, member) ? member : null;
    }

    private static Type Inner(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
