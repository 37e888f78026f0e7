using System.Security.Cryptography;

namespace KapWorkflow.Functions;

/// <summary>
/// Names one try to change something, before the first request goes out. When an answer is lost, the name in the row tells a commit of
/// our own from somebody else's.
/// </summary>
public static class Attempt
{
    public static string New() => "at_" + Base32.Of(RandomNumberGenerator.GetBytes(16));
}
