using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>
/// The row that decisions compete for: every commit replaces it with the ETag it was read with. Hardly anything else touches it (erasure,
/// and an orchestration that had to be replaced), so a receipt or a plan never makes a person's decision fail.
/// </summary>
/// <param name="Hash">The last fact's, where the chain ends.</param>
/// <param name="WrappedKey">Null once the journey was erased: its content is gone for good.</param>
/// <param name="At">The last fact's instant.</param>
/// <param name="InstanceId">The orchestration that is the journey's clock, where it is no longer the one named as the journey.</param>
internal sealed record JourneyHead(int Sequence, byte[] Hash, byte[]? WrappedKey, Instant At, string? InstanceId = null, string? ETag = null)
{
    public const string Key = "head";
    public const string SequenceName = "sequence";
    public const string ErasedName = "erased";

    public static JourneyHead Of(Row row) => new(
        (int)row.Number(SequenceName),
        row.Bytes("hash"),
        row.Flag(ErasedName) ? null : row.Bytes("key"),
        row.Time("at"),
        row.TextOrNull("instance"),
        row.ETag);

    public Row ToRow(JourneyId journey) => new(journey.Value, Key, ETag)
    {
        [SequenceName] = Sequence,
        ["hash"] = Hash,
        ["key"] = WrappedKey,
        ["at"] = At,
        ["instance"] = InstanceId,
        [ErasedName] = WrappedKey is null ? true : null,
    };
}
