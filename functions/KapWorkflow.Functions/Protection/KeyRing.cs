using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace KapWorkflow.Functions;

/// <summary>
/// The master keys. They never touch content: each job (wrapping data keys, sealing for a purpose, hashing) has a key of its own,
/// derived with HKDF. Losing the wrapped data key of a journey erases its content for good, backups of other rows included.
/// </summary>
public sealed class KeyRing
{
    private const string Wrapping = "data-keys";
    private readonly Dictionary<int, byte[]> _masters;
    private readonly int _current;
    private readonly int _hashing;

    private KeyRing(Dictionary<int, byte[]> masters, int current, int hashing) => (_masters, _current, _hashing) = (masters, current, hashing);

    /// <exception cref="SettingsException">Lists every problem of the settings.</exception>
    public static KeyRing From(ProtectionOptions options)
    {
        if (options.Problems() is { Count: > 0 } problems) throw new SettingsException(problems);
        var masters = options.MasterKeys.ToDictionary(key => int.Parse(key.Key, CultureInfo.InvariantCulture), key => ProtectionOptions.Decode(key.Value)!);
        return new(masters, options.Current ?? masters.Keys.Max(), options.HashVersion ?? masters.Keys.Min());
    }

    /// <param name="owner">Whose key it is; it opens for that owner only.</param>
    public (DataKey Key, byte[] Wrapped) NewDataKey(string owner)
    {
        var key = RandomNumberGenerator.GetBytes(ProtectionOptions.KeyBytes);
        return (new(key), Wrap(key, owner));
    }

    /// <exception cref="CryptographicException">Wrapped by a key that is not on the ring, for another owner, or changed.</exception>
    public DataKey Unwrap(byte[] wrapped, string owner) => new(UnwrapBytes(wrapped, owner));

    /// <summary>The same wrapped key, under the current master if it was under an older one.</summary>
    public byte[] Rewrap(byte[] wrapped, string owner) =>
        Seal.VersionOf(wrapped) == _current ? wrapped : Wrap(UnwrapBytes(wrapped, owner), owner);

    /// <summary>Seals what belongs to no single journey: names on the board, cookie keys.</summary>
    public byte[] SealFor(string purpose, string content, Place place) =>
        Seal.Close(Derive(_current, purpose), _current, Encoding.UTF8.GetBytes(content), place.AssociatedData());

    /// <exception cref="CorruptRowException">Sealed for another purpose or place, by a key not on the ring, or changed since.</exception>
    public string OpenFor(string purpose, byte[] content, Place place)
    {
        try
        {
            return Encoding.UTF8.GetString(Seal.Open(Derive(Seal.VersionOf(content), purpose), content, place.AssociatedData()));
        }
        catch (CryptographicException cause)
        {
            throw place.Unreadable(cause);
        }
    }

    internal byte[] HashKey(string domain) => Derive(_hashing, "hash:" + domain);

    private byte[] Wrap(byte[] key, string owner) => Seal.Close(Derive(_current, Wrapping), _current, key, Encoding.UTF8.GetBytes(owner));

    private byte[] UnwrapBytes(byte[] wrapped, string owner) =>
        Seal.Open(Derive(Seal.VersionOf(wrapped), Wrapping), wrapped, Encoding.UTF8.GetBytes(owner));

    private byte[] Derive(int version, string job)
    {
        if (!_masters.TryGetValue(version, out var master)) throw new CryptographicException($"No master key of version {version}.");
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, master, ProtectionOptions.KeyBytes, info: Encoding.UTF8.GetBytes("kapworkflow:" + job));
    }
}
