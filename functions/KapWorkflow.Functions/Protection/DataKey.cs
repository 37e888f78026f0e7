using System.Security.Cryptography;
using System.Text;

namespace KapWorkflow.Functions;

/// <summary>The key of one journey's personal and clinical content. It lives in memory only; the table holds it wrapped.</summary>
public sealed class DataKey
{
    private readonly byte[] _key;

    internal DataKey(byte[] key) => _key = key;

    public byte[] Seal(string content, Place place) => Functions.Seal.Close(_key, 0, Encoding.UTF8.GetBytes(content), place.AssociatedData());

    /// <exception cref="CorruptRowException">Sealed with another key or for another place, or changed since.</exception>
    public string Open(byte[] content, Place place)
    {
        try
        {
            return Encoding.UTF8.GetString(Functions.Seal.Open(_key, content, place.AssociatedData()));
        }
        catch (CryptographicException cause)
        {
            throw place.Unreadable(cause);
        }
    }
}
