using System.Text;
using System.Text.Json;
using KapWorkflow.Core;
using Microsoft.AspNetCore.Http;

namespace KapWorkflow.Functions;

/// <summary>
/// Entra ID through App Service authentication. The platform strips the header from what comes in and writes its own, so it is believed
/// only where that platform runs. A person holds a role when both say so: the app role assigned in Entra and clinic.json, which also
/// knows the licence. Taking it away in either place is enough; neither alone can hand it out.
/// </summary>
public sealed class EasyAuthStaffIdentity(Clinic clinic, StaffOptions options) : IStaffIdentity
{
    public const string Header = "X-MS-CLIENT-PRINCIPAL";
    private static readonly string[] MailClaims = ["preferred_username", "email", "upn", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn"];
    private static readonly string[] TenantClaims = ["tid", "http://schemas.microsoft.com/identity/claims/tenantid"];
    private static readonly string[] ObjectClaims = ["oid", "http://schemas.microsoft.com/identity/claims/objectidentifier"];

    public string SignOutUrl => "/.auth/logout?post_logout_redirect_uri=/";

    public StaffSignIn Of(HttpContext http)
    {
        if (!options.AuthenticationEnabled || Principal.Parse(http.Request.Headers[Header].ToString()) is not { } principal)
            return new StaffSignIn.Nobody();
        if (options.TenantId is { } tenant && !principal.Has(TenantClaims, tenant))
            return new StaffSignIn.Stranger();
        if (MemberOf(principal) is not { } member)
            return new StaffSignIn.Stranger();
        var roles = principal.Roles.Aggregate(Role.None, (all, role) => all | role) & member.Roles;
        return roles == Role.None ? new StaffSignIn.Stranger() : new StaffSignIn.SignedIn(new StaffPerson(member, roles));
    }

    public string SignInUrl(string back) => $"/.auth/login/aad?post_login_redirect_uri={Uri.EscapeDataString(back)}";

    /// <summary>Whoever has an object id in the settings is known by that alone, for mail addresses can be given to somebody else.</summary>
    private StaffMember? MemberOf(Principal principal)
    {
        var named = clinic.Staff.FirstOrDefault(member => options.ObjectIds.TryGetValue(member.Id.Value, out var id) && principal.Has(ObjectClaims, id));
        return named ?? clinic.Staff.FirstOrDefault(member =>
            !options.ObjectIds.ContainsKey(member.Id.Value) && member.Email is { Length: > 0 } mail && principal.Has(MailClaims, mail));
    }

    /// <summary>What the platform says of whoever signed in.</summary>
    private sealed record Principal(IReadOnlyList<(string Type, string Value)> Claims, string RoleType)
    {
        private const int MaxHeader = 64 * 1024;

        public IEnumerable<Role> Roles => Claims
            .Where(claim => claim.Type == RoleType || claim.Type == "roles")
            .Select(claim => Inputs.TryEnum<Role>(claim.Value, out var role) && int.PopCount((int)role) == 1 ? role : Role.None);

        public bool Has(string[] types, string value) =>
            Claims.Any(claim => types.Contains(claim.Type, StringComparer.Ordinal) && claim.Value.Equals(value, StringComparison.OrdinalIgnoreCase));

        public static Principal? Parse(string header)
        {
            var bytes = new byte[Math.Min(header.Length, MaxHeader)];
            if (header.Length is 0 or > MaxHeader || !Convert.TryFromBase64String(header, bytes, out var length))
                return null;
            try
            {
                using var json = JsonDocument.Parse(bytes.AsMemory(0, length));
                var root = json.RootElement;
                var claims = root.GetProperty("claims").EnumerateArray()
                    .Select(claim => (claim.GetProperty("typ").GetString() ?? "", claim.GetProperty("val").GetString() ?? ""))
                    .ToList();
                return new Principal(claims, root.TryGetProperty("role_typ", out var type) ? type.GetString() ?? "roles" : "roles");
            }
            catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or DecoderFallbackException)
            {
                return null;
            }
        }
    }
}
