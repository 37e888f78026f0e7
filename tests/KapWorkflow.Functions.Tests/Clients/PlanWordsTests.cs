using System.Collections.Immutable;
using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions.Tests;

public class A_clients_medicine_plan
{
    private static readonly Stamp Then = new(1, Instant.FromUtc(2026, 12, 1, 18, 0));

    private static readonly Appointment Visit = new(new AppointmentRef(AppointmentPurpose.Dosing, 1), 1, Instant.FromUtc(2026, 12, 14, 18, 0), Instant.FromUtc(2026, 12, 14, 21, 0), StaffId.Parse("st_theo")) { Since = Then, StateSince = Then };

    [Fact]
    public void Is_read_in_days_and_hours_and_never_in_a_number_of_hours()
    {
        Assert.Equal(
            ["lorazepam 1 mg: do not take it from Friday, December 11, 2026, 10:00 AM (Pacific time). Call if you feel unwell.", "vitamin D: take it as usual."],
            PlanWords.Of(With(signed: true), Visit, "en"));
        Assert.Equal("lorazepam 1 mg: no la tome desde el viernes 11 de diciembre de 2026, 10:00 a. m. (hora del Pacífico). Call if you feel unwell.", PlanWords.Of(With(signed: true), Visit, "es")[0]);
    }

    [Fact]
    public void Shows_nothing_that_no_prescriber_has_signed() => Assert.Empty(PlanWords.Of(With(signed: false), Visit, "en"));

    private static Journey With(bool signed) => new(JourneyId.Parse("jr_aaaaaaaaaaaaaaaaaaaaaaaaaa"))
    {
        Contact = Contact.Unknown with { TimeZone = "America/Los_Angeles" },
        Clearance = Clearance.None with { Outcome = ClearanceOutcome.Cleared, Readiness = new ReadinessKey(true, StaffId.Parse("st_theo"), Then) },
        Medical = Medical.None with
        {
            Plan = new MedicationPlan(ImmutableSortedDictionary<int, PlanLine>.Empty
                .Add(1, new PlanLine(1, "lorazepam 1 mg", MedicineClass.Benzodiazepines, MedicineInstruction.HoldFrom, 72, "Call if you feel unwell."))
                .Add(2, new PlanLine(2, "vitamin D", MedicineClass.Other, MedicineInstruction.Take, null, null)))
            {
                Changed = Then,
                Signed = signed ? new Stamp(2, Then.At) : null,
            },
        },
    };
}
