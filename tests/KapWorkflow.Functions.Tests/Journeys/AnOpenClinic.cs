using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using KapWorkflow.Core;
using KapWorkflow.LocalHost;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace KapWorkflow.Functions.Tests;

/// <summary>The whole app over HTTP, with its inbox, and what people and providers send to it.</summary>
internal sealed class AnOpenClinic : IAsyncDisposable
{
    private static int _runs;

    private AnOpenClinic(LocalClinic clinic) => Clinic = clinic;

    public LocalClinic Clinic { get; }

    public ILocalProviderFaults Faults => Clinic.Services.GetRequiredService<ILocalProviderFaults>();

    public IJourneyStore Store => Clinic.Services.GetRequiredService<IJourneyStore>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="connectionString">Null: tables in memory.</param>
    public static async Task<AnOpenClinic> StartAsync(string? connectionString, Action<IServiceCollection>? services = null, EngineOptions? engine = null)
    {
        ITables tables = connectionString is null
            ? new InMemoryTables()
            : AzureTables.From(new() { ConnectionString = connectionString, Prefix = $"h{Environment.ProcessId}n{Interlocked.Increment(ref _runs)}x" });
        return new AnOpenClinic(await LocalClinic.StartAsync(
            new LocalClinicOptions { StartAt = DemoDay.Start, Tables = tables, ConfigureServices = services ?? (static _ => { }), Engine = engine ?? new() }, Stop));
    }

    /// <summary>An inquiry as a website sends it.</summary>
    public static Dictionary<string, object> AnInquiry(string first = "Zebulon", string? interest = null) => new(StringComparer.Ordinal)
    {
        ["inquiringFor"] = "self",
        ["firstName"] = first,
        ["lastName"] = "Quark",
        ["email"] = "zebulon.quark@example.org",
        ["phone"] = "+15035550199",
        ["contactBy"] = "email",
        ["smsConsent"] = true,
        ["state"] = "MA",
        ["isAdult"] = true,
        ["interest"] = interest ?? "How does it work?",
    };

    public async Task<(int Status, JsonElement Body)> InquireAsync(Dictionary<string, object> inquiry, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/inquiries") { Content = JsonContent.Create(inquiry) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await SendAsync(request);
    }

    public Task<(int Status, JsonElement Body)> DecideAsync(TaskId task, object decision, string staff) =>
        AsStaffAsync($"/api/staff/tasks/{task}/decision", decision, staff);

    public async Task<(int Status, JsonElement Body)> AsStaffAsync(string path, object body, string staff)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("x-kap-staff", staff);
        return await SendAsync(request);
    }

    /// <summary>A text from the client, signed as Twilio signs.</summary>
    public async Task<(int Status, string Body)> TextAsync(string body, string? sid = null, bool signed = true)
    {
        var form = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["MessageSid"] = sid ?? $"SM{Guid.NewGuid():N}", ["From"] = "+15035550199", ["Body"] = body };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/twilio/sms") { Content = new FormUrlEncodedContent(form) };
#pragma warning disable CA5350 // What Twilio signs with.
        var signature = HMACSHA1.HashData(
            Encoding.UTF8.GetBytes(LocalProviderAccounts.TwilioAuthToken),
            Encoding.UTF8.GetBytes(new Uri(Clinic.BaseAddress, "/api/webhooks/twilio/sms").AbsoluteUri + string.Concat(form.Select(pair => pair.Key + pair.Value))));
#pragma warning restore CA5350
        request.Headers.Add(TwilioSignature.Header, signed ? Convert.ToBase64String(signature) : "bm90IHNpZ25lZA==");
        using var answer = await Clinic.Http.SendAsync(request, Stop);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    public Task StillAsync() => Clinic.Services.GetRequiredService<Stillness>().WhenStillAsync(Stop);

    public async Task<IReadOnlyList<LoadedJourney>> JourneysAsync()
    {
        await StillAsync();
        List<LoadedJourney> all = [];
        await foreach (var glance in Store.GlanceAsync(Stop))
            all.Add((await Store.LoadAsync(glance.Id, Stop))!);
        return all;
    }

    public IReadOnlyList<InboxMessage> Messages(string channel, string? to = null) =>
        [.. Clinic.Inbox.All.Where(message => message.Channel == channel && (to is null || message.To == to))];

    public async Task PassAsync(Duration time)
    {
        await Clinic.Travel.AdvanceByAsync(time, Stop);
        await StillAsync();
    }

    public ValueTask DisposeAsync() => Clinic.DisposeAsync();

    private async Task<(int Status, JsonElement Body)> SendAsync(HttpRequestMessage request)
    {
        using var answer = await Clinic.Http.SendAsync(request, Stop);
        return ((int)answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync(Stop)));
    }
}
