using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>The escort does not come, and the client is not well enough to go alone.</summary>
public sealed record EscortMissing(AppointmentRef Which) : Fact;

public sealed record EscortNamed(AppointmentRef Which, string EscortName, string EscortPhone) : Fact;

[Command("report-escort-missing", "Report that the escort does not come", Role.Clinician)]
public sealed record ReportEscortMissing(AppointmentRef Which) : Command;

[Command("name-escort", "Name another escort", Role.Intake | Role.Clinician | Role.Director)]
public sealed record NameEscort(AppointmentRef Which, string EscortName, string EscortPhone) : Command;

/// <summary>Nobody who had a dose goes home alone, and no signature changes that (care-pathway §2.4, §11): staff find somebody, by a clock.</summary>
public static class Escorts
{
    private static readonly Duration ToCall = Duration.FromMinutes(15);

    public static Decision Decide(Cycle cycle, Command command) => command switch
    {
        ReportEscortMissing missing => cycle.EscortMissing is not null
            ? Decision.Record()
            : Decision.When(Gate.Of("escort", Waits(cycle)), new EscortMissing(missing.Which)),
        NameEscort named => Decision.When(
            Gate.Of(
                "escort",
                Waits(cycle),
                Gate.Unless(!string.IsNullOrWhiteSpace(named.EscortName), "escort.name", "The name is missing.", "Write it down."),
                Gate.Unless(!string.IsNullOrWhiteSpace(named.EscortPhone), "escort.phone", "The telephone number is missing.", "Write it down.")),
            new EscortNamed(named.Which, named.EscortName, named.EscortPhone)),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    public static IEnumerable<Duty> Duties(Cycle cycle, Clinic clinic)
    {
        if (cycle is not { EscortMissing: { } missing, Discharged: null })
            yield break;
        var key = string.Create(CultureInfo.InvariantCulture, $"{cycle.Which}:escort:{missing.Sequence}");
        var director = missing.At + Duration.FromMinutes(clinic.Dosing.EscortDirectorMinutes);
        yield return Owe.Ask($"{key}:find", TaskKind.FindEscort, missing.At, missing.At + ToCall, missing) with { About = cycle.Which.ToString(), Always = true, Safety = true };
        yield return Owe.Ask($"{key}:director", TaskKind.EscortStillMissing, director, director + ToCall, missing) with { About = cycle.Which.ToString(), Always = true, Safety = true };
    }

    private static Reason? Waits(Cycle cycle) => Gate.Unless(
        cycle is { Dosed: not null, Discharged: null }, "session.not-recovering", "There is nobody here who had a dose in this session.", "Choose the session after whose dose the client is still here.");
}
