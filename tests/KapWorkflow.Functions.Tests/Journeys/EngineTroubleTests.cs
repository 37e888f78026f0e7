using KapWorkflow.Core;
using KapWorkflow.LocalHost;
using Microsoft.DurableTask.Client;
using NodaTime;

namespace KapWorkflow.Functions.Tests;

/// <summary>Durable is the clock and the hands, not the truth: what becomes of its instances and deliveries changes nothing.</summary>
public class A_journey_whose_orchestrations_are_in_trouble
{
    private static readonly Scenario Whole = Scenario.All[0];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Goes_on_when_every_instance_is_deleted_after_every_step()
    {
        var (baseline, _) = await WalkAsync(new EngineOptions(), static _ => Task.CompletedTask);
        var deleted = 0;
        var (walk, _) = await WalkAsync(new EngineOptions(), async process =>
        {
            await foreach (var instance in process.Durable.GetAllInstancesAsync().WithCancellation(Stop))
            {
                if (instance.IsRunning)
                    await process.Durable.TerminateInstanceAsync(instance.InstanceId, cancellation: Stop);
            }
            await process.Stillness.WhenStillAsync(Stop);
            deleted += (await process.Durable.PurgeAllInstancesAsync(new PurgeInstancesFilter(), cancellation: Stop)).PurgedInstanceCount;
            await process.SweepAsync(Stop);
            await process.SettleAsync(null, Stop);
        });
        walk.IsLike(baseline);
        Assert.InRange(deleted, 100, 1000);
    }

    public static TheoryData<string> Modes => ["activities twice", "events twice", "events late", "shuffled", "everything"];

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Is_the_same_when_the_engine_misbehaves(string mode)
    {
        var (baseline, _) = await WalkAsync(new EngineOptions(), static _ => Task.CompletedTask);
        var (walk, _) = await WalkAsync(
            new EngineOptions
            {
                RunActivitiesTwice = mode is "activities twice" or "everything",
                DeliverEventsTwice = mode is "events twice" or "everything",
                EventLateness = mode is "events late" or "everything" ? Duration.FromSeconds(30) : Duration.Zero,
                ShuffleDeliveries = mode is "shuffled" or "everything",
                Seed = 7,
            },
            static _ => Task.CompletedTask);
        // Late events move tasks by seconds, so people take them in another order.
        walk.IsLike(baseline, inOrder: mode is not ("events late" or "everything"));
    }

    /// <summary>A release, or a change of settings: rungs that would have been due long ago are noted, never made up for.</summary>
    [Fact]
    public async Task Is_not_flooded_by_duties_that_are_new_and_past()
    {
        var world = new AWorld();
        var changed = (Instant?)null;
        var before = 0;
        await using var ground = new DirectGround(world, Stop)
        {
            Between = async process =>
            {
                if (changed is not null || world.Clock.GetCurrentInstant() < DemoDay.Start + Duration.FromHours(90))
                    return;
                (changed, before) = (world.Clock.GetCurrentInstant(), world.Providers.Sent.Count);
                // Rungs 5 to 8 would have been due before; 9 stands where 5 stood; 10 is new and to come.
                world.Clinic = world.Clinic with { Inquiry = world.Clinic.Inquiry with { AttemptHours = [0, 4, 24, 72, 73, 74, 75, 76, 168, 240] } };
                await process.SweepAsync(Stop);
                await process.SettleAsync(null, Stop);
                Assert.Equal(before, world.Providers.Sent.Count);
            },
        };
        var walk = await AWalk.GoAsync(world, ground, Scenario.Find("no-answer")!, Stop);

        Assert.NotNull(changed);
        Assert.All(Enumerable.Range(5, 3), rung => Assert.Contains($"inquiry:call:{rung} NotApplicable planned-before", walk.Effects));
        Assert.All([9, 10], rung => Assert.Contains($"inquiry:call:{rung} Done", walk.Effects));
        Assert.All(Enumerable.Range(4, 4), rung => Assert.Contains($"inquiry:retry:{rung}:email NotApplicable planned-before", walk.Effects));
        Assert.Equal(
            ["Email inquiry:retry:8:email", "Email inquiry:retry:9:email"],
            walk.Messages.Where(message => message is ['E', ..] && string.CompareOrdinal(message, "Email inquiry:retry:4") >= 0 && message.Contains(":retry:", StringComparison.Ordinal)));
    }

    internal static async Task<(AWalk Walk, AWorld World)> WalkAsync(EngineOptions engine, Func<OneProcess, Task> between)
    {
        var world = new AWorld { Engine = engine };
        await using var ground = new DirectGround(world, Stop) { Between = between };
        return (await AWalk.GoAsync(world, ground, Whole, Stop), world);
    }
}
