#nullable disable
using System.Globalization;
using Twilio.Base;
using Twilio.Types;

namespace Twilio.Rest.Api.V2010.Account;

public class CreateMessageOptions : IOptions<MessageResource>
{
    public CreateMessageOptions(PhoneNumber to) => To = to;

    public PhoneNumber To { get; }

    public string PathAccountSid { get; set; }

    public PhoneNumber From { get; set; }

    public string MessagingServiceSid { get; set; }

    public string Body { get; set; }

    public Uri StatusCallback { get; set; }

    public List<KeyValuePair<string, string>> GetParams() =>
        Parameters.Of(("To", To?.ToString()), ("From", From?.ToString()), ("MessagingServiceSid", MessagingServiceSid), ("Body", Body), ("StatusCallback", StatusCallback?.AbsoluteUri));
}

public class ReadMessageOptions : ReadOptions<MessageResource>
{
    public string PathAccountSid { get; set; }

    public PhoneNumber To { get; set; }

    public PhoneNumber From { get; set; }

    public DateTime? DateSent { get; set; }

    public DateTime? DateSentBefore { get; set; }

    public DateTime? DateSentAfter { get; set; }

    public override List<KeyValuePair<string, string>> GetParams() => Parameters.Of(
        ("To", To?.ToString()), ("From", From?.ToString()), ("DateSent", Moment(DateSent)),
        ("DateSent<", DateSent is null ? Moment(DateSentBefore) : null), ("DateSent>", DateSent is null ? Moment(DateSentAfter) : null),
        ("PageSize", PageSize?.ToString(CultureInfo.InvariantCulture)));

    private static string Moment(DateTime? time) => time?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

internal static class Parameters
{
    public static List<KeyValuePair<string, string>> Of(params (string Name, string Value)[] all) =>
        [.. all.Where(each => each.Value is not null).Select(each => KeyValuePair.Create(each.Name, each.Value))];
}
