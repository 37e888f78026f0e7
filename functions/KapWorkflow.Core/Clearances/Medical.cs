using System.Collections.Immutable;

namespace KapWorkflow.Core;

/// <summary>What the prescriber's decision rests on beside the client's answers, and what was decided about it (care-pathway §4).</summary>
public sealed record Medical
{
    public static Medical None { get; } = new();

    /// <summary>Null: the practice's own limits hold.</summary>
    public VitalsLimitsSet? Limits { get; init; }

    public ImmutableList<TestDone> Tests { get; init; } = [];

    /// <summary>By code.</summary>
    public ImmutableDictionary<string, NotedCondition> Noted { get; init; } = ImmutableDictionary.Create<string, NotedCondition>(StringComparer.Ordinal);

    /// <summary>The last finding about each, by code.</summary>
    public ImmutableDictionary<string, ConditionReview> Reviewed { get; init; } = ImmutableDictionary.Create<string, ConditionReview>(StringComparer.Ordinal);

    public MedicationPlan Plan { get; init; } = MedicationPlan.None;

    /// <summary>When urinary symptoms were last reported, as long as no later answer says that there are none.</summary>
    public Stamp? Urinary { get; init; }

    /// <summary>Sessions held for blood pressure.</summary>
    public ImmutableList<Stamp> Held { get; init; } = [];

    public ImmutableList<ReportedNews> Reports { get; init; } = [];

    /// <summary>Before the packet keeps what is new: what a form changes is told by what it had said before.</summary>
    public static Journey Evolve(Journey journey, Recorded recorded)
    {
        var next = VitalsLimits.Evolve(journey, recorded);
        next = MedicalTests.Evolve(next, recorded);
        next = Conditions.Evolve(next, recorded);
        next = Medication.Evolve(next, recorded);
        return recorded.Fact switch
        {
            SessionHeld { ForPressure: true } => next with { Medical = next.Medical with { Held = next.Medical.Held.Add(recorded.Stamp) } },
            ChangeReported change => next with { Medical = next.Medical with { Reports = next.Medical.Reports.Add(new ReportedNews(change.Kind, change.Note, recorded.By.Staff, recorded.Stamp)), Urinary = change.Kind == ReportedChange.UrinarySymptoms ? recorded.Stamp : next.Medical.Urinary } },
            FormSubmitted { Form: FormKind.Urinary or FormKind.Checkin } form => next with { Medical = next.Medical with { Urinary = After(next.Medical.Urinary, form, recorded.Stamp) } },
            _ => next,
        };
    }

    /// <summary>A check-in asks one question about it, the form about the bladder several: the last word counts.</summary>
    private static Stamp? After(Stamp? before, FormSubmitted form, Stamp now)
    {
        var asked = SuspensionRules.Answers.Where(each => each.Form == form.Form && each.Trigger == SuspensionTrigger.UrinarySymptoms && form.Answers.ContainsKey(each.Question)).ToList();
        return asked.Count == 0 ? before : asked.Exists(each => form.Answers[each.Question] == each.Is) ? now : null;
    }
}

/// <summary>What staff reported between visits.</summary>
public sealed record ReportedNews(ReportedChange Kind, string Note, StaffId? By, Stamp Since);
