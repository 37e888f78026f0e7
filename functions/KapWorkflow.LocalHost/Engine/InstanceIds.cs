using System.Buffers;

namespace KapWorkflow.LocalHost;

/// <summary>The deployed host's rules.</summary>
internal static class InstanceIds
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("/\\#?");

    /// <exception cref="ArgumentException">Empty, longer than 256 characters, starting with @, or with a slash, #, ? or control character.</exception>
    public static string Check(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (instanceId.Length > 256) throw new ArgumentException("An instance id has at most 256 characters.", nameof(instanceId));
        if (instanceId[0] == '@') throw new ArgumentException("An instance id does not start with @.", nameof(instanceId));
        if (instanceId.AsSpan().ContainsAny(Forbidden) || instanceId.Any(char.IsControl))
            throw new ArgumentException("An instance id has no slash, backslash, #, ? or control character.", nameof(instanceId));
        return instanceId;
    }
}
