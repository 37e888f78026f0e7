namespace KapWorkflow.Core.Tests;

public class The_dose_order
{
    [Fact]
    public void Is_given_word_for_word()
    {
        var journey = AJourney.Cleared
            .Do(AClinic.Priya, new SignDoseOrder("  100 mg troche: half, then half after 20 min  ", DoseRoute.Sublingual, "swish, then spit"))
            .Do(AClinic.Noel, new ConfirmMedicineAvailable());
        Assert.Equal("  100 mg troche: half, then half after 20 min  ", journey.Journey.Prescription.Order!.Dose);
        var dosed = AJourney.Dosed;
        var given = (DoseGiven)dosed.Facts.Last(each => each.Fact is DoseGiven).Fact;
        Assert.Equal((AJourney.TheOrder.Dose, AJourney.TheOrder.Route, (int?)dosed.Journey.Prescription.Order!.Signed.Sequence), (given.Dose, given.Route, given.Order));
    }

    [Fact]
    public void Is_signed_by_a_prescriber_with_a_licence_for_a_cleared_client_and_says_what_and_how()
    {
        var journey = AJourney.WithIntakeDone;
        var unlicensed = journey.Clinic with { Staff = [.. journey.Clinic.Staff.Select(member => member.Id == AClinic.Priya ? member with { Licences = [] } : member)] };
        Refused(journey.Under(unlicensed), new SignDoseOrder(" ", DoseRoute.Other), "order.clearance", "clearance.licence", "order.dose", "order.note");
        Refused(AJourney.Cleared, new SignDoseOrder("100 mg", DoseRoute.Intravenous), "order.route");
        Assert.Equal(RefusalKind.Forbidden, Assert.IsType<Decision.Refused>(AJourney.Cleared.Try(AClinic.Noel, AJourney.TheOrder)).Kind);
        Assert.IsType<Decision.Refused>(AJourney.Cleared.Try(Author.System, AJourney.TheOrder));
    }

    [Fact]
    public void Has_no_default_and_no_range()
    {
        var order = CommandParameters(typeof(SignDoseOrder));
        Assert.Contains("Dose", order);
        Assert.DoesNotContain(CommandParameters(typeof(GiveDose)), name => name is "Dose" or "Route");
        Assert.IsType<Decision.Accepted>(AJourney.Cleared.Try(AClinic.Priya, new SignDoseOrder("as discussed with the pharmacist, see chart", DoseRoute.Intranasal)));

        static IEnumerable<string?> CommandParameters(Type command) => command.GetConstructors().MaxBy(each => each.GetParameters().Length)!.GetParameters()
            .Where(parameter => !parameter.HasDefaultValue).Select(parameter => parameter.Name);
    }

    [Fact]
    public void Needs_its_medicine_in_the_practice_before_a_session_is_booked()
    {
        var journey = AJourney.Prepared.Do(AClinic.Priya, AJourney.TheOrder with { Dose = "a little less" });
        Assert.Equal("G1.medicine", Code(journey.Try(AClinic.Ines, journey.Booking(AppointmentPurpose.Dosing, 3, 10))));
        journey.Do(AClinic.Noel, new ConfirmMedicineAvailable()).Book(AppointmentPurpose.Dosing, 3, 10);
        Assert.Equal("medicine.confirmed", Code(journey.Try(AClinic.Noel, new ConfirmMedicineAvailable())));
        Assert.Equal("medicine.order", Code(AJourney.Cleared.Try(AClinic.Noel, new ConfirmMedicineAvailable())));
    }

    [Fact]
    public void Is_asked_for_when_both_keys_are_there_and_then_the_medicine()
    {
        var walk = Walk.From(AJourney.Cleared);
        Assert.Equal(TaskKind.SignDoseOrder, Assert.Single(walk.Journey.Tasks.Open, task => task.Roles == Role.Prescriber).Kind);
        walk.Must(AClinic.As(AClinic.Priya), AJourney.TheOrder);
        walk.Until(walk.Now);
        Assert.Contains(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.ConfirmMedicine);
        Assert.DoesNotContain(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.SignDoseOrder);
        walk.Must(AClinic.As(AClinic.Noel), new ConfirmMedicineAvailable());
        Assert.DoesNotContain(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.ConfirmMedicine);
    }

    [Theory]
    [InlineData(DoseRoute.Intramuscular, false, true)]
    [InlineData(DoseRoute.Sublingual, true, true)]
    [InlineData(DoseRoute.Sublingual, false, false)]
    public void Suspends_the_clearance_when_it_goes_beyond_what_was_cleared(DoseRoute route, bool beyond, bool asks)
    {
        var walk = Walk.From(AJourney.Prepared.Do(AClinic.Priya, new SignDoseOrder("more", route, BeyondPlan: beyond)));
        Assert.Equal(asks, walk.Journey.Tasks.Open.Any(task => task.Kind == TaskKind.ReviewSuspension));
        Assert.Equal(asks, walk.Journey.Clearance.Suspensions.Exists(each => each.Trigger == SuspensionTrigger.OrderBeyondPlan));
        walk.Must(AClinic.As(AClinic.Priya), AJourney.TheClearance with { Reason = "it holds" });
        Assert.DoesNotContain(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.ReviewSuspension);
    }

    [Fact]
    public void Is_not_in_force_any_more_once_the_client_is_not_cleared()
    {
        var journey = AJourney.Prepared.Do(AClinic.Priya, new DecideClearance(ClearanceOutcome.NotCleared, "a new diagnosis"));
        Assert.Null(journey.Journey.Prescription.Order);
        journey.Do(AClinic.Priya, AJourney.TheClearance with { Reason = "it was none" });
        Assert.Equal("G1.order,G1.medicine", Code(journey.Try(AClinic.Ines, journey.Booking(AppointmentPurpose.Dosing, 3, 10))));
    }

    [Fact]
    public void For_a_drip_is_of_no_use_where_drips_are_not_allowed_any_more()
    {
        var clinic = AClinic.Open with { Dosing = AClinic.Open.Dosing with { AllowIv = true } };
        var journey = AJourney.Prepared.Under(clinic).Do(AClinic.Priya, new SignDoseOrder("slowly", DoseRoute.Intravenous)).Do(AClinic.Noel, new ConfirmMedicineAvailable());
        journey.Under(AClinic.Open);
        Assert.Equal("G1.route,G1.suspended", Code(journey.Try(AClinic.Ines, journey.Booking(AppointmentPurpose.Dosing, 3, 10))));
    }

    private static string Code(Decision decision) => string.Join(',', Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code));

    private static void Refused(AJourney journey, Command command, params string[] codes) => Assert.Equal(string.Join(',', codes), Code(journey.Try(AClinic.Priya, command)));
}
