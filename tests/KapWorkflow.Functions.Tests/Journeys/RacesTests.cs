using System.Text.Json;
using KapWorkflow.Core;

namespace KapWorkflow.Functions.Tests;

/// <summary>The same thing sent many times at once, or twice, over HTTP.</summary>
public abstract class SentManyTimes
{
    private const int Racers = 64;

    protected abstract string? ConnectionString { get; }

    [Fact]
    public async Task Sixty_four_submissions_of_one_form_begin_one_journey_and_hear_one_answer()
    {
        await using var clinic = await AnOpenClinic.StartAsync(ConnectionString);
        var answers = await Task.WhenAll(Enumerable.Range(0, Racers).Select(_ => clinic.InquireAsync(AnOpenClinic.AnInquiry(), "one-key")));

        Assert.Equal([(200, Racers - 1), (201, 1)], answers.CountBy(answer => answer.Status).Select(each => (each.Key, each.Value)).Order());
        Assert.Single(answers.Select(answer => answer.Body.GetProperty("reference").GetString()).Distinct(StringComparer.Ordinal));
        var journey = Assert.Single(await clinic.JourneysAsync());
        Assert.Single(journey.Facts, fact => fact.Fact is InquiryReceived or InquiryRepeated);
        Assert.Single(clinic.Messages("email", "zebulon.quark@example.org"));
    }

    [Fact]
    public async Task Sixty_four_decisions_on_one_task_are_one_success_and_sixty_three_conflicts()
    {
        await using var clinic = await AnOpenClinic.StartAsync(ConnectionString);
        await clinic.InquireAsync(AnOpenClinic.AnInquiry(), "one-key");
        var journey = Assert.Single(await clinic.JourneysAsync()).Journey;
        var task = Assert.Single(journey.Tasks.Open, each => each.Kind == TaskKind.CallInquirer);

        var answers = await Task.WhenAll(Enumerable.Range(0, Racers).Select(_ => clinic.DecideAsync(
            new TaskId(journey.Id, task.Key), new { command = "log-contact", how = "phone", reached = true, note = "Spoke." }, "st_ines")));

        Assert.Equal([(200, 1), (409, Racers - 1)], answers.CountBy(answer => answer.Status).Select(each => (each.Key, each.Value)).Order());
        Assert.All(answers.Where(answer => answer.Status == 409), answer =>
        {
            Assert.Equal("Somebody else decided meanwhile.", answer.Body.GetProperty("title").GetString());
            Assert.NotEqual("", answer.Body.GetProperty("reasons")[0].GetProperty("nextStep").GetString());
        });
        Assert.Single(Assert.Single(await clinic.JourneysAsync()).Facts, fact => fact.Fact is ContactAttempted);
    }

    [Fact]
    public async Task The_same_person_without_a_key_within_a_day_gets_the_same_reference_and_no_second_journey()
    {
        await using var clinic = await AnOpenClinic.StartAsync(ConnectionString);
        var first = await clinic.InquireAsync(AnOpenClinic.AnInquiry(), null);
        var second = await clinic.InquireAsync(AnOpenClinic.AnInquiry(), null);

        Assert.Equal(201, first.Status);
        Assert.Equal(Reference(first.Body), Reference(second.Body));
        Assert.Single(Assert.Single(await clinic.JourneysAsync()).Facts, fact => fact.Fact is InquiryReceived or InquiryRepeated);
        Assert.Single(clinic.Messages("email", "zebulon.quark@example.org"));
    }

    [Fact]
    public async Task Another_body_under_the_same_key_is_refused()
    {
        await using var clinic = await AnOpenClinic.StartAsync(ConnectionString);
        await clinic.InquireAsync(AnOpenClinic.AnInquiry(), "one-key");
        var other = await clinic.InquireAsync(AnOpenClinic.AnInquiry("Another"), "one-key");

        Assert.Equal(422, other.Status);
        Assert.Equal("This Idempotency-Key was used with other content.", other.Body.GetProperty("title").GetString());
        Assert.Single(await clinic.JourneysAsync());
    }

    private static string? Reference(JsonElement body) => body.GetProperty("reference").GetString();
}

public sealed class Sent_many_times_to_tables_in_memory : SentManyTimes
{
    protected override string? ConnectionString => null;
}

public sealed class Sent_many_times_to_azurite(AzuriteFixture azurite) : SentManyTimes
{
    protected override string? ConnectionString => azurite.ConnectionString;
}
