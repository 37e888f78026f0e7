using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>What trying other settings came to: their problems, or what they would change. Nothing is changed by it.</summary>
/// <param name="Problems">Of the file, each as <c>path: what must be</c>; nothing was tried then.</param>
/// <param name="Journeys">Journeys that were looked at.</param>
/// <param name="Changed">Those that would change.</param>
/// <param name="Left">Journeys beyond the most that are looked at here, or that could not be read.</param>
public sealed record TrialResult(string? Version, IReadOnlyList<string> Problems, int Journeys, IReadOnlyList<ChangedJourney> Changed, int Left);

/// <param name="Name">Of the client, for whoever is signed in.</param>
public sealed record ChangedJourney(JourneyId Journey, string Name, IReadOnlyList<DutyChange> Duties, IReadOnlyList<GateChange> Gates);

/// <summary>Tries a changed clinic.json on every journey that is not over.</summary>
public sealed class SettingsTrial(IJourneyStore journeys, Clinic clinic, IClock clock)
{
    private const int Most = 500;

    public async Task<TrialResult> TryAsync(string json, CancellationToken cancellation)
    {
        var (read, problems) = ClinicJson.Read(json);
        if (read is null)
            return new TrialResult(null, problems, 0, [], 0);
        var other = ClinicFile.InPlaceOf(clinic, read);
        var now = clock.GetCurrentInstant();
        var changed = new List<ChangedJourney>();
        var (looked, left) = (0, 0);
        await foreach (var glance in journeys.GlanceAsync(cancellation))
        {
            if (looked == Most || await journeys.LoadForPlanAsync(glance.Id, null, cancellation) is not { } loaded)
            {
                left++;
                continue;
            }
            if (loaded.Journey.Standing.IsClosed && glance.IsOver)
                continue;
            looked++;
            var change = DryRun.Of(loaded.Journey, loaded.Ledger, clinic, other, now);
            if (change.IsAny)
                changed.Add(new ChangedJourney(glance.Id, JourneyPages.NameOf(loaded.Journey), change.Duties, change.Gates));
        }
        return new TrialResult(other.Version, [], looked, changed, left);
    }
}
