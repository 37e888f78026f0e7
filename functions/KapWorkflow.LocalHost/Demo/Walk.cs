using KapWorkflow.Core;
using KapWorkflow.Functions;
using NodaTime;

namespace KapWorkflow.LocalHost;

/// <summary>Where a client is walked: over HTTP for the demonstration, past it for the sweeps that need thousands of walks.</summary>
public interface IWalkGround
{
    Instant Now { get; }

    /// <summary>When something of the app falls due next; null when nothing ever will.</summary>
    Instant? NextStop { get; }

    Task SubmitAsync(InquiryDetails details);

    /// <summary>The journey once everything under way has ended.</summary>
    Task<LoadedJourney?> LookAsync();

    /// <returns>Why not, or nothing.</returns>
    Task<IReadOnlyList<Reason>> DoAsync(LoadedJourney read, NextStep.Do step);

    Task AdvanceToAsync(Instant to);
}

/// <summary>Somebody was refused what the scenario says they do: the scenario or the app is wrong.</summary>
public sealed class WalkStoppedException(string what) : Exception(what);

/// <summary>Walks one client through the whole pathway: the client does what messages ask, staff do their tasks, and time passes in between.</summary>
/// <param name="inPace">People take a few minutes for what they do, so that a diary tells things in their order; the sweeps do without.</param>
public sealed class Walk(IWalkGround ground, Clinic clinic, Scenario scenario, bool inPace = false)
{
    private static readonly Duration StaffTakes = Duration.FromMinutes(2);
    private static readonly Duration ClientTakes = Duration.FromMinutes(25);
    private const int MostSteps = 2000;
    private readonly Queue<string> _last = [];
    private readonly ScriptedClient _client = new(clinic, scenario);
    private readonly ScriptedStaff _staff = new(clinic, scenario);
    private AuthorKind _lastActor = AuthorKind.Website;
    private Instant _paused = Instant.MinValue;

    public async Task<LoadedJourney> GoAsync()
    {
        await ground.SubmitAsync(ScriptedClient.Inquiry);
        for (var steps = 0; steps < MostSteps; steps++)
        {
            var read = await ground.LookAsync() ?? throw new WalkStoppedException("The inquiry began no journey.");
            if (!await StepAsync(read))
                return read;
        }
        throw new WalkStoppedException($"The walk has not come to an end after {MostSteps} steps; the last were: {string.Join(", ", _last)}.");
    }

    /// <returns>Whether time went by: then things may look different.</returns>
    private async Task<bool> PauseAsync(AuthorKind actor)
    {
        if (!inPace || _paused == ground.Now || (actor == AuthorKind.Client && _lastActor == actor))
            return false;
        await ground.AdvanceToAsync(ground.Now + (actor == AuthorKind.Client ? ClientTakes : StaffTakes));
        _paused = ground.Now;
        return true;
    }

    private void Remember(string step)
    {
        _last.Enqueue(step);
        if (_last.Count > 8)
            _last.Dequeue();
    }

    private async Task<bool> StepAsync(LoadedJourney read)
    {
        var next = _client.Next(read.Journey, read.Ledger) ?? _staff.Next(read.Journey, ground.Now);
        if (next is NextStep.Do step)
        {
            if (await PauseAsync(step.By.Kind))
                return true;
            Remember($"{step.Command.GetType().Name} {step.Task}");
            (_lastActor, _paused) = (step.By.Kind, Instant.MinValue);
            if (await ground.DoAsync(read, step) is { Count: > 0 } reasons)
                throw new WalkStoppedException($"{step.By.Kind} was refused {step.Command.GetType().Name}: {string.Join(" ", reasons.Select(reason => reason.Text))}");
            return true;
        }

        var until = new[] { ground.NextStop, (next as NextStep.Wait)?.Until }.OfType<Instant>().Select(at => (Instant?)at).Min();
        if (until is not { } to)
            return false;
        Remember($"to {to}");
        _lastActor = AuthorKind.System;
        await ground.AdvanceToAsync(to);
        return true;
    }
}
