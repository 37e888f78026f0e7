using KapWorkflow.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Testing;
using NSubstitute;

namespace KapWorkflow.Functions.Tests;

/// <summary>A journey's page when something is not as whoever works on it expects.</summary>
public class A_journeys_page_in_trouble
{
    private readonly FakeClock _clock = new(Instant.FromUtc(2026, 12, 1, 18, 0));
    private readonly FakeDesk _desk;
    private readonly AJourneyOf _journey;
    private readonly StaffFunctions _pages;

    public A_journeys_page_in_trouble()
    {
        var clinic = AClinicOf.Portland;
        _desk = new FakeDesk(_clock, clinic);
        _journey = new AJourneyOf(_clock, AJourneyId.Number(1));
        var door = new StaffDoor(new DevelopmentStaffIdentity(clinic), new PageRenderer(clinic, new SiteAssets()), new SiteOptions());
        _pages = new StaffFunctions(
            door, new StaffDesk(_desk, door, new JourneyPages(clinic, _clock), clinic, _clock, NullLogger<StaffDesk>.Instance),
            new BoardPages(Substitute.For<IBoard>(), clinic, _clock), NullLogger<StaffFunctions>.Instance);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keeps_a_text_that_is_too_long_and_names_the_limit()
    {
        var note = new string('ж', 10_000);
        var reply = await GiveAsync("log-contact", ("how", "Phone"), ("reached", "true"), ("note", note));
        Assert.Equal(422, reply.Status);
        Assert.All([note, "This is longer than 4000 characters."], text => Assert.Contains(text, reply.Body, StringComparison.Ordinal));
        var endless = await GiveAsync("log-contact", ("note", new string('x', ByteLimit.FormBytes)));
        Assert.Equal(413, endless.Status);
        Assert.Contains("back button brings back what you typed", endless.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_who_acknowledged_an_alert_and_when()
    {
        _journey.Give(new ReceiveMessage(InboundKind.Crisis, "words"), Author.Provider).Give(new AcknowledgeAlert("alert:1"), AJourneyOf.Intake);
        Assert.Contains("You have acknowledged it, Tue 1 Dec 2026, 10:00.", await PageAsync("st_ines"), StringComparison.Ordinal);
        Assert.Contains("Ines Intake has acknowledged it, Tue 1 Dec 2026, 10:00.", await PageAsync("st_theo"), StringComparison.Ordinal);
        var again = await GiveAsync("acknowledge-alert", ("key", "alert:1"));
        Assert.Equal(409, again.Status);
        Assert.Contains("You did, at Tue 1 Dec 2026, 10:00.", again.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_the_clients_number_in_the_alarm_itself()
    {
        _journey.Give(new ReceiveMessage(InboundKind.Crisis, "words"), Author.Provider);
        var page = await PageAsync("st_theo");
        Assert.Matches("(?s)class=\"alarm\".{1,900}tel:[+]15035550142.{1,3000}Where this stands", page);
    }

    private async Task<string> PageAsync(string staff)
    {
        _desk.Know(_journey.Id, _journey.Facts);
        var request = As(staff, AnHttpRequest.Get("/x"));
        return System.Net.WebUtility.HtmlDecode((await request.Answered(_pages.GetStaffJourney(request, _journey.Id.Value, Stop))).Body);
    }

    private async Task<Replied> GiveAsync(string command, params (string, string)[] fields)
    {
        _desk.Know(_journey.Id, _journey.Facts);
        var request = As("st_ines", AnHttpRequest.Form("/x", fields, ("Sec-Fetch-Site", "same-origin")));
        var reply = await request.Answered(_pages.PostStaffCommand(request, _journey.Id.Value, command, null!, Stop));
        return reply with { Body = System.Net.WebUtility.HtmlDecode(reply.Body) };
    }

    private static HttpRequest As(string staff, HttpRequest request)
    {
        request.HttpContext.Items[DevelopmentStaffIdentity.Item] = staff;
        return request;
    }
}
