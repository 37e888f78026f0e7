using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace KapWorkflow.Core;

/// <summary>One dated sentence.</summary>
public sealed record DiaryLine(Instant At, string Text);

/// <summary>
/// A journey told in dated sentences, for clinicians: what happened, what was asked of whom, what was sent.
/// Staff are called by their names; nothing is called by an id.
/// </summary>
public static partial class Diary
{
    private static readonly LocalDateTimePattern WallClock = LocalDateTimePattern.Create("ddd d MMM uuuu, HH:mm", CultureInfo.InvariantCulture);

    public static IReadOnlyList<DiaryLine> Of(IEnumerable<Recorded> facts, Ledger ledger, Clinic clinic)
    {
        var told = facts.OrderBy(each => each.Sequence).ToList();
        var tasks = told.Select(each => each.Fact).OfType<TaskOpened>().ToDictionary(task => task.Key, StringComparer.Ordinal);
        return
        [
            .. told.Select(each => (each.At, Order: 0, each.Sequence, Key: "", Text: Sentence(each, tasks, clinic)))
                .Concat(ledger.Entries.Values.Select(entry => (entry.At, Order: 1, Sequence: 0, entry.Key, Text: Sent(entry))))
                .Where(each => each.Text is not null)
                .OrderBy(each => each.At).ThenBy(each => each.Order).ThenBy(each => each.Sequence).ThenBy(each => each.Key, StringComparer.Ordinal)
                .Select(each => new DiaryLine(each.At, each.Text!)),
        ];
    }

    /// <summary>What became of a message; null for effects that are facts already, and for what never concerned anybody.</summary>
    private static string? Sent(LedgerEntry entry)
    {
        if (entry.Key.Contains(":page:", StringComparison.Ordinal) && entry.State is not (EffectState.NotApplicable or EffectState.Suppressed))
            return entry.FailedToReach || entry.State == EffectState.Postponed ? "A page to the on-call contact failed." : "The on-call contact was paged.";
        if (entry.TextId is not { } id || Text.Find(id) is not { } text || entry.Channel is not { } channel)
            return entry.State == EffectState.Dropped ? "A message was dropped: its time had passed." : null;
        var what = $"{(channel == Channel.Sms ? "Text message" : "E-mail")} to {(text == Text.StaffTask ? "intake" : "the client")}: {Words(text)}";
        return entry.State switch
        {
            EffectState.Accepted or EffectState.Delivered => Ended(what),
            EffectState.Undelivered or EffectState.Failed => $"{Ended(what)} It did not arrive.",
            EffectState.Unknown => $"{Ended(what)} Nobody can tell whether it went out.",
            EffectState.Suppressed when entry.Note is "cap" or "opted-out" => $"{Ended(what)} Not sent: {(entry.Note == "cap" ? "enough text messages for now" : "the client opted out")}.",
            _ => null,
        };
    }

    private static string Ended(string sentence) => sentence.EndsWith('?') ? sentence : $"{sentence}.";

    private static string Who(Author by, Clinic clinic) => by.Kind switch
    {
        AuthorKind.Staff => Name(by.Staff, clinic),
        AuthorKind.Client => "The client",
        AuthorKind.System => "The clock",
        AuthorKind.Provider => "The client, by text,",
        _ => "The website",
    };

    internal static string Name(StaffId? id, Clinic clinic) => clinic.Find(id)?.Name ?? "Somebody no longer at the practice";

    private static string When(Instant at, Clinic clinic) => WallClock.Format(PracticeTime.Local(at, clinic.Zone));

    private static string Day(LocalDate? date) => date is { } day ? LocalDatePattern.Create("ddd d MMM uuuu", CultureInfo.InvariantCulture).Format(day) : "no day";

    internal static string Of(AppointmentRef which) => which.Purpose switch
    {
        AppointmentPurpose.Consultation => "consultation",
        AppointmentPurpose.Preparation => "preparation session",
        AppointmentPurpose.Dosing => string.Create(CultureInfo.InvariantCulture, $"dosing session {which.Number}"),
        AppointmentPurpose.Integration => "integration session",
        _ => "review",
    };

    /// <summary>From <c>ClearedConditional</c> to <c>cleared conditional</c>.</summary>
    internal static string Plain(Enum value) => string.Concat(value.ToString().Select((character, index) =>
        index > 0 && char.IsUpper(character) ? $" {char.ToLowerInvariant(character)}" : char.ToLowerInvariant(character).ToString()));

    internal static string Roles(Role roles) => RoleWords.Of(roles);
}
