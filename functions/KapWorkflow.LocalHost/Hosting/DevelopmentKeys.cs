using System.Security.Cryptography;
using System.Text.Json;

namespace KapWorkflow.LocalHost;

/// <summary>
/// The secrets of one local practice: random, made at its first start, kept in its data folder, worth nothing elsewhere.
/// </summary>
/// <param name="MasterKey">32 bytes in base64, under which the app protects content. Without it the folder's tables cannot be read.</param>
/// <param name="FunctionsKey">Opens functions that are not anonymous, as a function key does in Azure.</param>
internal sealed record DevelopmentKeys(string MasterKey, string FunctionsKey)
{
    private const string File = "development-keys.json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <exception cref="LocalProblemException">The file is there and cannot be read: making new keys would lose the tables.</exception>
    public static DevelopmentKeys Of(string? dataFolder)
    {
        if (dataFolder is null)
            return Random();

        var file = Path.Combine(Directory.CreateDirectory(dataFolder).FullName, File);
        if (System.IO.File.Exists(file))
            return Read(file) ?? throw new LocalProblemException($"{file} holds the keys of the local practice and cannot be read: restore it, or start over with --fresh.");

        var keys = Random();
        // All of it or nothing: a host that is killed while writing must not leave half a key beside tables made with it.
        System.IO.File.WriteAllText(file + ".new", JsonSerializer.Serialize(keys, Json));
        System.IO.File.Move(file + ".new", file);
        return keys;
    }

    private static DevelopmentKeys Random() =>
        new(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), Convert.ToHexString(RandomNumberGenerator.GetBytes(20)));

    private static DevelopmentKeys? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<DevelopmentKeys>(System.IO.File.ReadAllText(file), Json) is { MasterKey.Length: > 0, FunctionsKey.Length: > 0 } keys ? keys : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
