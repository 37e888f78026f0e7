using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>One thing the practice owes, or has done.</summary>
public sealed record DutyLine(string Key, string Due, string What, string State, bool Late);

/// <summary>What was done for a journey and what is to come, from the same duties that the clock performs.</summary>
public static class DutyLines
{
    /// <summary>How far ahead the page looks.</summary>
    public static readonly Duration Ahead = Duration.FromDays(60);

    public static IReadOnlyList<DutyLine> ToCome(LoadedJourney loaded, Clinic clinic, Instant now) =>
    [
        .. Pathway.Duties(loaded.Journey, loaded.Ledger, clinic, now + Ahead)
            .Where(duty => !loaded.Ledger.IsSettled(duty.Key) && (duty.Action is not DutyAction.Ask || loaded.Journey.Tasks.Find(duty.Key) is null))
            .OrderBy(duty => duty.Due)
            .Select(duty => new DutyLine(duty.Key, Dates.Short(duty.Due, clinic.Zone), What(loaded.Journey, duty), Waiting(loaded.Ledger.Find(duty.Key)), duty.Due < now)),
    ];

    public static IReadOnlyList<DutyLine> Done(LoadedJourney loaded, Clinic clinic) =>
    [
        // What was recorded or asked stands among the facts.
        .. loaded.Ledger.Entries.Values.Where(entry => entry.IsSettled && entry.State != EffectState.NotApplicable && (IsMessage(entry) || IsLate(entry)))
            .OrderByDescending(entry => entry.At)
            .Select(entry => new DutyLine(entry.Key, Dates.Short(entry.At, clinic.Zone), What(loaded.Journey, entry), State(entry), IsLate(entry))),
    ];

    public static string What(Journey journey, Duty duty) => Capital(DutyWords.Of(journey, duty));

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static bool IsMessage(LedgerEntry entry) => entry.TextId is not null || entry.Channel is not null;

    private static bool IsLate(LedgerEntry entry) => entry.State is EffectState.Failed or EffectState.Undelivered or EffectState.Dropped or EffectState.Unknown;

    private static string What(Journey journey, LedgerEntry entry) => entry switch
    {
        { Channel: Channel.Pager } => "Page to the on-call contact",
        { TextId: { } text } => $"{(entry.Channel is { } channel ? Words.Of(channel) : "Message")}: {Named(text)}",
        { Channel: { } channel } => Words.Of(channel),
        _ => journey.Tasks.Find(entry.Key) is { } task ? $"Task: {TaskCatalogue.Of(task.Kind).Title}" : "A message or a step whose time had passed",
    };

    private static string Waiting(LedgerEntry? entry) => entry?.State switch
    {
        EffectState.Claimed => "being sent",
        EffectState.Postponed => "tried, again soon",
        _ => "planned",
    };

    private static string State(LedgerEntry entry) => entry.Note is { } note ? $"{Words.Of(entry.State)} ({Words.OfNote(note)})" : Words.Of(entry.State);

    private static string Named(string textId) => Text.Find(textId) is { } text ? Diary.Words(text) : textId;
}
