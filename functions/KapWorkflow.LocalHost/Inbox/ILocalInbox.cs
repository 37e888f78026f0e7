using NodaTime;

namespace KapWorkflow.LocalHost;

/// <summary>Every e-mail and text that a person would have received.</summary>
public interface ILocalInbox
{
    /// <summary>In the order in which they were sent, oldest first.</summary>
    IReadOnlyList<InboxMessage> All { get; }

    /// <summary>A message whose id is there already takes the place of the earlier one: that is how a status changes.</summary>
    void Add(InboxMessage message);
}

/// <param name="Id">The provider's id of it.</param>
/// <param name="Channel"><c>email</c>, <c>sms</c> or <c>pager</c>.</param>
/// <param name="To">The address or number.</param>
/// <param name="Person">Who that is, when the message said so.</param>
/// <param name="Status">In the provider's words: <c>accepted</c>, <c>delivered</c>, <c>undelivered</c>.</param>
/// <param name="MessageId">The sender's own id of it, or empty when it gave none.</param>
public sealed record InboxMessage(
    string Id, string Channel, string To, string? Person, string? Subject, string Text, Instant At, string Status, string MessageId);
