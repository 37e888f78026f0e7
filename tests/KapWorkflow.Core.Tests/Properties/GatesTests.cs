using System.Collections.Concurrent;
using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>The gates against <see cref="Retold"/>: on every state that is looked at both name the very same reasons. No code is left out.</summary>
public class Every_gate_says_what_the_facts_say
{
    private static readonly ConcurrentDictionary<string, int> Met = new(StringComparer.Ordinal);

    private static readonly Lazy<string?> Difference = new(() => Pictures.Complaint(picture => Differences(picture, Seen)));

    [Fact]
    public void On_all_the_states_of_many_walks() => Assert.True(Difference.Value is null, Difference.Value);

    /// <summary>A code that is never met is compared with nothing. These few take what walks hardly come to; they have tests of their own.</summary>
    [Fact]
    public void For_nearly_every_code_that_a_gate_has()
    {
        Assert.SkipUnless(Strolls.Only is null, "Too few walks.");
        Assert.True(Difference.Value is null, "They differ.");
        string[] all = [.. ReasonCodes.All.Where(code => code[0] == 'G' && code[1] is '1' or '2' or '3' or '4' or '6')];
        string[] elsewhere = ["G2.therapist-left", "G2.prescriber-left", "G2.room-gone"];
        string[] never = [.. all.Except(Met.Keys, StringComparer.Ordinal).Except(elsewhere, StringComparer.Ordinal)];
        Assert.True(all.Length > 60 && never.Length <= 3, string.Join(", ", never));
    }

    [Fact] public void And_differs_when_every_dose_is_taken_to_be_authorised() => Differs(Lenses.EveryDoseIsAuthorised);

    [Fact] public void And_differs_when_no_clearance_is_taken_to_end() => Differs(Lenses.NoClearanceEnds);

    [Fact] public void And_differs_when_every_client_is_taken_to_be_ready() => Differs(Lenses.EverybodyIsReady);

    [Fact] public void And_differs_when_every_cycle_is_taken_to_be_closed() => Differs(Lenses.EveryCycleIsClosed);

    [Fact] public void And_differs_when_an_alert_is_not_seen() => Differs(Lenses.NobodyIsAtRisk);

    [Fact] public void And_differs_when_a_dose_is_forgotten() => Differs(Lenses.DosesAreForgotten);

    [Theory]
    [InlineData("G1.safety-plan")]
    [InlineData("G2.gap")]
    [InlineData("G3.vitals")]
    [InlineData("G4.escort")]
    [InlineData("G6.measures")]
    [InlineData("test.Liver")]
    public void And_differs_when_one_reason_is_left_out(string code) =>
        Assert.NotNull(Pictures.Complaint(picture => Compared(picture).Where(gate => !gate.Real.SetEquals(gate.Retold.Where(each => each != code))).Select(gate => gate.Name)));

    private static void Differs(Lens lens) =>
        Assert.True(Pictures.Complaint(picture => Differences(picture with { Journey = lens.Deciding(picture.Journey) }, _ => { })) is not null, $"Nothing differs when {lens.Planted}.");

    private static void Seen(string code) => Met.AddOrUpdate(code, 1, (_, count) => count + 1);

    private static IEnumerable<string> Differences(Picture picture, Action<string> seen)
    {
        foreach (var (name, real, retold) in Compared(picture))
        {
            foreach (var code in real)
                seen(code);
            if (!real.SetEquals(retold))
                yield return $"{name} at {picture.Now}: only Core says [{string.Join(", ", real.Except(retold))}], only the facts say [{string.Join(", ", retold.Except(real))}]";
        }
    }

    private static IEnumerable<(string Name, HashSet<string> Real, HashSet<string> Retold)> Compared(Picture picture)
    {
        var (journey, clinic) = (picture.Journey, picture.Clinic);
        var retold = new Retold(picture.Facts, clinic, picture.Now, picture.SettingsOf);
        var moment = new Moment(picture.Now, AClinic.As(AClinic.Noel), clinic);
        yield return ("G1", Codes(SessionGates.First(journey, picture.Now, moment)), Codes(retold.First(picture.Now)));
        foreach (var slot in Slots(picture))
        {
            yield return ($"G2 for {slot}", Codes(Pathway.MayBook(journey, AppointmentPurpose.Dosing, slot.Start, moment).And(SessionSlots.MayTake(journey, slot, clinic))), Codes(retold.Booking(slot)));
        }
        foreach (var cycle in journey.Course.Cycles.Values)
        {
            foreach (var give in new GiveDose[] { new(cycle.Which, AClinic.Theo, true), new(cycle.Which, StaffId.Parse("st_omar"), false), new(cycle.Which, AClinic.Noel, true) })
                yield return ($"G3 for {give}", Codes(SessionGates.Start(journey, cycle, give, moment)), Codes(retold.Start(cycle.Which, give)));
            foreach (var checklist in Checklists(cycle.Which))
                yield return ($"G4 for {checklist}", Codes(Discharges.MayGoHome(journey, cycle, checklist, moment)), Codes(retold.GoingHome(cycle.Which, checklist)));
        }
        yield return ("G6", Codes(Reviews.MayComplete(journey, clinic)), Codes(retold.Completing()));
    }

    private static IEnumerable<DischargeClient> Checklists(AppointmentRef which) =>
        [new(which, true, true, true, true, true, true), new(which, false, true, false, true, false, true), new(which, true, false, true, false, true, false)];

    /// <summary>Soon and late, by day and by night, with the right people and with wrong ones.</summary>
    private static IEnumerable<SessionSlot> Slots(Picture picture)
    {
        var today = PracticeTime.Local(picture.Now, picture.Clinic.Zone).Date;
        var omar = StaffId.Parse("st_omar");
        return
        [
            Slot(0, 16, AClinic.Theo, AClinic.Priya, "garden"),
            Slot(3, 10, AClinic.Theo, Crowd.Rosa, "garden"),
            Slot(8, 12, Crowd.Rosa, Crowd.Rosa, "garden"),
            Slot(30, 10, omar, StaffId.Parse("st_uma"), null),
            Slot(75, 22, AClinic.Thandi, null, "garden"),
        ];

        SessionSlot Slot(int days, int hour, StaffId therapist, StaffId? prescriber, string? room)
        {
            var start = PracticeTime.At(today.PlusDays(days) + new LocalTime(hour, 0), picture.Clinic.Zone);
            return new(start, start + Duration.FromMinutes(picture.Clinic.Dosing.Minutes), therapist, prescriber, room);
        }
    }

    private static HashSet<string> Codes(Gate gate) => [.. gate.Unmet.Select(reason => reason.Code)];

    private static HashSet<string> Codes(IEnumerable<string> codes) => [.. codes];
}
