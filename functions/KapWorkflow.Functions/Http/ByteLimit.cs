using Microsoft.AspNetCore.Http;

namespace KapWorkflow.Functions;

/// <summary>Reads a request's body up to a limit, counting while reading: what is longer is never held in memory, whatever its headers say.</summary>
public static class ByteLimit
{
    /// <summary>
    /// Of any form or JSON. Eight boxes of 4,000 characters fit whatever the alphabet: six bytes are a letter beyond ASCII in a URL-encoded
    /// form. Whatever is longer than its own box, and not than this, is shown again with what is wrong.
    /// </summary>
    public const int FormBytes = 256 * 1024;
    private const int Step = 4 * 1024;

    /// <returns>Null when there is more than the limit.</returns>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellation)
    {
        if (request.ContentLength > limit)
            return null;
        using var whole = new MemoryStream();
        var step = new byte[Step];
        while (await request.Body.ReadAsync(step, cancellation) is var read and > 0)
        {
            if (whole.Length + read > limit)
                return null;
            whole.Write(step, 0, read);
        }
        return whole.ToArray();
    }
}
