using KapWorkflow.Core;
using KapWorkflow.LocalHost;
using NodaTime;

namespace KapWorkflow.Functions.Tests;

/// <summary>Two partitions must agree, the journey's and the day's, with a crash at any call between them.</summary>
public class An_appointment_that_is_booked_moved_and_cancelled_through_crashes
{
    private static readonly LocalDate Day = new(2026, 3, 5);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Fault.CrashBefore)]
    [InlineData(Fault.CrashAfter)]
    [InlineData(Fault.RequestLost)]
    [InlineData(Fault.ResponseLost)]
    public async Task Leaves_the_daysheets_as_the_journey_says(Fault fault)
    {
        var (baseline, calls) = await GoAsync(static (tables, _, _) => tables.Restart());
        for (var call = 1; call <= calls; call++)
        {
            var (walk, most) = await GoAsync((tables, _, tries) =>
            {
                if (tries == 1)
                    tables.FailAt(call, fault);
                else
                    tables.Restart();
            });
            // A text that was late by seconds vanished when its appointment was moved: that is as it should be.
            if (fault is Fault.CrashBefore or Fault.CrashAfter)
                walk.IsLike(baseline);
            Assert.Equal(baseline.Facts, walk.Facts);
            calls = Math.Max(calls, most);
        }
        Assert.InRange(calls, 20, 200);
    }

    private static async Task<(AWalk Walk, int MostCalls)> GoAsync(Action<FaultyTables, int, int> arm)
    {
        var world = new AWorld();
        await using var ground = new DirectGround(world, Stop) { Arm = arm };
        var ines = world.Clinic.Staff[0];
        var theo = world.Clinic.Staff[1];
        await ground.SubmitAsync(ScriptedClient.Inquiry);
        await DoAsync(TaskKind.CallInquirer, ines, _ => new LogContactAttempt(ContactBy.Phone, Reached: true, "Spoke."));
        await DoAsync(TaskKind.BookConsultation, ines, _ => new BookAppointment(AppointmentPurpose.Consultation, Day.At(new LocalTime(10, 0)), theo.Id, Modality: Modality.Telehealth));
        // The same day, overlapping its old time; another day; back again.
        await DoAsync(null, theo, which => new MoveAppointment(which!, Day.At(new LocalTime(10, 15))));
        await DoAsync(null, theo, which => new MoveAppointment(which!, Day.PlusDays(1).At(new LocalTime(14, 0))));
        await DoAsync(null, theo, which => new MoveAppointment(which!, Day.At(new LocalTime(10, 0))));
        await DoAsync(null, theo, which => new CancelAppointment(which!, "Ill."));
        await DoAsync(TaskKind.BookConsultation, ines, _ => new BookAppointment(AppointmentPurpose.Consultation, Day.PlusDays(1).At(new LocalTime(11, 0)), theo.Id, Modality: Modality.Telehealth));
        return (await AWalk.EndAsync(world, ground, (await ground.LookAsync())!, Stop), ground.MostCalls);

        async Task DoAsync(TaskKind? kind, StaffMember member, Func<AppointmentRef?, Command> command)
        {
            var read = (await ground.LookAsync())!;
            // An effect whose storage did not answer is tried again by the orchestration, seconds or minutes later.
            for (var minute = 0; kind is not null && minute < 60 && TaskOf(read, kind) is null; minute++)
            {
                await ground.AdvanceToAsync(ground.Now + Duration.FromMinutes(1));
                read = (await ground.LookAsync())!;
            }
            var task = kind is null ? null : TaskOf(read, kind) ?? throw new InvalidOperationException($"Nobody is asked to {kind}.");
            var step = new NextStep.Do(Author.Of(member.Id, member.Roles), command(read.Journey.Appointments.Ahead.FirstOrDefault()?.Which), task?.Key);
            Assert.Empty(await ground.DoAsync(read, step));
        }
    }

    private static StaffTask? TaskOf(LoadedJourney read, TaskKind? kind) => read.Journey.Tasks.Open.FirstOrDefault(each => each.Kind == kind);
}
