namespace KapWorkflow.Functions;

public abstract record KeyAnswer
{
    /// <summary>Seen for the first time.</summary>
    public sealed record New : KeyAnswer;

    /// <summary>The same request again; <paramref name="Reference"/> is what the first was answered with, null while it is not answered yet.</summary>
    public sealed record Repeat(string? Reference) : KeyAnswer;

    /// <summary>The same key with another body: a mistake of the sender.</summary>
    public sealed record OtherBody : KeyAnswer;
}

/// <summary>Which requests were already made, by the hash of their idempotency key, with the hash of their body and their answer.</summary>
public sealed class IdempotencyKeys(ITables tables)
{
    private readonly ITable _intake = tables.Open(TableNames.Intake);

    public async Task<KeyAnswer> TakeAsync(string keyHash, string bodyHash, CancellationToken cancellationToken = default)
    {
        if (await _intake.AddIfAbsentAsync(new Row(keyHash, "request") { ["body"] = bodyHash }, cancellationToken)) return new KeyAnswer.New();
        var row = (await _intake.GetAsync(keyHash, "request", cancellationToken))!;
        return row.Text("body") == bodyHash ? new KeyAnswer.Repeat(row.TextOrNull("reference")) : new KeyAnswer.OtherBody();
    }

    /// <summary>Whether a request was made under that key already; changes nothing.</summary>
    public async Task<bool> KnowsAsync(string keyHash, CancellationToken cancellationToken = default) =>
        await _intake.GetAsync(keyHash, "request", cancellationToken) is not null;

    /// <summary>Remembers the answer. The first one stays: every repeat must hear the same.</summary>
    /// <returns>The reference that counts.</returns>
    public async Task<string> AnswerAsync(string keyHash, string reference, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var row = await _intake.GetAsync(keyHash, "request", cancellationToken)
                ?? throw new InvalidOperationException("A request is answered after its key was taken.");
            if (row.TextOrNull("reference") is { } known) return known;
            if ((await _intake.WriteAsync(Write.Merge(new Row(keyHash, "request", row.ETag) { ["reference"] = reference }), cancellationToken)).Done) return reference;
        }
    }
}
