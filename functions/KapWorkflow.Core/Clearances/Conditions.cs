using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>A condition that something raised, and what a prescriber found about it since.</summary>
/// <param name="Because">What raised it, in words for staff.</param>
/// <param name="Basis">Stands for exactly that: another answer makes another basis, and the condition asks again.</param>
/// <param name="Review">The finding about this basis; null while there is none.</param>
public sealed record Flag(string Code, string Condition, Severity Severity, IReadOnlyList<string> Because, string Basis, ConditionReview? Review)
{
    public string Note { get; init; } = "";
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>What of it is read off dates and numbers: as long as they stand, it is there.</summary>
    public IReadOnlyList<string> Computed { get; init; } = [];

    public bool IsComputed => Computed.Count > 0;

    /// <summary>It was reviewed before, on other answers than today's.</summary>
    public bool AsksAgain { get; init; }

    /// <summary>Nothing of it stands in the way of a clearance.</summary>
    public bool IsSettled => Severity switch
    {
        Severity.Informs => true,
        Severity.Review => Review is not null,
        Severity.Blocks => Review?.Finding is ConditionFinding.NotPresent or ConditionFinding.AcceptedWithReason,
        _ => Review?.Finding == ConditionFinding.NotPresent,
    };
}

public sealed record ConditionReview(ConditionFinding Finding, string Reason, string Basis, StaffId? By, Stamp Since);

public sealed record NotedCondition(string Note, StaffId? By, Stamp Since);

/// <summary>
/// The contraindications of care-pathway §4.1 and the medicine classes of §4.2, computed from answers, measures, tests and what
/// clinicians noted. The software raises them; people deal with them.
/// </summary>
public static class Conditions
{
    public static IReadOnlyList<Flag> Of(Journey journey, Clinic clinic, Instant now) =>
    [
        .. Contraindications.All
            .Select(row => FlagOf(journey, new Row(row.Code, row.Condition, row.Note, row.Sources, [.. Raised(journey, row, clinic, now)])))
            .Concat(Contraindications.Medicines.Select(each => FlagOf(journey, new Row(each.Code, each.Name, each.Concern, each.Sources, [.. Medication.Raised(journey, each), .. Noted(journey, each.Code, each.Severity)]))))
            .OfType<Flag>(),
    ];

    /// <summary>One reason for each that stands in the way of a clearance.</summary>
    public static Gate Settled(Journey journey, Clinic clinic, Instant now) => Gate.Of("conditions", Of(journey, clinic, now).Where(flag => !flag.IsSettled).Select(flag => new Reason(
        $"condition.{flag.Code}",
        $"{flag.Condition}: {(flag.Review is { Finding: ConditionFinding.Confirmed } ? "confirmed" : flag.AsksAgain ? "reviewed on other answers than today's" : "not reviewed")}.",
        flag.Severity switch
        {
            Severity.NoException => "It allows no exception: the prescriber finds that it is not there, or does not clear.",
            Severity.Blocks => "The prescriber rules it out, or makes an exception with the reason.",
            _ => "The prescriber reviews it and writes why.",
        })));

    public static Decision Decide(Journey journey, Command command, Moment moment) => command switch
    {
        NoteCondition note => Decision.When(
            Gate.Of(
                "condition",
                Gate.Unless(IsKnown(note.Condition), "condition.unknown", "There is no such condition in the practice's list.", "Choose one of the list."),
                Gate.Unless(!string.IsNullOrWhiteSpace(note.Note), "condition.note", "What was seen is missing.", "Write it down."),
                Gate.Unless(journey.CarePath is { IsKap: true }, "condition.early", "The client has not chosen this care path.", "Decide the care path first.")),
            new ConditionNoted(note.Condition, note.Note)),
        ReviewCondition review => Review(journey, review, moment),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    public static Journey Evolve(Journey journey, Recorded recorded) => recorded.Fact switch
    {
        ConditionNoted noted => journey with { Medical = journey.Medical with { Noted = journey.Medical.Noted.SetItem(noted.Code, new NotedCondition(noted.Note, recorded.By.Staff, recorded.Stamp)) } },
        ConditionReviewed reviewed => journey with
        {
            Medical = journey.Medical with { Reviewed = journey.Medical.Reviewed.SetItem(reviewed.Code, new ConditionReview(reviewed.Finding, reviewed.Reason, reviewed.Basis, recorded.By.Staff, recorded.Stamp)) },
        },
        _ => journey,
    };

    internal static bool Raises(Journey journey, string code, Clinic clinic, Instant now) =>
        Contraindications.Find(code) is { } row && Raised(journey, row, clinic, now).Any();

    private static bool IsKnown(string code) => Contraindications.Find(code) is not null || Contraindications.Medicines.Any(each => each.Code == code);

    private static Decision Review(Journey journey, ReviewCondition review, Moment moment)
    {
        var flag = Of(journey, moment.Clinic, moment.Now).FirstOrDefault(each => each.Code == review.Code);
        var gate = Gate.Of(
            "condition",
            Approvals.Licensed(journey, moment),
            Gate.Unless(flag is not null, "condition.not-raised", "Nothing has raised this condition.", "Choose one that is raised, or note it first."),
            Gate.Unless(!string.IsNullOrWhiteSpace(review.Reason), "condition.reason", "The reason is missing.", "Write it down."),
            Gate.Unless(
                flag is not { Severity: Severity.NoException } || review.Finding != ConditionFinding.AcceptedWithReason,
                "condition.no-exception", "This condition allows no exception.", "Rule it out, or confirm it and do not clear."),
            Gate.Unless(
                flag is not { IsComputed: true } || review.Finding != ConditionFinding.NotPresent,
                // Never a note beside it: a reason holds nothing that somebody wrote.
                "condition.computed", $"It is read off what is recorded: {string.Join("; ", flag?.Computed ?? [])}.", "Correct what is wrong there first; the condition goes by itself."));
        return Decision.When(gate, new ConditionReviewed(review.Code, review.Finding, review.Reason, Approvals.LicenceOf(journey, moment), flag?.Basis ?? ""));
    }

    private sealed record Row(string Code, string Condition, string Note, IReadOnlyList<string> Sources, IReadOnlyList<Cue> Cues);

    private static Flag? FlagOf(Journey journey, Row row)
    {
        if (row.Cues.Count == 0)
            return null;
        var severity = row.Cues.Max(cue => cue.Severity);
        var basis = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', row.Cues.Select(cue => cue.Basis).Order(StringComparer.Ordinal).Prepend(severity.ToString())))))[..16];
        var review = journey.Medical.Reviewed.GetValueOrDefault(row.Code);
        return new Flag(row.Code, row.Condition, severity, [.. row.Cues.Select(cue => cue.Words)], basis, review?.Basis == basis ? review : null)
        {
            Note = row.Note,
            Sources = row.Sources,
            Computed = [.. row.Cues.Where(cue => cue.IsComputed).Select(cue => cue.Words)],
            AsksAgain = review is not null && review.Basis != basis,
        };
    }

    private static IEnumerable<Cue> Raised(Journey journey, Contraindication row, Clinic clinic, Instant now)
    {
        Severity Weight(Severity severity) => row.Code == "PS7" && severity == Severity.Review && clinic.Clearance.DissociationBlocks ? Severity.Blocks : severity;
        return row.RaisedBy
            .Select(by => ConditionCues.Of(journey, by, clinic, now) is var (basis, words) && basis.Length > 0 ? new Cue(Weight(by.Severity ?? row.Severity), basis, words) { IsComputed = by.Computed is not null } : null)
            .OfType<Cue>()
            .Concat(Noted(journey, row.Code, Weight(row.Severity)));
    }

    private static IEnumerable<Cue> Noted(Journey journey, string code, Severity severity) => journey.Medical.Noted.TryGetValue(code, out var noted)
        ? [new Cue(severity, string.Create(CultureInfo.InvariantCulture, $"noted:{noted.Since.Sequence}"), $"Noted by a clinician: {noted.Note}")]
        : [];
}

/// <summary>One thing that raises a condition.</summary>
/// <param name="Basis">Changes when what was answered or measured changes.</param>
/// <param name="Words">For staff.</param>
public sealed record Cue(Severity Severity, string Basis, string Words)
{
    public bool IsComputed { get; init; }
}
