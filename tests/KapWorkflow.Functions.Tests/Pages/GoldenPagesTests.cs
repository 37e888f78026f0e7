using System.Text.RegularExpressions;
using KapWorkflow.Core;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Testing;

namespace KapWorkflow.Functions.Tests;

/// <summary>What people see, kept as files that people have read.</summary>
public partial class Pages_as_approved
{
    private static readonly Clinic Clinic = AClinicOf.Portland;
    private readonly FakeClock _clock = new(Instant.FromUtc(2026, 12, 1, 18, 0));
    private readonly PageRenderer _renderer = new(Clinic, new SiteAssets());

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public async Task The_practices_page(string language)
    {
        var page = await new InquiryPages(_renderer, Clinic).FormAsync(AnHttpRequest.Get($"/?lang={language}"), whole: true);
        await HoldsAsync($"practice.{language}", page);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public async Task The_thanks_for_an_inquiry(string language) =>
        await HoldsAsync($"thanks.{language}", await new InquiryPages(_renderer, Clinic).ThanksAsync(AnHttpRequest.Get($"/inquiry/thanks?lang={language}")));

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public async Task A_clients_overview_with_forms_to_fill_in(string language)
    {
        var journey = new AJourneyOf(_clock, AJourneyId.Number(1)).OnThePath();
        await HoldsAsync($"client.{language}", await new ClientPages(_renderer, Clinic, _clock).OverviewAsync(Visit(journey, language), null));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public async Task A_questionnaire_with_an_answer_that_cannot_wait(string language)
    {
        var journey = new AJourneyOf(_clock, AJourneyId.Number(1)).OnThePath();
        var typed = new Fields(new Dictionary<string, string>(StringComparer.Ordinal) { ["answers.9"] = "3" }, IsForm: true);
        Reason[] reasons = [new("form.1", "", "")];
        await HoldsAsync($"questionnaire.{language}", await new ClientPages(_renderer, Clinic, _clock).FormAsync(Visit(journey, language), FormKind.Phq9, typed, reasons, urgent: true, 422));
    }

    [Fact]
    public async Task A_journey_as_staff_see_it()
    {
        var journey = new AJourneyOf(_clock, AJourneyId.Number(1)).OnThePath()
            .Give(new SubmitForm(FormKind.EmergencyContact, "en", new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = "Ada", ["phone"] = "503 555 0199" }), Author.Client)
            .Give(new OpenTask("intake:call", TaskKind.CallAboutForms, _clock.GetCurrentInstant() + Duration.FromDays(2)), Author.System);
        var person = new StaffPerson(Clinic.Find(StaffId.Parse("st_ines"))!, Role.Intake);
        var loaded = new LoadedJourney(journey.Journey, journey.Facts, Ledger.Empty, journey.Id.Value, null);
        var page = new JourneyPages(Clinic, _clock).Of(loaded, person, null, null);
        await HoldsAsync("journey", Answer.Html(200, await _renderer.RenderAsync(new PageView("journey", "Journey", page) { Staff = new StaffBar("Ines Intake", "intake", "/out") })));
    }

    private static ClientVisit Visit(AJourneyOf journey, string language) => new(
        "aaaaaaaaaaaaaaaaaaaaaa", new LoadedJourney(journey.Journey, journey.Facts, Ledger.Empty, journey.Id.Value, null), LinkPurpose.Overview, null, language);

    /// <summary>Hashes of assets and keys of page views change, what people read does not.</summary>
    private static Task HoldsAsync(string name, IResult page) =>
        Golden.HoldsAsync($"{name}.golden.html", Drawn().Replace(((Answer)page).Body, "{drawn}"));

    [GeneratedRegex("at_[a-z2-7]{26}|(?<=/assets/[a-z]+\\.)[0-9a-f]{16}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Drawn();
}
