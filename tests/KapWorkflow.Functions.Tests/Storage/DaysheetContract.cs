using KapWorkflow.Core;
using KapWorkflow.LocalHost;
using NodaTime;

namespace KapWorkflow.Functions.Tests;

public class Daysheets_in_memory : DaysheetContract
{
    protected override string? ConnectionString => null;

    /// <summary>Whatever call is lost or dies, and whatever happens next: no quarter-hour has two owners, and no booking half its claims.</summary>
    /// <param name="fault">What happens at each call in turn.</param>
    /// <param name="hour">Where the booking at eight moves to: nine is one transaction; eleven is one too many writes for that.</param>
    [Theory]
    [InlineData(Fault.CrashBefore, 9)]
    [InlineData(Fault.CrashAfter, 9)]
    [InlineData(Fault.RequestLost, 9)]
    [InlineData(Fault.ResponseLost, 9)]
    [InlineData(Fault.CrashBefore, 11)]
    [InlineData(Fault.CrashAfter, 11)]
    [InlineData(Fault.RequestLost, 11)]
    [InlineData(Fault.ResponseLost, 11)]
    public async Task Stay_whole_when_any_call_is_lost(Fault fault, int hour)
    {
        for (var call = 1; ; call++)
        {
            var faulty = new FaultyTables(new InMemoryTables());
            var sheets = SheetsOn(faulty);
            await sheets.ClaimAsync(Claim(9, Morning(15)), Minutes(5), Stop);
            Func<Task>[] steps =
            [
                async () => Assert.IsNotType<SlotAnswer.Taken>(await sheets.ClaimAsync(Claim(1, Morning(8)), Minutes(5), Stop)),
                async () => Assert.True(await sheets.ConfirmAsync(Booking(1), Morning(8), "at_1", Stop)),
                async () => Assert.IsNotType<SlotAnswer.Taken>(await sheets.MoveAsync(Booking(1), Morning(8), Claim(1, Morning(hour), version: 2), Minutes(5), Stop)),
                async () => Assert.True(await sheets.ConfirmAsync(Booking(1, 2), Morning(hour), "at_1", Stop)),
                () => sheets.ReleaseAsync(Booking(1), Morning(8), null, Stop),
                () => sheets.ReleaseAsync(Booking(9), Morning(15), null, Stop),
            ];
            faulty.FailAt(call, fault);
            var struck = false;
            foreach (var step in steps)
            {
                try
                {
                    await step();
                }
                catch (Exception failure) when (failure is SimulatedCrashException or StorageUnreachableException && !struck)
                {
                    struck = true;
                    faulty.Restart();
                    if (hour == 9) await AssertWholeAsync(faulty);
                    await step();
                }
            }
            struck |= faulty.Calls.Count >= call;
            faulty.Restart();
            await AssertWholeAsync(faulty);
            Assert.Equal([(Booking(1, 2), SlotState.Confirmed)], (await sheets.OnAsync(Date, Stop)).Select(slot => (slot.Booking, slot.State)));
            if (!struck) break;
        }
    }
}

public class Daysheets_on_Azurite(AzuriteFixture azurite) : DaysheetContract
{
    protected override string? ConnectionString => azurite.ConnectionString;
}

public abstract class DaysheetContract : StoreTests
{
    protected static readonly LocalDate Date = new(2026, 3, 10);
    private static readonly DateTimeZone Zone = AStore.TheClinic.Zone;

    private readonly SetTime _time = new(AStore.Start.ToDateTimeOffset());

    private Daysheets Sheets => field ??= SheetsOn(Tables);

    [Fact]
    public async Task Give_one_slot_to_one_of_64_racers_and_tell_the_others_what_is_taken()
    {
        var answers = await Task.WhenAll(Enumerable.Range(1, 64).Select(n => Sheets.ClaimAsync(Claim(n, Morning(10)), Minutes(5), Stop)));
        Assert.Single(answers.OfType<SlotAnswer.Claimed>());
        Assert.Equal(63, answers.OfType<SlotAnswer.Taken>().Count(taken => taken.Resources.Order(StringComparer.Ordinal).SequenceEqual(["room-blue", "st_ada", "st_ben"])));
        Assert.Single(await Sheets.OnAsync(Date, Stop));
        await AssertWholeAsync(Tables);
    }

    [Fact]
    public async Task Give_overlapping_times_to_one_of_64_racers_each()
    {
        var answers = await Task.WhenAll(Enumerable.Range(1, 64).Select(n => Sheets.ClaimAsync(Claim(n, Morning(10) + Minutes(n - 32)), Minutes(5), Stop)));
        Assert.Single(answers.OfType<SlotAnswer.Claimed>());
        await AssertWholeAsync(Tables);
    }

    [Fact]
    public async Task Let_64_people_book_64_days()
    {
        var answers = await Task.WhenAll(Enumerable.Range(1, 64).Select(n => Sheets.ClaimAsync(Claim(n, Morning(10) + Duration.FromDays(n)), Minutes(5), Stop)));
        Assert.All(answers, answer => Assert.IsType<SlotAnswer.Claimed>(answer));
    }

    [Fact]
    public async Task Claim_confirm_and_release_a_slot()
    {
        Counter.Reset();
        Assert.IsType<SlotAnswer.Claimed>(await Sheets.ClaimAsync(Claim(1, Morning(10)), Minutes(5), Stop));
        Assert.Equal(1, Counter.Total);
        Assert.IsType<SlotAnswer.AlreadyOurs>(await Sheets.ClaimAsync(Claim(1, Morning(10)), Minutes(5), Stop));
        var held = Assert.Single(await Sheets.OnAsync(Date, Stop));
        Assert.Equal((Booking(1), "at_1", SlotState.Held, AStore.Start + Minutes(5)), (held.Booking, held.Attempt, held.State, held.Expires));
        Assert.Equal((Morning(10), Morning(13) + Minutes(30)), (held.Start, held.End));
        Assert.Equal(["st_ada", AJourneyId.Number(1).Value, "st_ben", "room-blue"], held.Resources);

        Assert.False(await Sheets.ConfirmAsync(Booking(1), Morning(10), "at_other", Stop));
        Assert.True(await Sheets.ConfirmAsync(Booking(1), Morning(10), "at_1", Stop));
        Assert.True(await Sheets.ConfirmAsync(Booking(1), Morning(10), null, Stop));
        Assert.False(await Sheets.ConfirmAsync(Booking(2), Morning(10), null, Stop));
        Assert.Null(Assert.Single(await Sheets.OnAsync(Date, Stop)).Expires);

        await Sheets.ReleaseAsync(Booking(1), Morning(10), "at_other", Stop);
        Assert.Single(await Sheets.OnAsync(Date, Stop));
        await Sheets.ReleaseAsync(Booking(1), Morning(10), null, Stop);
        await Sheets.ReleaseAsync(Booking(1), Morning(10), null, Stop);
        Assert.Equal(["v"], (await AllAsync(Tables.Open(TableNames.Daysheets), RowRange.Everywhere)).Select(row => row.Key));
        Assert.IsType<SlotAnswer.Claimed>(await Sheets.ClaimAsync(Claim(2, Morning(10)), null, Stop));
        Assert.Equal(SlotState.Confirmed, Assert.Single(await Sheets.OnAsync(Date, Stop)).State);
    }

    [Fact]
    public async Task Hold_a_room_until_it_is_ready_again_and_people_only_for_their_time()
    {
        await Sheets.ClaimAsync(Claim(1, Morning(9)), null, Stop);
        var green = new AppointmentBooked(new(AppointmentPurpose.Integration, 1), Morning(12), Morning(12) + Minutes(50), AStore.Ada, null, "blue", Modality.InPerson);
        var tooEarly = new SlotClaim(BookingId.Of(AJourneyId.Number(2), green.Which, 1), "at_2", Needs.Of(AJourneyId.Number(2), green, AStore.TheClinic));
        Assert.Equal(["room-blue"], Assert.IsType<SlotAnswer.Taken>(await Sheets.ClaimAsync(tooEarly, null, Stop)).Resources);
        var elsewhere = tooEarly with { Needs = Needs.Of(AJourneyId.Number(2), green with { Room = "green" }, AStore.TheClinic) };
        Assert.IsType<SlotAnswer.Claimed>(await Sheets.ClaimAsync(elsewhere, null, Stop));
        var client = new SlotClaim(BookingId.Of(AJourneyId.Number(1), green.Which, 1), "at_3", [new(AJourneyId.Number(1).Value, Morning(11), Morning(12))]);
        Assert.Equal([AJourneyId.Number(1).Value], Assert.IsType<SlotAnswer.Taken>(await Sheets.ClaimAsync(client, null, Stop)).Resources);
    }

    [Fact]
    public async Task Refuse_a_second_attempt_at_the_same_booking_even_at_another_time()
    {
        await Sheets.ClaimAsync(Claim(1, Morning(8)), Minutes(5), Stop);
        var other = Claim(1, Morning(13)) with { Attempt = "at_other" };
        Assert.Equal([AJourneyId.Number(1).Value], Assert.IsType<SlotAnswer.Taken>(await Sheets.ClaimAsync(other, Minutes(5), Stop)).Resources);
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.IsType<SlotAnswer.Claimed>(await Sheets.ClaimAsync(other, Minutes(5), Stop));
        Assert.False(await Sheets.ConfirmAsync(Booking(1), Morning(8), "at_1", Stop));
        await AssertWholeAsync(Tables);
    }

    [Fact]
    public async Task Let_one_of_many_take_a_lapsed_hold_whose_holder_then_fails_to_confirm()
    {
        await Sheets.ClaimAsync(Claim(1, Morning(10)), Minutes(5), Stop);
        Assert.IsType<SlotAnswer.Taken>(await Sheets.ClaimAsync(Claim(2, Morning(11)), Minutes(5), Stop));
        _time.Advance(TimeSpan.FromMinutes(5));
        var answers = await Task.WhenAll(Enumerable.Range(2, 16).Select(n => Sheets.ClaimAsync(Claim(n, Morning(11)), Minutes(5), Stop)));
        Assert.Single(answers.OfType<SlotAnswer.Claimed>());
        Assert.False(await Sheets.ConfirmAsync(Booking(1), Morning(10), "at_1", Stop));
        Assert.Single(await Sheets.OnAsync(Date, Stop));
        await AssertWholeAsync(Tables);
    }

    [Fact]
    public async Task Give_a_lapsed_hold_either_to_its_holder_or_to_the_next_never_to_both()
    {
        for (var round = 1; round <= 10; round++)
        {
            var start = Morning(10) + Duration.FromDays(round);
            await Sheets.ClaimAsync(Claim(1, start), Duration.Zero, Stop);
            var confirming = Sheets.ConfirmAsync(Booking(1), start, "at_1", Stop);
            var stealing = Sheets.ClaimAsync(Claim(2, start), Minutes(5), Stop);
            var (confirmed, stolen) = (await confirming, await stealing is SlotAnswer.Claimed);
            Assert.NotEqual(confirmed, stolen);
        }
        await AssertWholeAsync(Tables);
    }

    [Fact]
    public async Task Take_over_several_lapsed_holds_that_one_transaction_could_not_hold()
    {
        await Sheets.ClaimAsync(Claim(1, Morning(8)), Minutes(5), Stop);
        await Sheets.ClaimAsync(Claim(2, Morning(12)), Minutes(5), Stop);
        await Sheets.ClaimAsync(Claim(3, Morning(16)), Minutes(5), Stop);
        _time.Advance(TimeSpan.FromMinutes(5));
        var long_ = new SlotClaim(Booking(4), "at_4", [new("st_ada", Morning(10), Morning(17)), new("room-blue", Morning(8), Morning(20))]);
        Assert.IsType<SlotAnswer.Claimed>(await Sheets.ClaimAsync(long_, Minutes(5), Stop));
        Assert.Equal(Booking(4), Assert.Single(await Sheets.OnAsync(Date, Stop)).Booking);
        await AssertWholeAsync(Tables);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2.75)]
    [InlineData(3.25)]
    [InlineData(4)]
    public async Task Move_a_booking_on_its_day_in_one_step_though_the_times_overlap(double hours)
    {
        var later = Morning(9) + Duration.FromHours(hours);
        await Sheets.ClaimAsync(Claim(1, Morning(9)), null, Stop);
        await Sheets.ClaimAsync(Claim(2, Morning(17)), null, Stop);
        Assert.IsType<SlotAnswer.Claimed>(await Sheets.MoveAsync(Booking(1), Morning(9), Claim(1, later, version: 2), Minutes(5), Stop));
        Assert.True(await Sheets.ConfirmAsync(Booking(1, 2), later, "at_1", Stop));
        await Sheets.ReleaseAsync(Booking(1), Morning(9), null, Stop);
        Assert.Equal([Booking(1, 2), Booking(2)], (await Sheets.OnAsync(Date, Stop)).Select(slot => slot.Booking));
        await AssertWholeAsync(Tables);
        Assert.IsType<SlotAnswer.Taken>(await Sheets.MoveAsync(Booking(1, 2), later, Claim(1, Morning(15), version: 3), Minutes(5), Stop));
        Assert.Equal(later, (await Sheets.OnAsync(Date, Stop))[0].Start);
    }

    [Fact]
    public async Task Keep_the_old_time_of_a_move_to_another_day_until_it_is_released()
    {
        var tomorrow = Morning(9) + Duration.FromDays(1);
        await Sheets.ClaimAsync(Claim(1, Morning(9)), null, Stop);
        Assert.IsType<SlotAnswer.Claimed>(await Sheets.MoveAsync(Booking(1), Morning(9), Claim(1, tomorrow, version: 2), Minutes(5), Stop));
        Assert.Single(await Sheets.OnAsync(Date, Stop));
        await Sheets.ReleaseAsync(Booking(1), Morning(9), null, Stop);
        Assert.Empty(await Sheets.OnAsync(Date, Stop));
        Assert.Single(await Sheets.OnAsync(Date.PlusDays(1), Stop));
    }

    [Fact]
    public async Task Refuse_what_runs_past_midnight_or_is_too_large()
    {
        Assert.IsType<SlotAnswer.DoesNotFit>(await Sheets.ClaimAsync(Claim(1, Morning(21)), null, Stop));
        Assert.IsType<SlotAnswer.Claimed>(await Sheets.ClaimAsync(Claim(1, Morning(20) + Minutes(30)), null, Stop));
        var all = new SlotClaim(Booking(2), "at_2", [new("st_ada", Morning(0), Morning(23)), new("st_ben", Morning(0), Morning(23))]);
        Assert.IsType<SlotAnswer.DoesNotFit>(await Sheets.ClaimAsync(all, null, Stop));
        Assert.IsType<SlotAnswer.DoesNotFit>(await Sheets.ClaimAsync(all with { Needs = [new("st_ada", Morning(3), Morning(3))] }, null, Stop));
    }

    [Theory]
    [InlineData(2026, 3, 8, 92)]
    [InlineData(2026, 3, 10, 96)]
    [InlineData(2026, 11, 1, 100)]
    public async Task Count_every_quarter_hour_of_a_day_once_also_when_the_clocks_change(int year, int month, int day, int quarters)
    {
        var midnight = Zone.AtStartOfDay(new(year, month, day)).ToInstant();
        var answers = await Task.WhenAll(Enumerable.Range(0, quarters).Select(n => Sheets.ClaimAsync(
            new(Booking(n + 1), "at_x", [new("st_ada", midnight + Minutes(15 * n), midnight + Minutes(15 * (n + 1)))]), null, Stop)));
        Assert.All(answers, answer => Assert.IsType<SlotAnswer.Claimed>(answer));
        Assert.Equal(quarters, (await Sheets.OnAsync(new(year, month, day), Stop)).Count);
        var past = new SlotClaim(Booking(200), "at_x", [new("st_ben", midnight + Minutes(15 * quarters) - Minutes(15), midnight + Minutes(15 * quarters) + Minutes(1))]);
        Assert.IsType<SlotAnswer.DoesNotFit>(await Sheets.ClaimAsync(past, null, Stop));
    }

    [Fact]
    public void Read_booking_ids_only_as_they_are_written()
    {
        Assert.True(BookingId.TryParse(Booking(1, 3).ToString(), out var id));
        Assert.Equal(Booking(1, 3), id);
        foreach (var wrong in (string[])["", "a.b.c", Booking(1) + ".v2", AJourneyId.Number(1) + ".dosing-0.v1", AJourneyId.Number(1) + ".dosing-1.v0", AJourneyId.Number(1) + ".dosing-1.1"])
            Assert.False(BookingId.TryParse(wrong, out _));
    }

    protected static Instant Morning(int hour) => PracticeTime.At(Date + new LocalTime(hour, 0), Zone);

    protected static Duration Minutes(int minutes) => Duration.FromMinutes(minutes);

    protected static BookingId Booking(int journey, int version = 1) => BookingId.Of(AJourneyId.Number(journey), new(AppointmentPurpose.Dosing, 1), version);

    /// <summary>A dosing session of three hours with both clinicians in the blue room.</summary>
    protected static SlotClaim Claim(int journey, Instant start, int version = 1)
    {
        var booked = new AppointmentBooked(new(AppointmentPurpose.Dosing, 1), start, start + Duration.FromHours(3), AStore.Ada, AStore.Ben, "blue", Modality.InPerson);
        return new(Booking(journey, version), $"at_{journey}", Needs.Of(AJourneyId.Number(journey), booked, AStore.TheClinic));
    }

    protected Daysheets SheetsOn(ITables tables) => new(tables, "practice", () => AStore.TheClinic, _time);

    /// <summary>No claim without its booking, no booking without each of its claims.</summary>
    protected static async Task AssertWholeAsync(ITables tables)
    {
        foreach (var day in (await AllAsync(tables.Open(TableNames.Daysheets), RowRange.Everywhere)).GroupBy(row => row.Partition, StringComparer.Ordinal))
        {
            var claims = day.Where(row => row.Key.StartsWith("c:", StringComparison.Ordinal)).ToLookup(row => row.Text("booking"), StringComparer.Ordinal);
            var headers = day.Where(row => row.Key.StartsWith("b:", StringComparison.Ordinal)).ToDictionary(row => row.Key[2..], StringComparer.Ordinal);
            Assert.Empty(claims.Select(claim => claim.Key).Except(headers.Keys, StringComparer.Ordinal));
            foreach (var (booking, header) in headers)
            {
                Assert.Equal(
                    header.Text("resources").Split(' ').Order(StringComparer.Ordinal),
                    claims[booking].Select(claim => claim.Key.Split(':')[1]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
                // A session of three hours: twelve quarters for three people, fourteen for the room; one more each when it starts within one.
                if (header.Text("resources").Split(' ').Length == 4) Assert.Contains(claims[booking].Count(), (int[])[50, 54]);
            }
        }
    }
}
