using System.Security.Cryptography;

namespace KapWorkflow.Functions;

/// <summary>The files in Assets, served under names that hold their hash: a browser may keep them for ever.</summary>
public sealed class SiteAssets
{
    private const string Folder = "Assets/";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    private readonly Dictionary<string, Asset> _byHashedName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _hashedNames = new(StringComparer.Ordinal);

    public SiteAssets()
    {
        var assembly = typeof(SiteAssets).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            var ending = Path.GetExtension(resource);
            if (!Types.TryGetValue(ending, out var type))
                continue;
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            var hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
            var name = resource[Folder.Length..];
            var hashed = $"{name[..^ending.Length]}.{hash}{ending}";
            _hashedNames[name] = hashed;
            _byHashedName[hashed] = new Asset(type, bytes);
        }
    }

    /// <exception cref="KeyNotFoundException">There is no such file: the template is wrong.</exception>
    public string UrlOf(string name) => "/assets/" + _hashedNames[name];

    public Asset? Find(string hashedName) => _byHashedName.GetValueOrDefault(hashedName);
}

public sealed record Asset(string ContentType, byte[] Bytes);
