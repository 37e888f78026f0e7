using System.Globalization;
using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <param name="Weight">The severity in words and its letter: never by a colour alone.</param>
/// <param name="State">What a prescriber found, or that nobody has looked.</param>
public sealed record FlagLine(string Code, string Condition, string Weight, string State, bool Open, IReadOnlyList<string> Because, string Note, string Sources);

public sealed record TestLine(string Name, string State, bool Missing);

/// <param name="Warning">For staff alone.</param>
public sealed record PlanLineView(string Text, string? Warning);

/// <summary>What the clearance rests on, on one plain page section.</summary>
public sealed record ClearanceView(string State, bool InForce)
{
    public IReadOnlyList<string> Suspended { get; init; } = [];

    /// <summary>Told where the decision was made on other data than today's: which.</summary>
    public string? OtherData { get; init; }
    public IReadOnlyList<FlagLine> Flags { get; init; } = [];
    public IReadOnlyList<TestLine> Tests { get; init; } = [];
    public IReadOnlyList<PlanLineView> Plan { get; init; } = [];
    public string PlanState { get; init; } = "";
    public string? Limits { get; init; }
    public IReadOnlyList<string> Reports { get; init; } = [];
}

public static class ClearanceLines
{
    public static ClearanceView? Of(Journey journey, Clinic clinic, Instant now)
    {
        if (journey.CarePath is not { IsKap: true } || (journey.Intake.Forms.Count == 0 && journey.Medical == Medical.None))
            return null;
        var moment = new Moment(now, Author.System, clinic);
        return new ClearanceView(StateOf(journey.Clearance, clinic), journey.Clearance is { HasBothKeys: true, Suspended: null })
        {
            Suspended = [.. journey.Clearance.Suspensions.Select(each => $"{Capital(each.Reason)}, since {Dates.Short(each.Since.At, clinic.Zone)}")],
            OtherData = DecisionData.ChangedSince(journey.Clearance.Snapshot, journey, moment) is { Count: > 0 } changed ? string.Join(", ", changed) : null,
            Flags = [.. Conditions.Of(journey, clinic, now).OrderByDescending(flag => flag.Severity).Select(flag => Line(flag, clinic))],
            Tests = [.. MedicalTests.ForDecision(journey, clinic, now).Select(need => Line(need, PracticeTime.Local(now, clinic.Zone).Date))],
            Plan = [.. journey.Medical.Plan.Lines.Values.Select(Line)],
            PlanState = journey.Medical.Plan is var plan && plan.IsSigned ? $"Signed {Dates.Short(plan.Signed!.At, clinic.Zone)} by {clinic.Find(plan.SignedBy)?.Name}."
                : plan.Lines.IsEmpty && Medication.Signed(journey).IsOpen ? "Nothing is planned, and the client takes nothing."
                : "Not signed as it stands: the client is shown none of it.",
            Limits = journey.Medical.Limits is { } own ? Limits(VitalsLimits.Of(journey, clinic), own) : null,
            Reports = [.. journey.Medical.Reports.Reverse().Select(each => $"{Words.Of(each.Kind)}, {Dates.Short(each.Since.At, clinic.Zone)}: {each.Note}")],
        };
    }

    private static string StateOf(Clearance clearance, Clinic clinic)
    {
        var keys = $"Therapist: {(clearance.Readiness is null ? "not decided" : clearance.Readiness.Ready ? "ready" : "not ready")}. Prescriber: {(clearance.Outcome is { } outcome ? Words.Of(outcome).ToLowerInvariant() : "not decided")}.";
        var cleared = clearance.IsCleared ? string.Create(CultureInfo.InvariantCulture, $" {clearance.AuthorisedDoses} doses in all, to {(clearance.ExpiresOn is { } last ? Dates.Short(last) : "no day")}.{(clearance.Evaluation is { } evaluation ? $" Evaluated: {Words.Of(evaluation).ToLowerInvariant()}." : "")}") : "";
        return $"{keys}{cleared}{(clearance.Suspended is { } since ? $" Suspended since {Dates.Short(since.At, clinic.Zone)}." : "")}";
    }

    private static FlagLine Line(Flag flag, Clinic clinic) => new(
        flag.Code, flag.Condition, WeightOf(flag.Severity),
        flag.Review is { } review ? $"{Words.Of(review.Finding)}, {clinic.Find(review.By)?.Name ?? "a prescriber"}, {Dates.Short(review.Since.At, clinic.Zone)}: {review.Reason}"
            : flag.Severity == Severity.Informs ? "for information"
            : flag.AsksAgain ? "reviewed on other answers: look again" : "nobody has reviewed it",
        !flag.IsSettled, flag.Because, flag.Note, string.Join(", ", flag.Sources));

    public static string WeightOf(Severity severity) => severity switch
    {
        Severity.NoException => "Blocks, no exception (A*)",
        Severity.Blocks => "Blocks (A)",
        Severity.Review => "Needs the prescriber's note (P)",
        _ => "Informs (C)",
    };

    private static TestLine Line(TestNeed need, LocalDate today) => new(
        $"{MedicalTests.NameOf(need.Kind)} ({need.Why})",
        need.Last is not { } last ? "missing"
            : $"{(last.Result is { } result ? Words.Of(result).ToLowerInvariant() : "waived")}, {Dates.Short(last.TakenOn)}{(need.IsMetOn(today) ? need.ValidUntil is { Year: < 9000 } until ? $", counts until {Dates.Short(until)}" : "" : ", does not count any more")}",
        !need.IsMetOn(today));

    private static PlanLineView Line(PlanLine line)
    {
        var medicines = line.Class == MedicineClass.Other ? null : Contraindications.Of(line.Class);
        var what = line.Instruction switch
        {
            MedicineInstruction.Take => "take as ever",
            MedicineInstruction.HoldFrom => string.Create(CultureInfo.InvariantCulture, $"hold from {line.Hours} hours before the session"),
            MedicineInstruction.ResumeAt => string.Create(CultureInfo.InvariantCulture, $"again from {line.Hours} hours after the session's start"),
            _ => "ask before the session",
        };
        return new PlanLineView(
            string.Create(CultureInfo.InvariantCulture, $"{line.Line}. {line.Drug}: {what}.{(line.Note is { } note ? $" {note}" : "")}{(medicines is { Hint.Length: > 0 } ? $" ({medicines.Concern} {medicines.Hint})" : "")}"),
            line.Instruction == MedicineInstruction.HoldFrom && medicines is { DangerousToStop: true } ? $"Stopping {medicines.Name.ToLowerInvariant()} abruptly can be dangerous." : null);
    }

    private static string Limits(VitalsLimits limits, VitalsLimitsSet own) => string.Create(
        CultureInfo.InvariantCulture,
        $"{limits.Systolic}/{limits.Diastolic} mmHg, pulse {limits.PulseMin} to {limits.PulseMax}, oxygen from {limits.Spo2Min} %, below {limits.TemperatureTenths / 10}.{limits.TemperatureTenths % 10} °C. {own.Reason} ({own.Licence})");

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
