using KapWorkflow.Core;
using Microsoft.Extensions.Hosting;

namespace KapWorkflow.Functions;

/// <summary>Before the first request: the tables exist, and the clinic's settings of this version are kept for whoever asks years later.</summary>
public sealed class AtStart(ITables tables, ClinicVersions versions, ClinicText text, Func<Clinic> clinic) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await tables.CreateAsync(cancellationToken);
        await versions.RememberAsync(clinic().Version, text.Json, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>clinic.json as it was read.</summary>
public sealed record ClinicText(string Json);
