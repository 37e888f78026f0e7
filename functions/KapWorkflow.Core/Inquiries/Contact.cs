using NodaTime;

namespace KapWorkflow.Core;

/// <summary>How, when and in which language a client may be reached.</summary>
public sealed record Contact(string Language, string TimeZone, string? Email, string? Phone)
{
    public static Contact Unknown { get; } = new("en", "Etc/UTC", null, null);

    public string FirstName { get; init; } = "";

    /// <summary>Consent given by the client in person or on the form, for this number; never by a third party.</summary>
    public bool SmsConsent { get; init; }
    public Stamp? SmsStopped { get; init; }
    public Stamp? EmailStopped { get; init; }
    public EmailStop? EmailStop { get; init; }

    /// <summary>Since when this address is the client's.</summary>
    public Stamp? EmailSince { get; init; }

    /// <summary>False while all we have is what somebody else typed: their address gets nothing about the client (care-pathway §0.4).</summary>
    public bool IsClients { get; init; } = true;

    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone) ?? DateTimeZone.Utc;

    public bool MayBeTexted => Phone is not null && SmsConsent && SmsStopped is null;
    public bool MayBeMailed => Email is not null && EmailStopped is null;

    public bool MayBeReachedBy(Channel channel) => channel == Channel.Sms ? MayBeTexted : MayBeMailed;
}
