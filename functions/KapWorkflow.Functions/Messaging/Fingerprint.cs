using System.Security.Cryptography;
using System.Text;

namespace KapWorkflow.Functions;

/// <summary>The hash of a text message's body by which it is found again in a provider's list: says nothing about the words.</summary>
public static class Fingerprint
{
    /// <returns>52 characters of base 32.</returns>
    public static string Of(string body) => Base32.Of(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
}
