using System.Reflection;
using KapWorkflow.Functions;
using NodaTime;

namespace KapWorkflow.LocalHost;

/// <summary>How a whole clinic is started in this process. Every default is for a test: any free port, nothing kept, nothing read from outside.</summary>
public sealed class LocalClinicOptions
{
    /// <summary>0 takes any free port.</summary>
    public int Port { get; init; }

    /// <summary>Null starts an Azurite of the clinic's own, unless <see cref="ConnectionString"/> names a storage.</summary>
    public ITables? Tables { get; init; }

    /// <summary>A storage that is running already, such as a test assembly's Azurite.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The port of the clinic's own Azurite; 0 takes any free one.</summary>
    public int TablesPort { get; init; }

    /// <summary>Where messages, keys, the clock's offset and the own Azurite's tables are kept. Null keeps them in memory.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The clock stands still there. Null lets it run at real speed.</summary>
    public Instant? StartAt { get; init; }

    /// <summary>How the durable engine behaves, and misbehaves.</summary>
    public EngineOptions Engine { get; init; } = new();

    /// <summary>A local.settings.json whose "Values" are read. Null reads none: a test must never find a real provider's key.</summary>
    public string? SettingsFile { get; init; }

    /// <summary>Settings that win over all others, named as in local.settings.json (<c>Twilio__AccountSid</c>).</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Called last, so what it registers replaces the app's and the host's.</summary>
    public Action<IServiceCollection> ConfigureServices { get; init; } = static _ => { };

    public Assembly FunctionsAssembly { get; init; } = typeof(KapWorkflowServices).Assembly;

    /// <summary>Writes the log to the console: warnings, and what the app says.</summary>
    public bool LogToConsole { get; init; }

    /// <summary>Told one line for each step that takes a person's patience.</summary>
    public Action<string> Progress { get; init; } = static _ => { };

    /// <summary>For tests of the host itself: single classes instead of the app, whose services are left out as well.</summary>
    internal IReadOnlyList<Type>? FunctionTypes { get; init; }
}
