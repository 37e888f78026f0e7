using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace KapWorkflow.Functions;

/// <summary>
/// The master keys, each 32 random bytes in base64, by version: `Protection__MasterKeys__1`, `__2`, … In Azure each is a Key Vault
/// reference. To rotate, add the next version and make it current; old versions stay until no data key is wrapped with them.
/// </summary>
public sealed class ProtectionOptions
{
    public const int KeyBytes = 32;

    public IReadOnlyDictionary<string, string> MasterKeys { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>`Protection__Current`: the version that wraps new data keys. Default: the highest.</summary>
    public int? Current { get; init; }

    /// <summary>
    /// `Protection__HashVersion`: the version behind keyed hashes, which are row keys and so can never change. Default: the lowest;
    /// that key must never be removed.
    /// </summary>
    public int? HashVersion { get; init; }

    public static ProtectionOptions From(IConfiguration settings)
    {
        var section = settings.GetSection("Protection");
        return new()
        {
            MasterKeys = section.GetSection("MasterKeys").GetChildren().ToDictionary(key => key.Key, key => key.Value ?? "", StringComparer.Ordinal),
            Current = Number(section["Current"]),
            HashVersion = Number(section["HashVersion"]),
        };
    }

    /// <summary>Every problem at once; none repeats a key.</summary>
    public IReadOnlyList<string> Problems()
    {
        List<string> problems = [];
        if (MasterKeys.Count == 0) problems.Add("Protection__MasterKeys__1 is missing: give 32 random bytes in base64.");
        foreach (var (version, key) in MasterKeys)
        {
            if (!IsVersion(version)) problems.Add($"Protection__MasterKeys__{version}: a version is a number from 1 to {ushort.MaxValue}.");
            if (Decode(key) is not { Length: KeyBytes }) problems.Add($"Protection__MasterKeys__{version} is not 32 bytes in base64.");
            else if (Decode(key)!.All(b => b == Decode(key)![0])) problems.Add($"Protection__MasterKeys__{version} is one byte repeated, not a random key.");
        }
        if (Current is { } current && !Has(current)) problems.Add($"Protection__Current names version {current}, which is not among the keys.");
        if (HashVersion is { } hashing && !Has(hashing)) problems.Add($"Protection__HashVersion names version {hashing}, which is not among the keys.");
        return problems;
    }

    internal static byte[]? Decode(string key)
    {
        var bytes = new byte[key.Length];
        return Convert.TryFromBase64String(key, bytes, out var length) ? bytes[..length] : null;
    }

    private static bool IsVersion(string version) => Number(version) is >= 1 and <= ushort.MaxValue;

    private static int? Number(string? text) => text is null ? null : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private bool Has(int version) => MasterKeys.ContainsKey(version.ToString(CultureInfo.InvariantCulture));
}
