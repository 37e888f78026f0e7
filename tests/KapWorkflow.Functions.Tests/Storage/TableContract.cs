using NodaTime;

namespace KapWorkflow.Functions.Tests;

public class A_table_in_memory : TableContract
{
    protected override string? ConnectionString => null;
}

public class A_table_on_Azurite(AzuriteFixture azurite) : TableContract
{
    protected override string? ConnectionString => azurite.ConnectionString;
}

public abstract class TableContract : StoreTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 8, 12, 0) + Duration.FromTicks(1_234_567);

    private ITable Table => Tables.Open(TableNames.Journeys);

    [Fact]
    public async Task Gives_back_every_kind_of_value_as_it_was_written()
    {
        await Table.WriteAsync(Write.Add(new Row("p", "r")
        {
            ["text"] = "Zażółć \"gęślą\" \ud83c\udf3f\n<&>",
            ["empty"] = "",
            ["number"] = long.MaxValue,
            ["small"] = 7,
            ["flag"] = true,
            ["bytes"] = new byte[] { 0, 1, 255 },
            ["time"] = Noon,
            ["absent"] = null,
        }), Stop);
        var row = (await Table.GetAsync("p", "r", Stop))!;
        Assert.Equal("Zażółć \"gęślą\" \ud83c\udf3f\n<&>", row.Text("text"));
        Assert.Equal("", row.Text("empty"));
        Assert.Equal(long.MaxValue, row.Number("number"));
        Assert.Equal(7, row.Number("small"));
        Assert.True(row.Flag("flag"));
        Assert.Equal([0, 1, 255], row.Bytes("bytes"));
        Assert.Equal(Noon, row.Time("time"));
        Assert.Null(row.TextOrNull("absent"));
        Assert.False(string.IsNullOrEmpty(row.ETag));
    }

    [Fact]
    public async Task Names_kinds_only_when_a_row_cannot_be_read()
    {
        await Table.WriteAsync(Write.Add(new Row("jr_zebulon", "f:00000001") { ["seq"] = "Quark" }), Stop);
        var row = (await Table.GetAsync("jr_zebulon", "f:00000001", Stop))!;
        var failure = Assert.Throws<CorruptRowException>(() => row.Number("seq"));
        Assert.Equal("Table journeys, partition kind 'jr', row kind 'f': value 'seq' is missing or unreadable.", failure.Message);
    }

    [Fact]
    public async Task Finds_nothing_where_nothing_is() => Assert.Null(await Table.GetAsync("p", "none", Stop));

    [Fact]
    public async Task Adds_a_row_once()
    {
        Assert.True((await Table.WriteAsync(Write.Add(new Row("p", "r")), Stop)).Done);
        Assert.Equal(WriteResult.Exists, (await Table.WriteAsync(Write.Add(new Row("p", "r")), Stop)).Result);
    }

    [Fact]
    public async Task Lets_one_of_64_racers_add_a_row()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(n => Table.WriteAsync(Write.Add(new Row("p", "race") { ["n"] = n }), Stop)));
        Assert.Equal(1, answers.Count(answer => answer.Done));
        Assert.Equal(63, answers.Count(answer => answer.Result == WriteResult.Exists));
    }

    [Fact]
    public async Task Replaces_merges_and_deletes_only_what_was_read()
    {
        var added = await Table.WriteAsync(Write.Add(new Row("p", "r") { ["a"] = "1", ["b"] = "1" }), Stop);
        var merged = await Table.WriteAsync(Write.Merge(new Row("p", "r", added.ETags[0]) { ["b"] = "2" }), Stop);
        Assert.True(merged.Done);
        Assert.NotEqual(added.ETags[0], merged.ETags[0]);
        Assert.Equal(WriteResult.Changed, (await Table.WriteAsync(Write.Merge(new Row("p", "r", added.ETags[0]) { ["b"] = "3" }), Stop)).Result);
        Assert.Equal(WriteResult.Changed, (await Table.WriteAsync(Write.Replace(new Row("p", "r", added.ETags[0]) { ["b"] = "3" }), Stop)).Result);
        Assert.Equal(WriteResult.Changed, (await Table.WriteAsync(Write.Delete(new Row("p", "r", added.ETags[0])), Stop)).Result);

        var row = (await Table.GetAsync("p", "r", Stop))!;
        Assert.Equal(("1", "2", merged.ETags[0]), (row.Text("a"), row.Text("b"), row.ETag));
        Assert.True((await Table.WriteAsync(Write.Replace(new Row("p", "r", row.ETag) { ["c"] = "4" }), Stop)).Done);
        row = (await Table.GetAsync("p", "r", Stop))!;
        Assert.Equal((null, "4"), (row.TextOrNull("a"), row.Text("c")));
        Assert.True((await Table.WriteAsync(Write.Delete(row), Stop)).Done);
        Assert.Null(await Table.GetAsync("p", "r", Stop));
    }

    [Fact]
    public async Task Says_when_a_row_to_be_changed_is_missing()
    {
        var added = await Table.WriteAsync(Write.Add(new Row("p", "r")), Stop);
        var row = new Row("p", "r", added.ETags[0]);
        await Table.WriteAsync(Write.Delete(row), Stop);
        Assert.Equal(WriteResult.Missing, (await Table.WriteAsync(Write.Replace(row), Stop)).Result);
        Assert.Equal(WriteResult.Missing, (await Table.WriteAsync(Write.Merge(row), Stop)).Result);
        Assert.Equal(WriteResult.Missing, (await Table.WriteAsync(Write.Delete(row), Stop)).Result);
        Assert.Equal(WriteResult.Missing, (await Table.SubmitAsync([Write.Add(new Row("p", "x")), Write.Replace(row)], Stop)).Result);
    }

    [Fact]
    public async Task Submits_all_writes_or_none()
    {
        var first = await Table.SubmitAsync([Write.Add(new Row("p", "a") { ["n"] = 1L }), Write.Add(new Row("p", "b") { ["n"] = 1L })], Stop);
        Assert.True(first.Done);
        Assert.Equal((await Table.GetAsync("p", "b", Stop))!.ETag, first.ETags[1]);

        var second = await Table.SubmitAsync(
            [Write.Replace(new Row("p", "a", first.ETags[0]) { ["n"] = 2L }), Write.Delete(new Row("p", "b", first.ETags[1])), Write.Add(new Row("p", "c")), Write.Touch("p")], Stop);
        Assert.True(second.Done);

        var refused = await Table.SubmitAsync(
            [Write.Add(new Row("p", "d")), Write.Merge(new Row("p", "a", second.ETags[0]) { ["n"] = 3L }), Write.Add(new Row("p", "c"))], Stop);
        Assert.Equal((WriteResult.Exists, 2), (refused.Result, refused.FailedAt));
        var stale = await Table.SubmitAsync([Write.Add(new Row("p", "d")), Write.Merge(new Row("p", "a", first.ETags[0]) { ["n"] = 3L })], Stop);
        Assert.Equal((WriteResult.Changed, 1), (stale.Result, stale.FailedAt));
        Assert.Equal(["a", "c", "v"], (await AllAsync(Table, RowRange.Of("p"))).Select(row => row.Key));
        Assert.Equal(2, (await Table.GetAsync("p", "a", Stop))!.Number("n"));
    }

    [Fact]
    public async Task Changes_the_tag_of_the_touched_row_each_time()
    {
        await Table.WriteAsync(Write.Touch("p"), Stop);
        var before = (await Table.GetAsync("p", "v", Stop))!.ETag;
        await Table.SubmitAsync([Write.Add(new Row("p", "a")), Write.Touch("p")], Stop);
        Assert.NotEqual(before, (await Table.GetAsync("p", "v", Stop))!.ETag);
    }

    [Fact]
    public async Task Reads_a_range_in_key_order_a_page_at_a_time()
    {
        string[] keys = ["head", "f:00000010", "f:00000002", "d:x", "m:b", "m:B", "m:a_1", "m:a-1", "m:a.1", "m:a:1", "p", "t:1"];
        foreach (var key in keys) await Table.WriteAsync(Write.Add(new Row("jr_1", key)), Stop);
        await Table.WriteAsync(Write.Add(new Row("jr_2", "f:00000001")), Stop);

        var all = keys.Order(StringComparer.Ordinal).ToList();
        Assert.Equal(all, (await AllAsync(Table, RowRange.Of("jr_1"))).Select(row => row.Key));
        Assert.Equal(all.Where(key => key != "d:x"), (await AllAsync(Table, RowRange.Of("jr_1").Between("f:", "u"))).Select(row => row.Key));
        Assert.Equal(["f:00000002", "f:00000010"], (await AllAsync(Table, RowRange.Of("jr_1").StartingWith("f:"))).Select(row => row.Key));
        Assert.Equal(["m:a-1", "m:a.1", "m:a:1", "m:a_1"], (await AllAsync(Table, RowRange.Of("jr_1").StartingWith("m:a"))).Select(row => row.Key));

        List<int> pages = [];
        await foreach (var page in Table.ReadAsync(RowRange.Of("jr_1") with { PageSize = 5 }, Stop)) pages.Add(page.Count);
        Assert.Equal([5, 5, 2], pages);
    }

    [Fact]
    public async Task Sweeps_one_row_of_every_partition_with_the_values_asked_for()
    {
        foreach (var journey in (string[])["jr_1", "jr_2", "jr_3"])
        {
            await Table.SubmitAsync(
                [Write.Add(new Row(journey, "head") { ["open"] = true, ["key"] = new byte[] { 1 } }), Write.Add(new Row(journey, "head-2")), Write.Add(new Row(journey, "headless"))], Stop);
        }
        var heads = await AllAsync(Table, RowRange.Everywhere.Named("head") with { Only = ["open"], PageSize = 2 });
        Assert.Equal(["jr_1", "jr_2", "jr_3"], heads.Select(row => row.Partition).Order(StringComparer.Ordinal));
        Assert.All(heads, row => Assert.True(row.Flag("open")));
        Assert.All(heads, row => Assert.Null(row.BytesOrNull("key")));
        Assert.All(await AllAsync(Table, RowRange.Everywhere.Named("head").KeysOnly), row => Assert.Empty(row.Values));
    }

    [Fact]
    public async Task Takes_the_largest_transaction_and_the_largest_values_that_the_rules_allow()
    {
        var hundred = Enumerable.Range(0, 100).Select(n => Write.Add(new Row("p", $"r{n:000}") { ["text"] = new string('x', 15_000), ["bytes"] = new byte[15_000] }));
        Assert.True((await Table.SubmitAsync([.. hundred], Stop)).Done);
        Assert.True((await Table.WriteAsync(Write.Add(new Row("p", "text") { ["text"] = new string('é', 32 * 1024) }), Stop)).Done);
        Assert.True((await Table.WriteAsync(Write.Add(new Row("p", "bytes") { ["bytes"] = new byte[64 * 1024] }), Stop)).Done);
        var whole = Row.Of("p", "whole", null, Enumerable.Range(0, 15).Select(n => KeyValuePair.Create($"b{n}", (object)new byte[64 * 1024])));
        Assert.True((await Table.WriteAsync(Write.Add(whole), Stop)).Done);
        Assert.Equal(15, (await Table.GetAsync("p", "whole", Stop))!.Values.Count);
    }

    [Theory]
    [InlineData("a transaction stays within one partition", "mixed")]
    [InlineData("a transaction holds 1 to 100 writes, not 101", "101")]
    [InlineData("a transaction holds 1 to 100 writes, not 0", "none")]
    [InlineData("a transaction writes a row once", "twice")]
    [InlineData("a transaction holds at most 4 MiB", "4 MiB")]
    [InlineData("a row of kind 'a' is larger than 1 MiB", "1 MiB")]
    [InlineData("value 'big' is larger than 64 KiB", "64 KiB text")]
    [InlineData("value 'big' is larger than 64 KiB", "64 KiB bytes")]
    [InlineData("Replace of kind 'a' needs the ETag", "unseen replace")]
    [InlineData("Merge of kind 'a' needs the ETag", "unseen merge")]
    [InlineData("Delete of kind 'a' needs the ETag", "unseen delete")]
    [InlineData("Delete of kind 'a' needs the ETag", "any delete")]
    [InlineData("a key is", "slash")]
    [InlineData("a key is", "empty")]
    [InlineData("a key is", "control")]
    [InlineData("a key is", "long")]
    [InlineData("the name of a value", "name")]
    [InlineData("has a type that is not stored", "type")]
    public async Task Refuses_what_Azure_refuses_or_what_would_overwrite_unseen(string rule, string which)
    {
        static Row Big(string key, int count) => Row.Of("p", key, null, Enumerable.Range(0, count).Select(n => KeyValuePair.Create($"b{n}", (object)new byte[60 * 1024])));
        IReadOnlyList<Write> writes = which switch
        {
            "mixed" => [Write.Add(new Row("p", "a")), Write.Add(new Row("q", "a"))],
            "101" => [.. Enumerable.Range(0, 101).Select(n => Write.Add(new Row("p", $"r{n}")))],
            "none" => [],
            "twice" => [Write.Add(new Row("p", "a")), Write.Delete(new Row("p", "a", "x"))],
            "4 MiB" => [.. Enumerable.Range(0, 5).Select(n => Write.Add(Big($"r{n}", 12)))],
            "1 MiB" => [Write.Add(Big("a", 18))],
            "64 KiB text" => [Write.Add(new Row("p", "a") { ["big"] = new string('x', 32 * 1024 + 1) })],
            "64 KiB bytes" => [Write.Add(new Row("p", "a") { ["big"] = new byte[64 * 1024 + 1] })],
            "unseen replace" => [Write.Replace(new Row("p", "a"))],
            "unseen merge" => [Write.Merge(new Row("p", "a"))],
            "unseen delete" => [Write.Delete(new Row("p", "a"))],
            "any delete" => [Write.Delete(new Row("p", "a", "*"))],
            "slash" => [Write.Add(new Row("p", "a/b"))],
            "empty" => [Write.Add(new Row("p", ""))],
            "control" => [Write.Add(new Row("p\n", "a"))],
            "long" => [Write.Add(new Row("p", new string('x', 513)))],
            "name" => [Write.Add(new Row("p", "a") { ["not-a-name"] = "x" })],
            _ => [Write.Add(new Row("p", "a") { ["type"] = 1.5 })],
        };
        var refusal = await Assert.ThrowsAsync<TableRuleException>(() => writes.Count == 1 ? Table.WriteAsync(writes[0], Stop) : Table.SubmitAsync(writes, Stop));
        Assert.Contains(rule, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await AllAsync(Table, RowRange.Everywhere));
    }

    [Fact]
    public async Task Is_counted_once_a_transaction_and_once_a_page()
    {
        await Table.SubmitAsync([.. Enumerable.Range(0, 50).Select(n => Write.Add(new Row("p", $"r{n}")))], Stop);
        await Table.GetAsync("p", "r1", Stop);
        await AllAsync(Table, RowRange.Of("p"));
        await AllAsync(Table, RowRange.Of("none"));
        Assert.Equal(4, Counter.Total);
        Assert.Equal(4, Counter.Of(TableNames.Journeys));
    }
}
