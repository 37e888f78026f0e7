using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>A client who came by a link of theirs that is good now.</summary>
/// <param name="Purpose">The one thing the link is for; withdrawing is always possible.</param>
/// <param name="Appointment">For a link about one appointment: which.</param>
public sealed record ClientVisit(string Token, LoadedJourney Loaded, LinkPurpose Purpose, AppointmentRef? Appointment, string Language)
{
    public Journey Journey => Loaded.Journey;

    public bool SeesForms => Purpose != LinkPurpose.Appointment;

    public bool Sees(Appointment appointment) => Purpose != LinkPurpose.Appointment || Appointment is null || appointment.Which == Appointment;

    public string Say(string english, string spanish) => Language == "es" ? spanish : english;

    public string OtherLanguage => Language == "es" ? "en" : "es";

    public string UrlOf(string act = "") => $"/c/{Token}{(act.Length > 0 ? "/" : "")}{act}?lang={Language}";

    /// <summary>What is not known to be wider is for appointments only.</summary>
    public static (LinkPurpose Purpose, AppointmentRef? Appointment) Read(string purpose)
    {
        var words = purpose.Split(':', 2);
        var kind = Inputs.TryEnum<LinkPurpose>(words[0], out var known) ? known : LinkPurpose.Appointment;
        try
        {
            return (kind, words.Length == 2 ? AppointmentRef.Parse(words[1]) : null);
        }
        catch (FormatException)
        {
            return (kind, null);
        }
    }
}
