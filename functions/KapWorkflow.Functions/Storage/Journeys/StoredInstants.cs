using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>Tables keep 100 ns. What is decided, hashed or compared later is cut to that first, so that it reads back as it was.</summary>
internal static class StoredInstants
{
    public static Instant ToStored(this Instant instant) => Instant.FromUnixTimeTicks(instant.ToUnixTimeTicks());

    public static Instant SystemNow(this TimeProvider time) => Instant.FromDateTimeOffset(time.GetUtcNow());
}
