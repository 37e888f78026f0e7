using KapWorkflow.Core;
using NodaTime;
using NodaTime.Testing;

namespace KapWorkflow.Functions.Tests;

/// <summary>A journey store at a stated time, with the smallest clinic that can decide anything.</summary>
internal sealed class AStore
{
    public static readonly Instant Start = Instant.FromUtc(2026, 3, 10, 17, 0);
    public static readonly StaffId Ada = StaffId.Parse("st_ada");
    public static readonly StaffId Ben = StaffId.Parse("st_ben");
    public static readonly Author ByAda = Author.Of(Ada, Role.Intake | Role.Therapist);
    public static readonly Author ByBen = Author.Of(Ben, Role.Prescriber | Role.Director);

    public static readonly Clinic TheClinic = new()
    {
        Version = "cv_1",
        PracticeName = "The practice",
        Brand = "RVR",
        Phone = "+15035550100",
        TimeZone = "America/Los_Angeles",
        States = ["OR"],
        Staff =
        [
            new(Ada, "Ada Example", ByAda.Roles, [new("LPC", "C1", ["OR"], new LocalDate(2030, 1, 1))]),
            new(Ben, "Ben Example", ByBen.Roles, [new("MD", "M1", ["OR"], new LocalDate(2030, 1, 1))]),
        ],
        Rooms = [new("blue", "Blue room"), new("green", "Green room")],
    };

    public AStore(ITables tables, KeyRing? keys = null) => Journeys = new(tables, keys ?? AKeyRing.New, () => TheClinic, Clock, Time);

    public JourneyStore Journeys { get; }

    public FakeClock Clock { get; } = new(Start);

    public SetTime Time { get; } = new(Start.ToDateTimeOffset());

    public Instant Now => Clock.GetCurrentInstant();

    /// <summary>The name and the words that must never be readable anywhere.</summary>
    public static ReceiveInquiry AnInquiry(string question = "Quark asks") => new(new(
        InquiringFor.Self, "Zebulon", "zebulon.quark@example.org", "+15035550199", ContactBy.Email, true, "en", "America/Los_Angeles", "OR", true)
    {
        LastName = "Quark",
        Question = question,
    });

    /// <summary>A journey that has just begun, with one open task `t:1`.</summary>
    public async Task<LoadedJourney> WithATaskAsync(int number, CancellationToken stop)
    {
        var id = AJourneyId.Number(number);
        await Journeys.CreateAsync(id, AnInquiry(), Author.Website, stop);
        var opened = await Journeys.DecideAsync(id, Author.System, OpenTask("t:1"), done: null, wake: false, stop);
        return ((CommitOutcome.Committed)opened).After;
    }

    /// <summary>Marks a journey as planned, as a turn does that has just read it.</summary>
    public async Task<MarkOutcome> PlanAsync(JourneyId id, PlanMark? mark, IReadOnlyList<LedgerEntry> skipped, CancellationToken stop) =>
        await Journeys.MarkPlannedAsync((await Journeys.LoadForPlanAsync(id, planned: null, stop))!, mark, skipped, stop);

    public static Func<Journey, Moment, Decision> OpenTask(string key) => (journey, moment) =>
        Pathway.Decide(journey, new OpenTask(key, TaskKind.ReadRepeatedInquiry, moment.Now + Duration.FromHours(1)), moment);

    public static Func<Journey, Moment, Decision> FinishTask(string key, string note = "Zebulon called") => (journey, moment) =>
        Pathway.DecideTask(journey, key, new FinishTask(key, note), moment);

    public LedgerEntry Entry(string key, EffectState state, string? note = null, int tries = 0) =>
        new(key, state, Now, Channel.Email, "inquiry-ack", note, tries);

    public EffectClaim Claim(string key, string? fingerprint = null, bool counts = false) =>
        new(Entry(key, EffectState.Claimed), Duration.FromMinutes(2)) { Fingerprint = fingerprint, Counts = counts };
}

/// <summary>The system's time, set by hand; waiting is real.</summary>
internal sealed class SetTime(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset _now = now;

    public void Advance(TimeSpan by) => _now += by;

    public override DateTimeOffset GetUtcNow() => _now;
}
