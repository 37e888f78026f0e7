using NodaTime;
using NodaTime.Testing;

namespace KapWorkflow.Functions.Tests;

public class Small_registries_in_memory : RegistryContract
{
    protected override string? ConnectionString => null;
}

public class Small_registries_on_Azurite(AzuriteFixture azurite) : RegistryContract
{
    protected override string? ConnectionString => azurite.ConnectionString;
}

public abstract class RegistryContract : StoreTests
{
    private readonly FakeClock _clock = new(Instant.FromUtc(2026, 3, 10, 14, 0));

    [Fact]
    public async Task A_clients_link_leads_to_its_purpose_until_it_expires()
    {
        var links = new ClientLinks(Tables, _clock);
        var expires = _clock.GetCurrentInstant() + Duration.FromHours(72);
        var token = await links.CreateAsync(AJourneyId.Number(1), "consultation:choose", expires, Stop);
        Assert.Equal(22, token.Length);
        Assert.Equal(new ClientLink(AJourneyId.Number(1), "consultation:choose", expires, LinkState.Usable), await links.FindAsync(token, Stop));
        Assert.Equal(LinkState.Usable, (await links.FindAsync(token, Stop))!.State);
        _clock.Reset(expires);
        Assert.Equal(LinkState.Expired, (await links.FindAsync(token, Stop))!.State);
    }

    [Fact]
    public async Task A_clients_link_is_stored_only_as_a_hash()
    {
        var token = await new ClientLinks(Tables, _clock).CreateAsync(AJourneyId.Number(1), "forms", _clock.GetCurrentInstant(), Stop);
        var row = Assert.Single(await AllAsync(Tables.Open(TableNames.Links), RowRange.Everywhere));
        Assert.DoesNotContain(token, row.Partition + row.Key + string.Join(' ', row.Values.Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_link_says_so_and_the_links_of_others_live()
    {
        var links = new ClientLinks(Tables, _clock);
        var expires = _clock.GetCurrentInstant() + Duration.FromHours(1);
        var (first, second, other) = (await links.CreateAsync(AJourneyId.Number(1), "a", expires, Stop), await links.CreateAsync(AJourneyId.Number(1), "b", expires, Stop), await links.CreateAsync(AJourneyId.Number(2), "a", expires, Stop));
        await links.RevokeAsync(first, Stop);
        Assert.Equal(LinkState.Revoked, (await links.FindAsync(first, Stop))!.State);
        Assert.Equal(LinkState.Usable, (await links.FindAsync(second, Stop))!.State);
        await links.RevokeAllAsync(AJourneyId.Number(1), Stop);
        Assert.Equal(LinkState.Revoked, (await links.FindAsync(second, Stop))!.State);
        Assert.Equal(LinkState.Usable, (await links.FindAsync(other, Stop))!.State);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("../../../../etc/passwd")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAA'")]
    public async Task A_link_that_was_never_given_out_leads_nowhere(string token)
    {
        var links = new ClientLinks(Tables, _clock);
        Assert.Null(await links.FindAsync(token, Stop));
        await links.RevokeAsync(token, Stop);
    }

    [Fact]
    public async Task One_of_64_racers_reserves_a_person_and_all_agree_who()
    {
        var people = new KnownPeople(Tables, _clock);
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(n => people.ReserveAsync("contact", "person", AJourneyId.Number(n), Stop)));
        Assert.Single(answers.OfType<ReserveAnswer.Reserved>());
        Assert.Single(answers.OfType<ReserveAnswer.Taken>().Select(taken => taken.By.Journey).Distinct());
        Assert.Single(await people.JourneysOfAsync("contact", Stop));
    }

    [Fact]
    public async Task Reserving_a_person_again_for_the_same_journey_answers_the_same()
    {
        var people = new KnownPeople(Tables, _clock);
        Assert.IsType<ReserveAnswer.Reserved>(await people.ReserveAsync("contact", "person", AJourneyId.Number(1), Stop));
        Assert.IsType<ReserveAnswer.Reserved>(await people.ReserveAsync("contact", "person", AJourneyId.Number(1), Stop));
        Assert.IsType<ReserveAnswer.Reserved>(await people.ReserveAsync("contact", "corrected-name", AJourneyId.Number(1), Stop));
        Assert.Equal(AJourneyId.Number(1), Assert.IsType<ReserveAnswer.Taken>(await people.ReserveAsync("contact", "person", AJourneyId.Number(2), Stop)).By.Journey);
    }

    [Fact]
    public async Task Two_people_who_share_a_phone_each_have_a_journey_and_are_found_by_it()
    {
        var people = new KnownPeople(Tables, _clock);
        Assert.IsType<ReserveAnswer.Reserved>(await people.ReserveAsync("phone", "ann", AJourneyId.Number(1), Stop));
        _clock.AdvanceHours(1);
        Assert.IsType<ReserveAnswer.Reserved>(await people.ReserveAsync("phone", "ben", AJourneyId.Number(2), Stop));
        await people.NoteAsync("e-mail", AJourneyId.Number(2), Stop);
        await people.NoteAsync("e-mail", AJourneyId.Number(2), Stop);
        Assert.Equal([AJourneyId.Number(1), AJourneyId.Number(2)], await people.JourneysOfAsync("phone", Stop));
        Assert.Equal([AJourneyId.Number(2)], await people.JourneysOfAsync("e-mail", Stop));
        await people.ForgetAsync("phone", AJourneyId.Number(1), Stop);
        Assert.Equal([AJourneyId.Number(2)], await people.JourneysOfAsync("phone", Stop));
        Assert.IsType<ReserveAnswer.Reserved>(await people.ReserveAsync("phone", "ann", AJourneyId.Number(3), Stop));
    }

    [Fact]
    public async Task A_person_who_comes_back_after_closing_gets_a_new_journey_once()
    {
        var people = new KnownPeople(Tables, _clock);
        await people.ReserveAsync("contact", "person", AJourneyId.Number(1), Stop);
        var closed = ((ReserveAnswer.Taken)await people.ReserveAsync("contact", "person", AJourneyId.Number(2), Stop)).By;
        var passed = await Task.WhenAll(Enumerable.Range(2, 8).Select(n => people.PassOnAsync(closed, "contact", "person", AJourneyId.Number(n), Stop)));
        Assert.Equal(1, passed.Count(yes => yes));
        Assert.Equal(2, (await people.JourneysOfAsync("contact", Stop)).Count);
    }

    [Fact]
    public async Task STOP_and_START_count_by_when_they_were_said()
    {
        var optOuts = new OptOuts(Tables);
        var noon = _clock.GetCurrentInstant();
        Assert.False(await optOuts.IsStoppedAsync("phone", Stop));
        await optOuts.StopAsync("phone", noon, Stop);
        Assert.True(await optOuts.IsStoppedAsync("phone", Stop));
        await optOuts.StartAsync("phone", noon - Duration.FromSeconds(1), Stop);
        await optOuts.StartAsync("phone", noon, Stop);
        Assert.True(await optOuts.IsStoppedAsync("phone", Stop));
        await optOuts.StartAsync("phone", noon + Duration.FromSeconds(1), Stop);
        Assert.False(await optOuts.IsStoppedAsync("phone", Stop));
        Assert.False(await optOuts.IsStoppedAsync("other", Stop));
    }

    [Fact]
    public async Task Two_words_that_race_end_with_the_later_one()
    {
        var optOuts = new OptOuts(Tables);
        var noon = _clock.GetCurrentInstant();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(n => n % 2 == 0
            ? optOuts.StartAsync("phone", noon + Duration.FromSeconds(n), Stop)
            : optOuts.StopAsync("phone", noon + Duration.FromSeconds(n), Stop)));
        Assert.True(await optOuts.IsStoppedAsync("phone", Stop));
    }

    [Fact]
    public async Task A_request_under_one_key_is_new_once_then_repeats_its_answer_and_refuses_another_body()
    {
        var keys = new IdempotencyKeys(Tables);
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => keys.TakeAsync("key", "body", Stop)));
        Assert.Single(answers.OfType<KeyAnswer.New>());
        Assert.Equal(15, answers.OfType<KeyAnswer.Repeat>().Count(repeat => repeat.Reference is null));
        Assert.IsType<KeyAnswer.OtherBody>(await keys.TakeAsync("key", "other", Stop));
        Assert.Equal("jr_1", await keys.AnswerAsync("key", "jr_1", Stop));
        Assert.Equal("jr_1", await keys.AnswerAsync("key", "jr_2", Stop));
        Assert.Equal(new KeyAnswer.Repeat("jr_1"), await keys.TakeAsync("key", "body", Stop));
    }

    [Fact]
    public async Task An_inbound_message_is_handled_once_even_if_handling_was_cut_short()
    {
        var inbound = new InboundMessages(Tables, _clock);
        Assert.Equal(InboundState.New, await inbound.TakeAsync("twilio", "SM1", Stop));
        Assert.Equal(InboundState.Unfinished, await inbound.TakeAsync("twilio", "SM1", Stop));
        await inbound.HandledAsync("twilio", "SM1", Stop);
        Assert.Equal(InboundState.Handled, await inbound.TakeAsync("twilio", "SM1", Stop));
        Assert.Equal(InboundState.New, await inbound.TakeAsync("sendgrid", "SM1", Stop));
    }

    [Fact]
    public async Task A_providers_webhook_finds_its_message()
    {
        var codes = new ProviderCodes(Tables);
        var code = new KeyedHashes(AKeyRing.New).MessageCode(AJourneyId.Number(1), "dosing:reminder:1:v1");
        await codes.RememberAsync(code, new(AJourneyId.Number(1), "dosing:reminder:1:v1"), Stop);
        await codes.RememberAsync(code, new(AJourneyId.Number(1), "dosing:reminder:1:v1"), Stop);
        Assert.Equal(new CodedMessage(AJourneyId.Number(1), "dosing:reminder:1:v1"), await codes.FindAsync(code, Stop));
        Assert.Null(await codes.FindAsync("mg_00000000000000000000000000", Stop));
        Assert.Null(await codes.FindAsync("mg_' or 1 eq 1 or ' 0000000000", Stop));
    }

    [Fact]
    public async Task An_address_that_asks_too_often_is_told_when_to_come_back()
    {
        var time = new SetTime(new DateTimeOffset(2026, 3, 10, 14, 0, 10, TimeSpan.Zero));
        var rates = new RequestRates(Tables, time);
        for (var n = 0; n < 3; n++) Assert.True((await rates.AskAsync("a", 3, Duration.FromMinutes(1), null, Stop)).Allowed);
        Assert.Equal(new RateAnswer(false, Duration.FromSeconds(50)), await rates.AskAsync("a", 3, Duration.FromMinutes(1), null, Stop));
        for (var n = 0; n < 5; n++) Assert.True((await rates.AskAsync("b", 1, Duration.FromMinutes(1), "one", Stop)).Allowed);
        Assert.False((await rates.AskAsync("b", 1, Duration.FromMinutes(1), "other", Stop)).Allowed);
        time.Now += TimeSpan.FromSeconds(50);
        Assert.True((await rates.AskAsync("a", 3, Duration.FromMinutes(1), null, Stop)).Allowed);
        await rates.ForgetBeforeAsync(Instant.FromDateTimeOffset(time.Now), Stop);
        Assert.Single(await AllAsync(Tables.Open(TableNames.Rates), RowRange.Everywhere));
    }

    [Fact]
    public async Task A_clinics_version_keeps_its_first_text_however_long()
    {
        var clinics = new ClinicVersions(Tables, "practice");
        var random = new Random(7);
        var json = string.Concat(Enumerable.Range(0, 200_000).Select(_ => (char)random.Next('!', '~')));
        await clinics.RememberAsync("cv_1", json, Stop);
        await clinics.RememberAsync("cv_1", "{}", Stop);
        Assert.Equal(json, await clinics.FindAsync("cv_1", Stop));
        Assert.Null(await clinics.FindAsync("cv_2", Stop));
    }

    private sealed class SetTime(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
