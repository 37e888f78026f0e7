using Microsoft.Extensions.Configuration;

namespace KapWorkflow.Functions;

/// <summary>How staff sign in.</summary>
public sealed class StaffOptions
{
    /// <summary><c>WEBSITE_AUTH_ENABLED</c>, which the platform sets: without it nobody's header is believed.</summary>
    public bool AuthenticationEnabled { get; init; }

    /// <summary><c>Staff__TenantId</c>: only accounts of this Entra tenant. Set it unless the app registration is single-tenant.</summary>
    public string? TenantId { get; init; }

    /// <summary><c>Staff__ObjectIds__st_someone</c>: the Entra object id of a member, where the mail address shall not be enough.</summary>
    public IReadOnlyDictionary<string, string> ObjectIds { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public static StaffOptions From(IConfiguration settings) => new()
    {
        AuthenticationEnabled = string.Equals(settings["WEBSITE_AUTH_ENABLED"], "True", StringComparison.OrdinalIgnoreCase),
        TenantId = settings["Staff:TenantId"] is { Length: > 0 } tenant ? tenant : null,
        ObjectIds = settings.GetSection("Staff:ObjectIds").GetChildren().Where(each => each.Value is { Length: > 0 }).ToDictionary(each => each.Key, each => each.Value!, StringComparer.Ordinal),
    };
}
