using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>Inquirers whom this practice cannot treat: minors, and people where nobody here is licensed. A person speaks with them, and they go somewhere real.</summary>
public static class Elsewhere
{
    public static IEnumerable<Duty> Duties(Journey journey, Inquiry inquiry, Clinic clinic)
    {
        var corrected = inquiry.Corrected ?? inquiry.Received;
        if (IsMinor(journey))
            yield return Ask("guardian", TaskKind.SpeakWithGuardian, inquiry.MinorSince!);
        // Of an inquiry that is not finished neither the age nor the state is known.
        else if (journey.CarePath is null && inquiry is { MinorSince: null, Details.Unfinished: not true } && !IsLicensedFor(inquiry.Details.State, clinic, corrected.At))
            yield return Ask("unlicensed", TaskKind.FindLicensedCare, corrected);

        Duty Ask(string what, TaskKind task, Stamp since) =>
            Owe.Ask(string.Create(CultureInfo.InvariantCulture, $"inquiry:{since.Sequence}:{what}"), task, since.At, clinic.Business.EndOfDayAfter(since.At, 1), since);
    }

    /// <summary>However it came to be known, and however far they are on the way. Who goes on elsewhere is handed over there.</summary>
    public static bool IsMinor(Journey journey) => journey is { Inquiry.MinorSince: not null, CarePath: null or { IsOtherCare: false } };

    /// <summary>The inquiry, with the moment since which it is known to be about a minor. Of one that is not finished the age is not known.</summary>
    internal static Inquiry Aged(Inquiry inquiry, Stamp now) => inquiry with { MinorSince = inquiry.Details is { IsAdult: false, Unfinished: not true } ? inquiry.MinorSince ?? now : null };

    /// <summary>Whether both keys could be given for a client who lives there.</summary>
    public static bool IsLicensedFor(string state, Clinic clinic, Instant at)
    {
        var day = PracticeTime.Local(at, clinic.Zone).Date;
        return new[] { Role.Therapist, Role.Prescriber }.All(role => clinic.Staff.Any(member => member.Roles.HasFlag(role) && member.LicenceFor(state, day) is not null));
    }
}
