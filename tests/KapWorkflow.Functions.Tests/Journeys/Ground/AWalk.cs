using KapWorkflow.Core;
using KapWorkflow.LocalHost;

namespace KapWorkflow.Functions.Tests;

/// <summary>What a whole walk left behind, so that a disturbed one can be compared with one that was left in peace.</summary>
/// <param name="Facts">Types of facts, sorted, with their number.</param>
/// <param name="Decisions">What people decided, in order.</param>
/// <param name="Effects">The ledger's keys and states.</param>
/// <param name="Messages">Keys of the e-mails and texts that the providers took, sorted; twice is twice.</param>
/// <param name="Pages">Keys of the pages, each once.</param>
internal sealed record AWalk(
    IReadOnlyList<string> Facts, IReadOnlyList<string> Decisions, IReadOnlyList<string> Effects, IReadOnlyList<string> Messages, IReadOnlyList<string> Pages)
{
    public required LoadedJourney End { get; init; }

    public static async Task<AWalk> GoAsync(AWorld world, DirectGround ground, Scenario scenario, CancellationToken stop)
    {
        var end = await new Walk(ground, world.Clinic, scenario).GoAsync();
        return await EndAsync(world, ground, end, stop);
    }

    /// <summary>What must hold after any walk, whatever happened on it.</summary>
    public static async Task<AWalk> EndAsync(AWorld world, DirectGround ground, LoadedJourney end, CancellationToken stop)
    {
        // A round of the watchdog long after the last request: what was left unseen is seen now.
        await ground.RestartAsync();
        var process = await ground.ProcessAsync();

        Assert.Empty(await RowsAsync(world, TableNames.Wake, stop));
        Assert.All(await new ChainVerifier(world.Tables).VerifyAsync(stop), report => Assert.True(report.IsWhole));
        await DaysheetsAsync(world, end, stop);
        await foreach (var glance in process.Get<IJourneyStore>().GlanceAsync(stop))
            Assert.True(glance.IsOver || await process.Durable.GetInstanceAsync(glance.InstanceId, stop) is { IsRunning: true }, "A journey has no orchestration.");

        var now = (await process.Get<IJourneyStore>().LoadAsync(end.Journey.Id, stop))!;
        Assert.Equal(end.Journey.Sequence, now.Journey.Sequence);
        var codes = now.Ledger.Entries.Keys.ToDictionary(key => process.Get<KeyedHashes>().MessageCode(end.Journey.Id, key), StringComparer.Ordinal);
        var sent = world.Providers.Sent;
        Assert.All(sent, message => Assert.Contains(message.Code, codes));
        return new AWalk(
            [.. now.Facts.CountBy(fact => fact.Fact.GetType().Name).Select(each => $"{each.Key} {each.Value}").Order(StringComparer.Ordinal)],
            [.. now.Facts.Where(fact => fact.By.Kind is AuthorKind.Staff or AuthorKind.Client).Select(fact => $"{fact.By.Kind} {fact.Fact.GetType().Name}")],
            [.. now.Ledger.Entries.Values.Select(entry => $"{entry.Key} {entry.State} {entry.Note}".TrimEnd()).Order(StringComparer.Ordinal)],
            [.. sent.Where(message => !IsPage(codes[message.Code])).Select(message => $"{message.Channel} {codes[message.Code]}").Order(StringComparer.Ordinal)],
            [.. sent.Select(message => codes[message.Code]).Where(IsPage).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)])
        {
            End = now,
        };
    }

    /// <param name="inOrder">Whether people decided in the same order: they need not where a storage that did not answer made a task late.</param>
    public void IsLike(AWalk baseline, bool inOrder = true)
    {
        IReadOnlyList<string> differences =
        [
            .. Difference("decision", baseline.Decisions, Decisions),
            .. Difference("fact", baseline.Facts, Facts),
            .. Difference("message", baseline.Messages, Messages),
            .. Difference("page", baseline.Pages, Pages),
            .. Difference("effect", baseline.Effects, Effects),
        ];
        Assert.True(differences.Count == 0, string.Join("; ", differences));
        if (inOrder)
            Assert.Equal(baseline.Decisions, Decisions);
    }

    private static IEnumerable<string> Difference(string kind, IReadOnlyList<string> expected, IReadOnlyList<string> found)
    {
        var (before, after) = (expected.CountBy(each => each).ToDictionary(), found.CountBy(each => each).ToDictionary());
        return before.Keys.Union(after.Keys, StringComparer.Ordinal)
            .Where(each => before.GetValueOrDefault(each) != after.GetValueOrDefault(each))
            .Select(each => $"{kind} {each}: {after.GetValueOrDefault(each)} instead of {before.GetValueOrDefault(each)}");
    }

    private static bool IsPage(string key) => key.Contains(":page:", StringComparison.Ordinal);

    /// <summary>Each appointment that stands has its booking, confirmed, with its quarter-hours; nothing else is taken.</summary>
    private static async Task DaysheetsAsync(AWorld world, LoadedJourney end, CancellationToken stop)
    {
        var rows = await RowsAsync(world, TableNames.Daysheets, stop);
        var bookings = rows.Where(row => row.Key.StartsWith("b:", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            end.Journey.Appointments.All.Values.Where(each => each.State != AppointmentState.Cancelled).Select(each => $"b:{BookingId.Of(end.Journey.Id, each.Which, each.Version)}").Order(StringComparer.Ordinal),
            bookings.Select(row => row.Key).Order(StringComparer.Ordinal));
        Assert.All(bookings, row => Assert.Equal(SlotState.Confirmed, row.Word<SlotState>("state")));
        var owners = bookings.Select(row => row.Key["b:".Length..]).ToHashSet(StringComparer.Ordinal);
        Assert.All(rows.Where(row => row.Key.StartsWith("c:", StringComparison.Ordinal)), row => Assert.Contains(row.Text("booking"), owners));
    }

    private static async Task<IReadOnlyList<Row>> RowsAsync(AWorld world, string table, CancellationToken stop)
    {
        List<Row> rows = [];
        await foreach (var page in world.Tables.Open(table).ReadAsync(RowRange.Everywhere, stop))
            rows.AddRange(page);
        return rows;
    }
}
