using System.Globalization;

namespace KapWorkflow.Functions.Tests;

/// <summary>A ring with made-up master keys: version n is 32 bytes that count up from n.</summary>
internal static class AKeyRing
{
    public static KeyRing New => Of(1);

    public static KeyRing Of(params int[] versions) => KeyRing.From(new() { MasterKeys = Keys(versions) });

    public static Dictionary<string, string> Keys(params int[] versions) => versions.ToDictionary(
        version => version.ToString(CultureInfo.InvariantCulture),
        version => Convert.ToBase64String([.. Enumerable.Range(version, 32).Select(b => (byte)b)]),
        StringComparer.Ordinal);
}
