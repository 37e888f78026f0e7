using System.Collections.Immutable;
using System.Globalization;

namespace KapWorkflow.Core;

/// <summary>
/// Messages that no rule understood, which one task asks a person to read: whatever comes while it is open joins it, and its deadline
/// stays that of the first.
/// </summary>
public sealed record Unread(ImmutableList<Stamp> Messages)
{
    public bool IsRead { get; init; }
    public Stamp First => Messages[0];
    public Stamp Last => Messages[^1];

    /// <summary>Of its task.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"message:{First.Sequence}:read");

    public string Title => Messages.Count == 1 ? "Read a message from the client" : string.Create(CultureInfo.InvariantCulture, $"Read {Messages.Count} messages from the client");

    /// <summary>What the task asks to read, also when it was opened a second time.</summary>
    public static Unread? Of(Journey journey, string task) => journey.MessagesToRead.Find(each => task == each.Key || task.StartsWith(each.Key + ":", StringComparison.Ordinal));

    /// <summary>A task that sleeps until another day wakes for nobody: what comes meanwhile has one of its own.</summary>
    internal static ImmutableList<Unread> With(Journey journey, Stamp message) =>
        journey.MessagesToRead is [.., { IsRead: false } last] && journey.Tasks.Find(last.Key)?.FollowUp is null
            ? journey.MessagesToRead.Replace(last, last with { Messages = last.Messages.Add(message) })
            : journey.MessagesToRead.Add(new Unread([message]));

    /// <summary>Whoever says that all is read has seen all of it.</summary>
    internal static Reason? Unseen(Journey journey, StaffTask task, int? seen) => Gate.Unless(
        seen is not { } upTo || Of(journey, task.Key) is not { } unread || unread.Last.Sequence <= upTo,
        "message.more", "Another message came meanwhile.", "Read it too, then mark the task done.");
}
