using KapWorkflow.Core;
using Microsoft.DurableTask.Client;
using NodaTime;

namespace KapWorkflow.Functions.Tests;

/// <summary>Decides with the real rules over facts in memory; keeps what it was asked.</summary>
internal sealed class FakeDesk(IClock clock, Clinic clinic) : IJourneyDesk
{
    private readonly Dictionary<JourneyId, List<Recorded>> _facts = [];

    public List<InquirySubmission> Received { get; } = [];
    public List<(InquiryDetails Unfinished, string? Key)> Alarms { get; } = [];
    public bool AlarmFails { get; set; }
    public List<(JourneyId Journey, Command Command, Author By)> Given { get; } = [];

    /// <summary>Instead of what the rules say.</summary>
    public CommitOutcome? Answers { get; set; }
    public InquiryAnswer InquiryAnswers { get; set; } = new InquiryAnswer.Received("ABCD-EFGH", First: true, Crisis: false);

    public void Know(JourneyId id, params IEnumerable<Recorded> facts) => _facts[id] = [.. facts];

    public IReadOnlyList<Recorded> Facts(JourneyId id) => _facts[id];

    public Journey Journey(JourneyId id) => Core.Journey.Of(id, _facts[id]);

    public Task<CommitOutcome> GiveAsync(LoadedJourney read, Command command, Author by, DurableTaskClient durable, CancellationToken cancellation)
    {
        var id = read.Journey.Id;
        Given.Add((id, command, by));
        return Task.FromResult(Answers ?? Decide(id, by, (journey, moment) => Pathway.Decide(journey, command, moment)));
    }

    public Task<CommitOutcome> DecideTaskAsync(LoadedJourney read, string task, Command decision, Author by, DurableTaskClient durable, CancellationToken cancellation)
    {
        var id = read.Journey.Id;
        Given.Add((id, decision, by));
        return Task.FromResult(Answers ?? Decide(id, by, (journey, moment) => Pathway.DecideTask(journey, task, decision, moment)));
    }

    public Task<InquiryAnswer> ReceiveAsync(InquirySubmission submission, DurableTaskClient durable, CancellationToken cancellation)
    {
        Received.Add(submission);
        return Task.FromResult(InquiryAnswers);
    }

    public Task AlarmAsync(InquiryDetails unfinished, string? key, DurableTaskClient durable, CancellationToken cancellation)
    {
        if (AlarmFails)
            throw new InvalidOperationException("The tables are down.");
        Alarms.Add((unfinished, key));
        return Task.CompletedTask;
    }

    public Task<LoadedJourney?> LoadAsync(JourneyId id, CancellationToken cancellation) => Task.FromResult(_facts.ContainsKey(id) ? Load(id) : null);

    private LoadedJourney Load(JourneyId id) => new(Journey(id), _facts[id], Ledger.Empty, id.Value, null);

    private CommitOutcome Decide(JourneyId id, Author by, Func<Journey, Moment, Decision> decide)
    {
        if (!_facts.TryGetValue(id, out var facts))
            return new CommitOutcome.NotFound();
        var before = Journey(id);
        switch (decide(before, new Moment(clock.GetCurrentInstant(), by, clinic)))
        {
            case Decision.Accepted accepted:
                var recorded = accepted.Facts.Select((fact, index) => new Recorded(before.Sequence + index + 1, clock.GetCurrentInstant(), by, clinic.Version, "at_test", fact)).ToList();
                facts.AddRange(recorded);
                return new CommitOutcome.Committed(Load(id), recorded) { Before = before };
            case Decision.Refused refused:
                return new CommitOutcome.Refused(refused.Kind, refused.Reasons);
            default:
                throw new InvalidOperationException("A decision is one of the two.");
        }
    }
}
