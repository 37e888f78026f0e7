using System.Text;
using System.Text.Json;
using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions.Tests;

public class What_is_kept_of_a_journey_in_memory : JourneyProtectionContract
{
    protected override string? ConnectionString => null;
}

public class What_is_kept_of_a_journey_on_Azurite(AzuriteFixture azurite) : JourneyProtectionContract
{
    protected override string? ConnectionString => azurite.ConnectionString;
}

public abstract class JourneyProtectionContract : StoreTests
{
    private static readonly JourneyId One = AJourneyId.Number(1);

    private AStore Store { get; set; } = null!;

    private ITable Rows => Tables.Open(TableNames.Journeys);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Store = new(Tables);
        await Store.WithATaskAsync(1, Stop);
        await Store.Journeys.DecideAsync(One, AStore.ByAda, AStore.FinishTask("t:1"), null, wake: true, Stop);
    }

    [Fact]
    public async Task Holds_nothing_a_person_said_or_is_called_in_any_row()
    {
        var read = (await Store.Journeys.LoadAsync(One, Stop))!;
        await Store.Journeys.ClaimAsync(read, Store.Claim("a", "print", counts: true), Stop);
        await Store.PlanAsync(One, new(Store.Now, 3, null), [], Stop);
        await new Board(Tables, AKeyRing.New, Store.Journeys).ProjectAsync(null, read.Journey, Stop);
        var everything = new StringBuilder();
        foreach (var name in TableNames.All)
        {
            foreach (var row in await AllAsync(Tables.Open(name), RowRange.Everywhere))
            {
                everything.Append(row.Partition).Append(row.Key).Append(JsonSerializer.Serialize(row.Values));
                foreach (var bytes in row.Values.Values.OfType<byte[]>()) everything.Append(Encoding.UTF8.GetString(bytes)).Append(Encoding.Unicode.GetString(bytes));
            }
        }
        foreach (var canary in (string[])["Zebulon", "Quark", "example.org", "5550199"])
            Assert.DoesNotContain(canary, everything.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("staff:st_ada:Intake+Therapist", (await Rows.GetAsync(One.Value, "f:00000003", Stop))!.Text("by"));
    }

    [Fact]
    public async Task Holds_a_fact_of_any_length()
    {
        var question = string.Concat(Enumerable.Range(0, 200_000).Select(n => (char)('a' + n % 26)));
        var id = AJourneyId.Number(2);
        await Store.Journeys.CreateAsync(id, AStore.AnInquiry(question), Author.Website, Stop);
        Assert.Equal(question, (await Store.Journeys.LoadAsync(id, Stop))!.Journey.Inquiry!.Details.Question);
    }

    [Fact]
    public async Task Can_be_read_under_a_new_master_key_and_not_without_the_old()
    {
        Assert.Equal("Zebulon", (await new AStore(Tables, AKeyRing.Of(1, 2)).Journeys.LoadAsync(One, Stop))!.Journey.Contact.FirstName);
        var failure = await Assert.ThrowsAsync<CorruptRowException>(() => new AStore(Tables, AKeyRing.Of(2)).Journeys.LoadAsync(One, Stop));
        Assert.Equal("Table journeys, partition kind 'jr', row kind 'head': value 'key' is missing or unreadable.", failure.Message);
    }

    [Fact]
    public async Task Is_unreadable_once_erased_but_still_proves_that_something_happened()
    {
        await Store.WithATaskAsync(2, Stop);
        await Store.Journeys.EraseAsync(One, Stop);
        await Store.Journeys.EraseAsync(One, Stop);
        await Assert.ThrowsAsync<ErasedJourneyException>(() => Store.Journeys.LoadAsync(One, Stop));
        await Assert.ThrowsAsync<ErasedJourneyException>(() => Store.Journeys.DecideAsync(One, AStore.ByAda, AStore.OpenTask("x"), null, wake: true, Stop));
        Assert.Null((await Rows.GetAsync(One.Value, "head", Stop))!.BytesOrNull("key"));
        Assert.Equal([new(One, 3, null), new(AJourneyId.Number(2), 2, null)], await new ChainVerifier(Tables).VerifyAsync(Stop));
        List<JourneyGlance> glances = [];
        await foreach (var glance in Store.Journeys.GlanceAsync(Stop)) glances.Add(glance);
        Assert.Equal([true, false], glances.OrderBy(glance => glance.Id.Value, StringComparer.Ordinal).Select(glance => glance.IsOver));

        var lines = await ExportAsync();
        Assert.Equal(5, lines.Count);
        Assert.All(lines.Where(line => line.GetProperty("journey").GetString() == One.Value), line => Assert.True(line.GetProperty("erased").GetBoolean() && !line.TryGetProperty("fact", out _)));
    }

    [Fact]
    public async Task Leaves_as_lines_of_JSON_that_read_back_as_the_same_facts()
    {
        await Store.WithATaskAsync(2, Stop);
        var facts = (await Store.Journeys.LoadAsync(One, Stop))!.Facts;
        var lines = (await ExportAsync()).Where(line => line.GetProperty("journey").GetString() == One.Value).ToList();
        Assert.Equal(facts.Select(fact => fact.Sequence), lines.Select(line => line.GetProperty("sequence").GetInt32()));
        Assert.Equal(facts.Select(fact => fact.Fact), lines.Select(line => FactJson.Read(line.GetProperty("type").GetString()!, line.GetProperty("fact").GetRawText())));
        Assert.Equal("2026-03-10T17:00:00Z", lines[0].GetProperty("at").GetString());
        Assert.Equal((facts[2].Attempt, "cv_1", "staff:st_ada:Intake+Therapist"), (lines[2].GetProperty("attempt").GetString(), lines[2].GetProperty("clinic").GetString(), lines[2].GetProperty("by").GetString()));
    }

    [Theory]
    [InlineData("time", 2)]
    [InlineData("author", 3)]
    [InlineData("content", 1)]
    [InlineData("type", 2)]
    [InlineData("removed", 2)]
    [InlineData("cut off", 3)]
    [InlineData("hash", 2)]
    [InlineData("unreadable", 2)]
    [InlineData("head hash", 4)]
    [InlineData("head sequence", 4)]
    [InlineData("head", 1)]
    public async Task Shows_where_somebody_has_tampered_with_it(string what, int broken)
    {
        await Store.WithATaskAsync(2, Stop);
        var key = what.StartsWith("head", StringComparison.Ordinal) ? "head" : $"f:{broken:D8}";
        var row = (await Rows.GetAsync(One.Value, key, Stop))!;
        await Rows.WriteAsync(what switch
        {
            "removed" or "cut off" or "head" => Write.Delete(row),
            "time" => Write.Merge(new Row(One.Value, key, row.ETag) { ["at"] = row.Time("at") + Duration.FromSeconds(1) }),
            "author" => Write.Merge(new Row(One.Value, key, row.ETag) { ["by"] = "staff:st_ben:Director" }),
            "content" => Write.Merge(new Row(One.Value, key, row.ETag) { ["content0"] = row.Bytes("content0").Append((byte)1).ToArray() }),
            "type" => Write.Merge(new Row(One.Value, key, row.ETag) { ["type"] = nameof(TaskClosed) }),
            "hash" or "head hash" => Write.Merge(new Row(One.Value, key, row.ETag) { ["hash"] = new byte[32] }),
            "unreadable" => Write.Merge(new Row(One.Value, key, row.ETag) { ["by"] = 7 }),
            _ => Write.Merge(new Row(One.Value, key, row.ETag) { ["sequence"] = 9 }),
        }, Stop);
        var reports = await new ChainVerifier(Tables).VerifyAsync(Stop);
        Assert.Equal([(One, (long?)broken), (AJourneyId.Number(2), null)], reports.Select(report => (report.Journey, report.FirstBroken)));
    }

    [Fact]
    public async Task Opens_in_no_other_place_than_its_own()
    {
        var second = (await Rows.GetAsync(One.Value, "f:00000002", Stop))!;
        var third = (await Rows.GetAsync(One.Value, "f:00000003", Stop))!;
        await Rows.WriteAsync(Write.Merge(new Row(One.Value, third.Key, third.ETag) { ["content0"] = second.Bytes("content0"), ["type"] = second.Text("type") }), Stop);
        // By anybody who does not know the facts already.
        var failure = await Assert.ThrowsAsync<CorruptRowException>(() => new AStore(Tables).Journeys.LoadAsync(One, Stop));
        Assert.Equal("Table journeys, partition kind 'jr', row kind 'f': value 'content' is missing or unreadable.", failure.Message);
    }

    [Fact]
    public async Task Is_not_read_with_a_fact_missing()
    {
        await Rows.WriteAsync(Write.Delete((await Rows.GetAsync(One.Value, "f:00000002", Stop))!), Stop);
        await Assert.ThrowsAsync<CorruptRowException>(() => new AStore(Tables).Journeys.LoadAsync(One, Stop));
    }

    private async Task<IReadOnlyList<JsonElement>> ExportAsync()
    {
        var written = new StringWriter();
        var count = await new FactExport(Tables, AKeyRing.New).WriteAsync(written, Stop);
        var lines = written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(count, lines.Length);
        return [.. lines.Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
