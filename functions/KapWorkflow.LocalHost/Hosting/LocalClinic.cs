using KapWorkflow.Functions;

namespace KapWorkflow.LocalHost;

/// <summary>
/// The whole clinic in one process: the app's functions over HTTP, its timers and orchestrations on one clock, its tables, and an
/// inbox instead of providers. The program runs one; a test may run many.
/// </summary>
public sealed class LocalClinic : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Azurite? _azurite;

    private LocalClinic(WebApplication app, Azurite? azurite, Uri address)
    {
        _app = app;
        _azurite = azurite;
        BaseAddress = address;
        Http = NewHttp();
    }

    /// <summary>On this machine only.</summary>
    public Uri BaseAddress { get; }

    /// <summary>Follows no redirect and keeps no cookie, so that a test sees each answer.</summary>
    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public ILocalInbox Inbox => Services.GetRequiredService<ILocalInbox>();

    public LocalClock Clock => Services.GetRequiredService<LocalClock>();

    /// <summary>Moves the clock, with everything done that falls due on the way.</summary>
    public TimeTravel Travel => Time.Travel;

    public DurableEngine Engine => Time.Engine;

    private ClinicTime Time => Services.GetRequiredService<ClinicTime>();

    /// <exception cref="LocalProblemException">A port is in use, Node is missing, …: one line that says what to do.</exception>
    /// <exception cref="SettingsException">Names every setting that is missing or wrong.</exception>
    /// <exception cref="FunctionsException">Names every function that cannot be hosted.</exception>
    public static async Task<LocalClinic> StartAsync(LocalClinicOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new LocalClinicOptions();
        Azurite? azurite = null;
        WebApplication? app = null;
        var address = new LocalAddress(options.Port);
        try
        {
            azurite = await OwnStorageAsync(options, cancellationToken);
            app = Build(options, address, azurite?.ConnectionString ?? options.ConnectionString);
            FunctionChecks.Check(app.Services.GetRequiredService<FunctionCatalogue>(), app.Services);
            await app.Services.GetRequiredService<ITables>().CreateAsync(cancellationToken);
            await app.StartAsync(cancellationToken);
            app.Services.GetRequiredService<ClinicTime>().Start();
            return new LocalClinic(app, azurite, address.Uri);
        }
        catch
        {
            address.Dispose();
            if (app is not null)
                await app.DisposeAsync();
            if (azurite is not null)
                await azurite.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client of its own, such as a browser's: one that keeps cookies and goes where it is sent.</summary>
    public HttpClient NewHttp(bool followRedirects = false, bool keepCookies = false) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = followRedirects, UseCookies = keepCookies, UseProxy = false }) { BaseAddress = BaseAddress };

    /// <summary>Ends when the clinic is asked to stop.</summary>
    /// <exception cref="LocalProblemException">Its table storage has ended, unasked.</exception>
    public async Task StoppedAsync(CancellationToken stop)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var asking = stop.Register(asked.SetResult);
        var first = await Task.WhenAny(asked.Task, Time.Running, _azurite?.Stopped ?? asked.Task);
        await first;
        if (first != asked.Task && !stop.IsCancellationRequested)
            throw new LocalProblemException("The table storage (Azurite) has ended: start the practice again, nothing that was recorded is lost.");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Time.CalmAsync();
        await _app.StopAsync();
        await Time.DisposeAsync();
        await _app.DisposeAsync();
        if (_azurite is not null)
            await _azurite.DisposeAsync();
    }

    private static async Task<Azurite?> OwnStorageAsync(LocalClinicOptions options, CancellationToken cancellationToken) =>
        options.Tables is not null || options.ConnectionString is not null ? null : await Azurite.StartAsync(
            new AzuriteOptions
            {
                TablePort = options.TablesPort,
                DataFolder = options.DataFolder is { } folder ? Path.Combine(folder, "tables") : null,
                Progress = options.Progress,
            },
            cancellationToken);

    private static WebApplication Build(LocalClinicOptions options, LocalAddress address, string? storage)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore();
        address.Listen(builder.WebHost);
        builder.Host.UseDefaultServiceProvider(static provider => (provider.ValidateScopes, provider.ValidateOnBuild) = (true, true));

        var keys = DevelopmentKeys.Of(options.DataFolder);
        builder.Configuration.AddLocalSettings(options, keys, address.Uri, storage);
        builder.Logging.AddLocalLog(options.LogToConsole);
        builder.Services.AddLocalHost(options, keys, builder.Configuration);
        if (options.FunctionTypes is null)
            builder.Services.AddKapWorkflow(builder.Configuration);
        options.ConfigureServices(builder.Services);

        var app = builder.Build();
        Serve(app);
        return app;
    }

    private static void Serve(WebApplication app)
    {
        app.UseHostFiltering();
        app.UseMiddleware<PeoplesRequests>();
        app.UseMiddleware<DevelopmentStaff>();
        app.UseMiddleware<BarInjection>();
        app.UseRouting();
        LocalPages.Map(app);
        app.MapLocalProviders();
        app.Services.GetRequiredService<HttpFunctions>().Map(app);
    }
}
