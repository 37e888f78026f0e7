using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>Inquirers whom this practice cannot treat: minors, and people where nobody here is licensed. A person speaks with them, and they go somewhere real.</summary>
public static class Elsewhere
{
    public static IEnumerable<Duty> Duties(Journey journey, Inquiry inquiry, Clinic clinic)
    {
        var since = inquiry.Corrected ?? inquiry.Received;
        // Of an inquiry that is not finished neither the age nor the state is known.
        if (journey.CarePath is not null || inquiry.Details.Unfinished == true)
            yield break;
        if (!inquiry.Details.IsAdult)
            yield return Ask("guardian", TaskKind.SpeakWithGuardian);
        else if (!IsLicensedFor(inquiry.Details.State, clinic, since.At))
            yield return Ask("unlicensed", TaskKind.FindLicensedCare);

        Duty Ask(string what, TaskKind task) =>
            Owe.Ask(string.Create(CultureInfo.InvariantCulture, $"inquiry:{since.Sequence}:{what}"), task, since.At, clinic.Business.EndOfDayAfter(since.At, 1), since);
    }

    /// <summary>Whether both keys could be given for a client who lives there.</summary>
    public static bool IsLicensedFor(string state, Clinic clinic, Instant at)
    {
        var day = PracticeTime.Local(at, clinic.Zone).Date;
        return new[] { Role.Therapist, Role.Prescriber }.All(role => clinic.Staff.Any(member => member.Roles.HasFlag(role) && member.LicenceFor(state, day) is not null));
    }
}
