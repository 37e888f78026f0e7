using KapWorkflow.Core;
using KapWorkflow.LocalHost;
using NodaTime;
using NodaTime.Testing;

namespace KapWorkflow.Functions.Tests;

/// <summary>A client with a link, and the pages behind it.</summary>
public abstract class AClientsBrowser : IAsyncLifetime
{
    private readonly InMemoryTables _tables = new();

    protected AClientsBrowser()
    {
        var clinic = AClinicOf.Portland;
        Desk = new FakeDesk(Clock, clinic);
        Links = new ClientLinks(_tables, Clock);
        var renderer = new PageRenderer(clinic, new SiteAssets());
        Functions = new ClientFunctions(new ClientDesk(new ClientDoor(Links, Desk, renderer, new SiteOptions(), clinic), new ClientPages(renderer, clinic, Clock), Desk, clinic, Clock));
        Journey = new AJourneyOf(Clock, AJourneyId.Number(1));
    }

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected static FormKind[] Packet => [.. IntakePacket.RequiredForms, .. IntakePacket.BaselineMeasures];

    protected FakeClock Clock { get; } = new(Instant.FromUtc(2026, 12, 1, 18, 0));
    protected ClientFunctions Functions { get; }
    protected ClientLinks Links { get; }
    private protected FakeDesk Desk { get; }
    private protected AJourneyOf Journey { get; }

    public async ValueTask InitializeAsync() => await _tables.CreateAsync(Stop);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected async Task<string> LinkAsync(string purpose)
    {
        Desk.Know(Journey.Id, Journey.Facts);
        return await Links.CreateAsync(Journey.Id, purpose, Clock.GetCurrentInstant() + Duration.FromDays(8), Stop);
    }

    private protected Task<Replied> GetAsync(string token, string act = "")
    {
        var request = AnHttpRequest.Get($"/c/{token}/{act}");
        return request.Answered(act.Length == 0 ? Functions.GetClientPage(request, token, Stop) : Functions.GetClientAct(request, token, act, Stop));
    }

    private protected Task<Replied> PostAsync(string token, string act, params (string, string)[] fields) => PostAsync(token, act, "", fields);

    private protected Task<Replied> PostAsync(string token, string act, string query, params (string, string)[] fields)
    {
        var request = AnHttpRequest.Form($"/c/{token}/{act}?lang=en{query}", fields, ("Origin", "null"));
        return request.Answered(Functions.PostClientAct(request, token, act, null!, Stop));
    }
}
