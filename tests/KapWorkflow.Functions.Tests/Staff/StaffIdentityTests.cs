using System.Text;
using System.Text.Json;
using KapWorkflow.Core;
using Microsoft.AspNetCore.Http;

namespace KapWorkflow.Functions.Tests;

public class Signing_in_as_staff
{
    private static readonly StaffOptions Azure = new() { AuthenticationEnabled = true, TenantId = "tenant-1" };

    [Fact]
    public void Takes_the_roles_that_both_Entra_and_the_clinic_give()
    {
        var signedIn = Assert.IsType<StaffSignIn.SignedIn>(Ask(Azure, Principal("theo@example.org", ["therapist", "director"])));
        Assert.Equal((StaffId.Parse("st_theo"), Role.Therapist), (signedIn.Person.Member.Id, signedIn.Person.Roles));
    }

    [Fact]
    public void Believes_nobody_where_the_platform_does_not_check() =>
        Assert.IsType<StaffSignIn.Nobody>(Ask(new StaffOptions { AuthenticationEnabled = false }, Principal("theo@example.org", ["therapist"])));

    [Theory]
    [InlineData("theo@example.org", "prescriber", "tenant-1")]
    [InlineData("theo@example.org", "7", "tenant-1")]
    [InlineData("theo@example.org", "clinician", "tenant-1")]
    [InlineData("theo@example.org", "therapist", "tenant-2")]
    [InlineData("stranger@example.org", "therapist", "tenant-1")]
    public void Knows_a_stranger_by_role_tenant_or_name(string mail, string role, string tenant) =>
        Assert.IsType<StaffSignIn.Stranger>(Ask(Azure, Principal(mail, [role], tenant)));

    [Fact]
    public void Knows_a_person_with_an_object_id_by_that_alone()
    {
        var options = new StaffOptions { AuthenticationEnabled = true, ObjectIds = new Dictionary<string, string>(StringComparer.Ordinal) { ["st_theo"] = "oid-9" } };
        Assert.IsType<StaffSignIn.Stranger>(Ask(options, Principal("theo@example.org", ["therapist"], objectId: "oid-1")));
        Assert.IsType<StaffSignIn.SignedIn>(Ask(options, Principal("new.name@example.org", ["therapist"], objectId: "oid-9")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("e30=")]
    [InlineData("bnVsbA==")]
    [InlineData("eyJjbGFpbXMiOlt7fV19")]
    public void Takes_a_header_that_says_nothing_for_nobody(string header) => Assert.IsType<StaffSignIn.Nobody>(Ask(Azure, header));

    [Fact]
    public void Locally_reads_only_what_the_host_put_beside_the_request()
    {
        var identity = new DevelopmentStaffIdentity(AClinicOf.Portland);
        var http = new DefaultHttpContext();
        http.Request.Headers[EasyAuthStaffIdentity.Header] = Principal("theo@example.org", ["therapist"]);
        http.Request.Headers[DevelopmentStaffIdentity.Item] = "st_theo";
        Assert.IsType<StaffSignIn.Nobody>(identity.Of(http));
        http.Items[DevelopmentStaffIdentity.Item] = "st_theo";
        Assert.Equal("Theo Therapist", Assert.IsType<StaffSignIn.SignedIn>(identity.Of(http)).Person.Member.Name);
        http.Items[DevelopmentStaffIdentity.Item] = "st_nobody";
        Assert.IsType<StaffSignIn.Stranger>(identity.Of(http));
    }

    [Theory]
    [InlineData("same-origin", null, true)]
    [InlineData("none", null, true)]
    [InlineData("cross-site", "https://visits.example.org", false)]
    [InlineData("same-site", "https://visits.example.org", false)]
    [InlineData(null, "https://visits.example.org", true)]
    [InlineData(null, "https://evil.example", false)]
    [InlineData(null, "null", false)]
    [InlineData(null, null, false)]
    public void Takes_a_form_only_from_its_own_pages(string? site, string? origin, bool taken)
    {
        var request = AnHttpRequest.Form("/staff/x", []);
        if (site is not null)
            request.Headers["Sec-Fetch-Site"] = site;
        if (origin is not null)
            request.Headers.Origin = origin;
        Assert.Equal(taken, SameSite.AllowsSignedIn(request, new SiteOptions()));
    }

    private static StaffSignIn Ask(StaffOptions options, string header)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers[EasyAuthStaffIdentity.Header] = header;
        return new EasyAuthStaffIdentity(AClinicOf.Portland, options).Of(http);
    }

    private static string Principal(string mail, IEnumerable<string> roles, string tenant = "tenant-1", string objectId = "oid-0")
    {
        var claims = roles.Select(role => new { typ = "roles", val = role })
            .Append(new { typ = "preferred_username", val = mail })
            .Append(new { typ = "tid", val = tenant })
            .Append(new { typ = "oid", val = objectId });
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { auth_typ = "aad", name_typ = "name", role_typ = "roles", claims })));
    }
}
