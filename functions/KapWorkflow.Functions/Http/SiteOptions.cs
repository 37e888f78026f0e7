using Microsoft.Extensions.Configuration;

namespace KapWorkflow.Functions;

/// <summary>Where the site stands.</summary>
public sealed class SiteOptions
{
    /// <summary><c>Site__BaseUrl</c>: the address people type, such as https://visits.example.org. Default: the request's own.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>
    /// <c>Site__AddressFrom</c>: <c>connection</c> (default) takes a sender's address from the connection; <c>platform</c> from the
    /// headers that Azure's front end sets and overwrites. On a bare connection anybody could set those.
    /// </summary>
    public bool AddressFromPlatform { get; init; }

    /// <summary><c>Site__InquiriesPerWindow</c>: how many inquiries one address may send in <see cref="RateMinutes"/>. Default 20: families and offices share one.</summary>
    public int InquiriesPerWindow { get; init; } = 20;

    /// <summary><c>Site__RateMinutes</c>. Default 10.</summary>
    public int RateMinutes { get; init; } = 10;

    /// <exception cref="SettingsException">Names every setting that is wrong.</exception>
    public static SiteOptions From(IConfiguration settings)
    {
        var section = settings.GetSection("Site");
        List<string> problems = [];
        Uri? publicUrl = null;
        if (section["BaseUrl"] is { Length: > 0 } text && (!Uri.TryCreate(text, UriKind.Absolute, out publicUrl) || publicUrl.Scheme is not ("https" or "http")))
            problems.Add("Site__BaseUrl is not an http or https address.");
        if (section["AddressFrom"] is { Length: > 0 } from and not ("connection" or "platform"))
            problems.Add($"Site__AddressFrom is {from}: give connection or platform.");
        var options = new SiteOptions
        {
            PublicUrl = publicUrl,
            AddressFromPlatform = section["AddressFrom"] == "platform",
            InquiriesPerWindow = Number("InquiriesPerWindow", 20),
            RateMinutes = Number("RateMinutes", 10),
        };
        return problems.Count == 0 ? options : throw new SettingsException(problems);

        int Number(string name, int otherwise)
        {
            if (section[name] is not { Length: > 0 } given)
                return otherwise;
            if (int.TryParse(given, out var number) && number > 0)
                return number;
            problems.Add($"Site__{name} is not a whole number above zero.");
            return otherwise;
        }
    }
}
