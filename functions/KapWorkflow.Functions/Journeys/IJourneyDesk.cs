using KapWorkflow.Core;
using Microsoft.DurableTask.Client;

namespace KapWorkflow.Functions;

/// <summary>Where everything a person asks of a journey goes through: decides, commits, does what cannot wait, answers, rings.</summary>
public interface IJourneyDesk
{
    /// <param name="read">The journey as the person was answered from; what somebody else has committed since is read before it is decided upon.</param>
    Task<CommitOutcome> GiveAsync(LoadedJourney read, Command command, Author by, DurableTaskClient durable, CancellationToken cancellation);

    /// <param name="read">As above.</param>
    /// <param name="task">The task's key in it.</param>
    Task<CommitOutcome> DecideTaskAsync(LoadedJourney read, string task, Command decision, Author by, DurableTaskClient durable, CancellationToken cancellation);

    Task<InquiryAnswer> ReceiveAsync(InquirySubmission submission, DurableTaskClient durable, CancellationToken cancellation);

    /// <summary>Raises the alarm for an inquiry that cannot be received yet: <see cref="InquiryDetails.Unfinished"/>.</summary>
    /// <param name="key">The idempotency key of its page or program; null when there is none.</param>
    Task AlarmAsync(InquiryDetails unfinished, string? key, DurableTaskClient durable, CancellationToken cancellation);

    Task<LoadedJourney?> LoadAsync(JourneyId id, CancellationToken cancellation);
}

/// <param name="IdempotencyKey">As the sender gave it; null when they gave none, and then each submission is one of its own.</param>
/// <param name="BodyHash">Keyed hash of the canonical fields, so that JSON and form with the same content are the same body.</param>
public sealed record InquirySubmission(InquiryDetails Details, string? IdempotencyKey, string BodyHash);

/// <summary>What an inquirer is told. It never reveals whether they wrote before under another key.</summary>
public abstract record InquiryAnswer
{
    private InquiryAnswer()
    {
    }

    /// <param name="Reference">What they may name on the telephone: <see cref="InquiryReference.Of"/>.</param>
    /// <param name="First">False for a repeat under the same idempotency key.</param>
    /// <param name="Crisis">Their words raised an alert: they are shown where help is now.</param>
    public sealed record Received(string Reference, bool First, bool Crisis) : InquiryAnswer;

    /// <summary>The same idempotency key with other content: a mistake of the sender.</summary>
    public sealed record OtherBody : InquiryAnswer;
}
