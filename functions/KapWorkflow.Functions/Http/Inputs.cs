using System.Diagnostics.CodeAnalysis;
using System.Net.Mail;
using PhoneNumbers;

namespace KapWorkflow.Functions;

/// <summary>Reads the small things that people type: addresses, numbers, words of a list.</summary>
public static class Inputs
{
    private const int MaxEmail = 254;

    /// <summary>Good enough to write to: one plain address with a dotted host. Only a message tells more.</summary>
    public static bool IsEmail(string text) =>
        text.Length <= MaxEmail
        && !text.Any(character => char.IsWhiteSpace(character) || char.IsControl(character) || character is '<' or '>' or '"' or ',' or ';')
        && MailAddress.TryCreate(text, out var address) && address.Address == text
        && address.Host.Contains('.', StringComparison.Ordinal) && !address.Host.EndsWith('.') && address.Host[^1] != ']';

    /// <summary>Any valid number of the world; without a country it is a US one. An extension cannot be called by a machine and is refused.</summary>
    public static bool TryPhone(string text, [NotNullWhen(true)] out string? e164)
    {
        e164 = null;
        var util = PhoneNumberUtil.GetInstance();
        try
        {
            var number = util.Parse(text, "US");
            if (util.IsValidNumber(number) && !number.HasExtension)
                e164 = util.Format(number, PhoneNumberFormat.E164);
        }
        catch (NumberParseException)
        {
            return false;
        }
        return e164 is not null;
    }

    /// <summary>A word of an enum, in any case, with or without hyphens; never a number.</summary>
    public static bool TryEnum(Type type, string text, [NotNullWhen(true)] out object? value)
    {
        var plain = text.Replace("-", "", StringComparison.Ordinal);
        var name = Enum.GetNames(type).FirstOrDefault(each => each.Equals(plain, StringComparison.OrdinalIgnoreCase));
        value = name is null ? null : Enum.Parse(type, name);
        return value is not null;
    }

    public static bool TryEnum<T>(string text, out T value)
        where T : struct, Enum
    {
        var found = TryEnum(typeof(T), text, out var boxed);
        value = found ? (T)boxed! : default;
        return found;
    }

    public static bool? YesOrNo(string text) => text.ToLowerInvariant() switch
    {
        "true" or "yes" or "on" or "1" => true,
        "false" or "no" or "off" or "0" => false,
        _ => null,
    };

    /// <summary>The hyphenated word that URLs and forms use: SomeoneElse is someone-else.</summary>
    public static string Word(Enum value) =>
        string.Concat(value.ToString().Select((letter, index) => char.IsUpper(letter) && index > 0 ? "-" + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));

    /// <summary>Line breaks are text; other control characters are not.</summary>
    public static bool HasControls(string text) => text.Any(character => char.IsControl(character) && character is not ('\n' or '\t'));
}
