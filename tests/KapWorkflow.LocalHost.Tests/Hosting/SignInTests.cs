using System.Net;
using KapWorkflow.Core;
using Microsoft.Extensions.DependencyInjection;

namespace KapWorkflow.LocalHost.Tests;

public class The_development_sign_in
{
    private static readonly Uri Who = new("/who", UriKind.Relative);

    [Fact]
    public async Task Lists_the_clinics_staff_with_their_roles()
    {
        await using var clinic = await ServingAsync();

        var page = await clinic.Http.GetStringAsync(new Uri("/local/sign-in?back=/staff/tasks", UriKind.Relative));

        Assert.Contains("<button name=\"staff\" value=\"st_noor\">Noor &lt;Ahmed&gt;</button> therapist, director", page, StringComparison.Ordinal);
        Assert.Contains("name=\"back\" value=\"/staff/tasks\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_the_app_who_it_is_until_signing_out()
    {
        await using var clinic = await ServingAsync();
        using var browser = clinic.NewHttp(keepCookies: true);

        using var signedIn = await PostAsync(browser, "/local/sign-in", ("staff", "st_noor"));
        var during = await browser.GetStringAsync(Who);
        using var signedOut = await PostAsync(browser, "/local/sign-out");
        var after = await browser.GetStringAsync(Who);

        Assert.Equal((HttpStatusCode.SeeOther, "/staff"), (signedIn.StatusCode, signedIn.Headers.Location?.ToString()));
        Assert.Equal(("st_noor|", "|"), (during, after));
    }

    [Fact]
    public async Task Takes_nobody_whom_the_clinic_does_not_name()
    {
        await using var clinic = await ServingAsync();

        using var answer = await PostAsync(clinic.Http, "/local/sign-in", ("staff", "st_mallory"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("x-kap-staff", "st_noor", "st_noor|")]
    [InlineData("x-kap-staff", "Noor; st_noor", "|")]
    [InlineData("Cookie", "kap-staff=st_noor", "|")]
    [InlineData("X-MS-CLIENT-PRINCIPAL", "eyJ9", "|")]
    [InlineData("x-ms-client-principal-id", "st_noor", "|")]
    public async Task Believes_a_programs_header_and_no_forged_cookie_or_principal(string header, string value, string expected)
    {
        await using var clinic = await ServingAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, Who);
        request.Headers.TryAddWithoutValidation(header, value);

        using var answer = await clinic.Http.SendAsync(request);

        Assert.Equal(expected, await answer.Content.ReadAsStringAsync());
    }

    private static Task<LocalClinic> ServingAsync() => LocalClinic.StartAsync(new LocalClinicOptions
    {
        Tables = new InMemoryTables(),
        FunctionTypes = [typeof(ServedFunctions)],
        ConfigureServices = static services => services.AddSingleton<Noticed>().AddSingleton<Func<Clinic>>(() => new Clinic
        {
            PracticeName = "A practice",
            Brand = "A practice",
            Phone = "+15005550000",
            TimeZone = "America/New_York",
            Staff = [new StaffMember(StaffId.Parse("st_noor"), "Noor <Ahmed>", Role.Therapist | Role.Director)],
        }),
    });

    private static Task<HttpResponseMessage> PostAsync(HttpClient http, string path, params (string Name, string Value)[] fields) =>
        http.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
}
