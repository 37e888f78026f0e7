using Microsoft.AspNetCore.Http;

namespace KapWorkflow.Functions;

/// <summary>Reads a request's body up to a limit, counting while reading: what is longer is never held in memory, whatever its headers say.</summary>
public static class ByteLimit
{
    public const int FormBytes = 32 * 1024;
    private const int Step = 4 * 1024;

    /// <returns>Null when there is more than the limit.</returns>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellation)
    {
        if (request.ContentLength > limit)
            return null;
        var bytes = new byte[limit + 1];
        var length = 0;
        while (true)
        {
            var read = await request.Body.ReadAsync(bytes.AsMemory(length, Math.Min(Step, bytes.Length - length)), cancellation);
            length += read;
            if (length > limit)
                return null;
            if (read == 0)
                return bytes[..length];
        }
    }
}
