using KapWorkflow.Core;
using KapWorkflow.LocalHost;

namespace KapWorkflow.Functions.Tests;

/// <summary>
/// A whole journey, from the form to the last follow-up. In round r every step of it fails at its r-th storage call; rounds go on until
/// no step has so many. What people decided, what was recorded and what went out must be as if nothing had happened.
/// KAP_LONG=1 walks six doses instead of two, and loses requests and answers too.
/// </summary>
public class A_journey_whose_process_dies_at_any_storage_call
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("KAP_LONG") is "1";

    private static readonly Scenario Whole = Scenario.All[0];

    /// <summary>
    /// Spoken with about the alarm, and not wanting any of it: over after the consultation. Intake calls before the therapist does, however
    /// late its task comes: otherwise nobody would have to call any more.
    /// </summary>
    private static readonly Scenario Declines = Scenario.Find("other-care")! with
    {
        CarePath = CarePathOutcome.Declined,
        Leaves = static (journey, task) => task is TaskKind.AnswerAlert or TaskKind.SpeakWithClient && journey.Inquiry is { Attempts.Count: 0 },
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<Fault> All => [Fault.CrashBefore, Fault.CrashAfter, Fault.RequestLost, Fault.ResponseLost];

    public static TheoryData<Fault> Chosen => Long ? All : [Fault.CrashBefore, Fault.CrashAfter];

    [Theory]
    [MemberData(nameof(Chosen))]
    public Task Goes_its_whole_way_all_the_same(Fault fault) => SweepAsync(Whole, fault, static details => details);

    /// <summary>The words raise an alarm, so pages are on this way.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public Task Pages_all_the_same(Fault fault) => SweepAsync(Declines, fault, static details => details with { Interest = "I want to end my life." });

    private static async Task SweepAsync(Scenario scenario, Fault fault, Func<InquiryDetails, InquiryDetails> inquires)
    {
        var (baseline, most, _) = await WalkAsync(scenario, inquires, static (_, _, _) => null);
        // A storage that fails at each step of a retry fails for ever: of two steps one is left in peace, first the one, then the other.
        var phases = fault is Fault.RequestLost or Fault.ResponseLost ? 2 : 1;
        var struck = 0;
        for (var round = phases; round < (most + 1) * phases; round++)
        {
            var (call, phase) = (round / phases, round % phases);
            try
            {
                var (walk, calls, hits) = await WalkAsync(scenario, inquires, (step, tries, number) => tries == 1 && step % phases == phase && number == call ? fault : null);
                walk.IsLike(baseline, inOrder: phases == 1);
                most = Math.Max(most, calls);
                struck += hits;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                throw new InvalidOperationException($"{fault} at call {call} of each step: {failure.Message}", failure);
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{scenario.Name}, {fault}: {most} calls in the longest step, {struck} faults.");
        Assert.True(struck > most, "Too few faults to prove anything.");
    }

    private static async Task<(AWalk Walk, int MostCalls, int Struck)> WalkAsync(
        Scenario scenario, Func<InquiryDetails, InquiryDetails> inquires, Func<int, int, int, Fault?> faultOf)
    {
        var world = new AWorld { Clinic = AWorld.WithDoses(Long ? 6 : 2) };
        var struck = 0;
        await using var ground = new DirectGround(world, Stop)
        {
            Inquires = inquires,
            Arm = (tables, step, tries) => tables.FailWhere(call =>
            {
                var fault = faultOf(step, tries, call.Number);
                if (fault is not null)
                    Interlocked.Increment(ref struck);
                return fault;
            }),
        };
        var walk = await AWalk.GoAsync(world, ground, scenario, Stop);
        return (walk, ground.MostCalls, struck);
    }
}
