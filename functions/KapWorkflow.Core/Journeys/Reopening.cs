using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>What a reopened journey still stands on, and what has to be asked again (care-pathway §4.5): told to whoever decides with the client how it goes on.</summary>
public sealed record Reopening(IReadOnlyList<string> Stands, IReadOnlyList<string> AskAgain)
{
    public static Reopening Of(Journey journey, Clinic clinic, Instant now)
    {
        List<string> stands = [];
        List<string> again = [];
        var today = PracticeTime.Local(now, clinic.Zone).Date;
        Sort(journey.CarePath is { IsFinal: true }, journey.CarePath is not null, "the care path");
        var unsigned = journey.Intake.MissingConsents(clinic).Count();
        Sort(unsigned == 0, journey.Intake.Consents.Count > 0, unsigned == 0 ? "the consents" : string.Create(CultureInfo.InvariantCulture, $"{unsigned} of the consents"));
        foreach (var measure in IntakePacket.BaselineMeasures.Where(measure => journey.Intake.Latest(measure) is not null))
            Sort(journey.Intake.IsFresh(measure, now, Duration.FromDays(clinic.Dosing.BaselineMeasureDays)), true, FormLibrary.Of(measure).In("en"));
        var clearance = journey.Clearance;
        Sort(clearance is { IsCleared: true, Suspended: null } && today <= clearance.ExpiresOn, clearance.Decided is not null, "the medical clearance");
        Sort(clearance.Readiness is { Ready: true } && clearance.Suspended is null, clearance.Readiness is not null, "the readiness");
        Sort(journey.Contact.MayBeMailed, journey.Contact.Email is not null, "leave to send e-mails");
        Sort(journey.Contact.MayBeTexted, journey.Contact.Phone is not null, "leave to send text messages");
        return new Reopening(stands, again);

        void Sort(bool holds, bool known, string what)
        {
            if (known)
                (holds ? stands : again).Add(what);
        }
    }

    /// <summary>A client who was away for longer is looked at by the prescriber before anything goes on: nobody asked about their health meanwhile.</summary>
    public static bool IsLong(Journey journey, Moment moment) =>
        journey.Standing.Since is { } closed && moment.Now - closed.At > Duration.FromDays(moment.Clinic.Clearance.AwayDays);
}
