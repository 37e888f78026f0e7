using KapWorkflow.Core;
using KapWorkflow.LocalHost;

namespace KapWorkflow.Functions.Tests;

public class A_text_whose_handling_was_cut_short
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Fault.CrashBefore)]
    [InlineData(Fault.CrashAfter)]
    [InlineData(Fault.RequestLost)]
    [InlineData(Fault.ResponseLost)]
    public async Task Is_recorded_once_when_it_is_delivered_again(Fault fault)
    {
        var calls = 1;
        for (var call = 1; call <= calls; call++)
        {
            var world = new AWorld();
            await using var ground = new DirectGround(world, Stop)
            {
                Arm = (tables, step, tries) =>
                {
                    if (step == 2 && tries == 1)
                        tables.FailAt(call, fault);
                    else
                        tables.Restart();
                },
            };
            await ground.SubmitAsync(ScriptedClient.Inquiry);
            await ground.StepAsync((process, _) => process.Get<InboundTexts>().ReceiveAsync("SM1", ScriptedClient.Inquiry.Phone!, "I want to die", process.Durable, Stop));
            calls = Math.Max(calls, ground.MostCalls);

            var read = (await ground.LookAsync())!;
            Assert.Single(read.Facts, fact => fact.Fact is MessageReceived { Kind: InboundKind.Crisis });
            Assert.Single(read.Facts, fact => fact.Fact is AlertRaised);
            Assert.Contains(world.Providers.Sent, message => message.Channel == Channel.Pager);
        }
        Assert.InRange(calls, 10, 200);
    }
}

public class A_text_from_the_number_of_somebody_who_has_died
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_not_put_into_their_journey_and_its_alarm_is_heard_all_the_same()
    {
        var world = new AWorld();
        await using var ground = new DirectGround(world, Stop);
        await ground.SubmitAsync(ScriptedClient.Inquiry);
        var noel = world.Clinic.Staff.First(member => member.Roles.HasFlag(Role.Nurse));
        var read = (await ground.LookAsync())!;
        await ground.StepAsync(async (process, _) => await process.Get<IJourneyDesk>().GiveAsync(read, new RecordDeath("the sister called"), Author.Of(noel.Id, noel.Roles), process.Durable, Stop) is CommitOutcome.Committed);
        await ground.StepAsync(async (process, _) =>
        {
            await process.Get<InboundTexts>().ReceiveAsync("SM9", ScriptedClient.Inquiry.Phone!, "I want to die", process.Durable, Stop);
            return true;
        });
        Assert.DoesNotContain((await ground.LookAsync())!.Facts, fact => fact.Fact is MessageReceived);
        Assert.Contains(world.Providers.Sent, message => message.Channel == Channel.Pager);
    }
}

public class A_text_from_a_number_that_staff_corrected
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_known_as_the_clients()
    {
        var world = new AWorld();
        await using var ground = new DirectGround(world, Stop);
        await ground.SubmitAsync(ScriptedClient.Inquiry);
        var intake = world.Clinic.Staff.First(member => member.Roles.HasFlag(Role.Intake));
        var read = (await ground.LookAsync())!;
        await ground.StepAsync(async (process, _) => await process.Get<IJourneyDesk>().GiveAsync(
            read, new CorrectContact("rowan@example.test", "+16175550166", SmsConsent: true, "en", "America/New_York"), Author.Of(intake.Id, intake.Roles), process.Durable, Stop) is CommitOutcome.Committed);
        await ground.StepAsync(async (process, _) =>
        {
            await process.Get<InboundTexts>().ReceiveAsync("SM8", "+16175550166", "I want to die", process.Durable, Stop);
            return true;
        });
        Assert.Contains((await ground.LookAsync())!.Facts, fact => fact.Fact is MessageReceived { Kind: InboundKind.Crisis });
    }
}
