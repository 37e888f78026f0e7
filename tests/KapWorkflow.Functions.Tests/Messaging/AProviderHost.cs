using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using KapWorkflow.LocalHost;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Testing;

namespace KapWorkflow.Functions.Tests;

/// <summary>The local providers on a port of their own, the app's webhooks beside them, and senders that know nothing but settings.</summary>
internal sealed class AProviderHost : IAsyncDisposable
{
    public static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 17, 0);
    private readonly WebApplication _app;
    private readonly ServiceProvider _senders;

    private AProviderHost(WebApplication app, TimeSpan? patience, Uri? provider)
    {
        _app = app;
        Address = new Uri(app.Urls.Single());
        Settings = LocalProviderSettings.For(Address).ToDictionary(pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), pair => pair.Value, StringComparer.Ordinal);
        if (provider is not null)
        {
            foreach (var name in new[] { "SendGrid:BaseAddress", "Twilio:BaseAddress", "Pager:Url" })
                Settings[name] = new Uri(Address, provider).AbsoluteUri;
        }
        var options = MessagingOptions.From(new ConfigurationBuilder().AddInMemoryCollection(Settings).Build());
        Assert.Empty(options.Problems());
        _senders = new ServiceCollection().AddMessaging(Impatient(options, patience ?? TimeSpan.FromSeconds(10))).AddSingleton(AMessage.Clinic).BuildServiceProvider();
    }

    public Uri Address { get; }
    public Dictionary<string, string?> Settings { get; }
    public FakeClock Clock => (FakeClock)_app.Services.GetRequiredService<IClock>();
    public ILocalInbox Inbox => _app.Services.GetRequiredService<ILocalInbox>();
    public ILocalProviderFaults Faults => _app.Services.GetRequiredService<ILocalProviderFaults>();
    public Heard Heard => _app.Services.GetRequiredService<Heard>();
    public IEmailSender Mail => _senders.GetRequiredService<IEmailSender>();
    public ISmsSender Sms => _senders.GetRequiredService<ISmsSender>();
    public IPager Pager => _senders.GetRequiredService<IPager>();

    /// <summary>All events have been posted, or given up.</summary>
    public Task QuietAsync() => _app.Services.GetRequiredService<Stillness>().WhenStillAsync(TestContext.Current.CancellationToken);

    /// <param name="provider">Another path than the fakes' own, such as <c>/rough/503</c>.</param>
    /// <param name="webhookStatus">What the app answers to events.</param>
    public static async Task<AProviderHost> StartAsync(string? provider = null, TimeSpan? patience = null, string? dataFolder = null, int webhookStatus = 204)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services
            .AddSingleton<IClock>(new FakeClock(Now))
            .AddSingleton<Stillness>()
            .AddSingleton<Heard>()
            .AddLocalProviders(dataFolder, services => new Uri(services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<Microsoft.AspNetCore.Hosting.Server.Features.IServerAddressesFeature>()!.Addresses.Single()));
        var app = builder.Build();
        app.MapLocalProviders();
        MapWebhooks(app, webhookStatus);
        MapRough(app);
        await app.StartAsync();
        return new AProviderHost(app, patience, provider is null ? null : new Uri(provider, UriKind.Relative));
    }

    public async ValueTask DisposeAsync()
    {
        await _senders.DisposeAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static MessagingOptions Impatient(MessagingOptions options, TimeSpan patience) => new()
    {
        Site = options.Site,
        SendGridApiKey = options.SendGridApiKey,
        SendGridAddress = options.SendGridAddress,
        FromEmail = options.FromEmail,
        SendGridPublicKey = options.SendGridPublicKey,
        TwilioAccountSid = options.TwilioAccountSid,
        TwilioAuthToken = options.TwilioAuthToken,
        TwilioFrom = options.TwilioFrom,
        TwilioAddress = options.TwilioAddress,
        PagerAddress = options.PagerAddress,
        PagerSecret = options.PagerSecret,
        Patience = patience,
        PagerPatience = patience,
    };

    /// <summary>The app's side: what comes is let in by its signature alone.</summary>
    private static void MapWebhooks(WebApplication app, int status)
    {
        app.MapPost("/api/webhooks/sendgrid", async (HttpContext http, Heard heard) =>
        {
            using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
            var body = await reader.ReadToEndAsync();
            if (!new SendGridSignature(OptionsOf(app)).IsValid(body, http.Request.Headers[SendGridSignature.Header], http.Request.Headers[SendGridSignature.TimestampHeader]))
                return Results.StatusCode(403);
            using var events = JsonDocument.Parse(body);
            foreach (var each in events.RootElement.EnumerateArray())
                heard.Events.Enqueue($"{each.GetProperty("code").GetString()} {each.GetProperty("event").GetString()}");
            return Results.StatusCode(status);
        });
        app.MapPost("/api/webhooks/twilio/status", async (HttpContext http, Heard heard) =>
        {
            var form = await http.Request.ReadFormAsync();
            if (!new TwilioSignature(OptionsOf(app)).IsValid(http.Request.Path + http.Request.QueryString, form, http.Request.Headers[TwilioSignature.Header]))
                return Results.StatusCode(403);
            heard.Events.Enqueue($"{http.Request.Query["code"]} {form["MessageStatus"]}{form["ErrorCode"]}");
            return Results.StatusCode(status);
        });
    }

    /// <summary>A provider that is not itself: keeps what it hears and answers a status with a page of its own.</summary>
    private static void MapRough(WebApplication app) => app.Map("/rough/{status:int}/{**rest}", async (HttpContext http, int status, Heard heard) =>
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        heard.Bodies.Enqueue(await reader.ReadToEndAsync());
        http.Response.Headers.Location = "/elsewhere";
        return Results.Text("<html>Sorry</html>", "text/html", statusCode: status);
    });

    private static MessagingOptions OptionsOf(WebApplication app) => new()
    {
        Site = new Uri(app.Urls.Single()),
        SendGridPublicKey = LocalProviderAccounts.EventPublicKey,
        TwilioAuthToken = LocalProviderAccounts.TwilioAuthToken,
    };
}

internal sealed class Heard
{
    public ConcurrentQueue<string> Events { get; } = [];
    public ConcurrentQueue<string> Bodies { get; } = [];
}
