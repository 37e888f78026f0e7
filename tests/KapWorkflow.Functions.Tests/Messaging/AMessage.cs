using System.Collections.Immutable;
using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions.Tests;

/// <summary>A practice, and a client in another time zone, as messages see them.</summary>
internal static class AMessage
{
    public static readonly Uri Link = new("https://start.northside-office.test/c/AbCdEfGhIjKlMnOpQrStUv");

    /// <summary>Tuesday, December 1, 2026, 2:00 PM in Denver; 4:00 PM in New York.</summary>
    public static readonly Instant Start = Instant.FromUtc(2026, 12, 1, 21, 0);

    public static readonly Clinic Clinic = new()
    {
        PracticeName = "Northside Practice",
        Brand = "Northside Office",
        Phone = "(555) 010-2040",
        TimeZone = "America/Denver",
    };

    /// <summary>The same practice when its staff speak that language first.</summary>
    public static Clinic ClinicIn(string language) => Clinic with { Messaging = new MessagingSettings { Languages = language == "es" ? ["es", "en"] : ["en", "es"] } };

    public static MessageComposer Composer(EmailMode mode = EmailMode.PortalLinkOnly) => new(new MessagingOptions { EmailMode = mode });

    public static Journey Journey(string language = "en", string firstName = "Zebulon", string zone = "America/Denver") => new(AJourneyId.Number(1))
    {
        Sequence = 1,
        Contact = new Contact(language, zone, "zebulon@example.test", "+15550102041") { FirstName = firstName, SmsConsent = true },
        Appointments = new Appointments(Enum.GetValues<AppointmentPurpose>().Select(AppointmentOf).ToImmutableSortedDictionary(each => each.Which.ToString(), each => each, StringComparer.Ordinal)),
    };

    /// <summary>The duty's action as the pathway makes it: about the appointment that the text is about.</summary>
    public static DutyAction.Tell Tell(Text text, Channel channel) => new(
        text == Text.StaffTask ? new Audience.StaffOf(Role.Intake) : Audience.TheClient, text, channel, PurposeOf(text) is { } purpose ? new AppointmentRef(purpose, 1) : null);

    public static IEnumerable<(Text Text, Channel Channel)> Everything => Text.All.SelectMany(text => new[]
    {
        (text, Channel.Email, Has: text.Email),
        (text, Channel.Sms, Has: text.Sms),
    }).Where(each => each.Has).Select(each => (each.text, each.Item2));

    private static AppointmentPurpose? PurposeOf(Text text) => text.Id.Split('-')[0] switch
    {
        "consultation" => AppointmentPurpose.Consultation,
        "preparation" when text != Text.PreparationPacket => AppointmentPurpose.Preparation,
        "session" or "escort" or "visit" when text != Text.SessionAfter && text != Text.SessionEvening => AppointmentPurpose.Dosing,
        "integration" when text != Text.IntegrationMissed => AppointmentPurpose.Integration,
        _ => null,
    };

    private static Appointment AppointmentOf(AppointmentPurpose purpose)
    {
        var since = new Stamp(1, Start - Duration.FromDays(10));
        return new Appointment(new AppointmentRef(purpose, 1), 1, Start, Start + Duration.FromMinutes(50), StaffId.Parse("st_lee")) { Since = since, StateSince = since, Modality = purpose == AppointmentPurpose.Consultation ? Modality.Telehealth : Modality.InPerson };
    }
}
