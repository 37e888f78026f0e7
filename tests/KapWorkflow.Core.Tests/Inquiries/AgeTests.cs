using NodaTime;

namespace KapWorkflow.Core.Tests;

public class A_client_who_turns_out_to_be_a_minor
{
    [Fact]
    public void Is_talked_over_with_the_guardian_wherever_they_are_on_the_way()
    {
        foreach (var made in new[] { AJourney.Inquired, AJourney.Consulted, AJourney.OnTheKapPath, AJourney.Cleared })
        {
            var walk = Walk.From(made);
            walk.Must(AClinic.As(AClinic.Ines), new CorrectDetails("said so", BornOn: made.Today.PlusYears(-16)));
            walk.Until(walk.Now + Duration.FromMinutes(5));
            var task = Assert.Single(walk.Journey.Tasks.Open, each => each.Kind == TaskKind.SpeakWithGuardian);
            Assert.False(walk.Journey.Contact.MayBeTexted);
            walk.MustDecide(AClinic.As(AClinic.Ines), task, new RecordConversation(ConversationAbout.Guardian, "mother", "Youth clinic at the hospital"));
            Assert.Equal(ClosedBecause.NotAdult, walk.Journey.Standing.Because);
        }
    }

    [Fact]
    public void Is_one_task_whatever_else_is_corrected()
    {
        var walk = Walk.From(AJourney.InquiredWith(details => details with { IsAdult = false }));
        walk.Must(AClinic.As(AClinic.Ines), new CorrectDetails("said so", LastName: "Hale"));
        walk.Until(walk.Now + Duration.FromMinutes(5));
        Assert.Single(walk.Journey.Tasks.Open, each => each.Kind == TaskKind.SpeakWithGuardian);
        walk.Must(AClinic.As(AClinic.Ines), new CorrectDetails("19 after all", IsAdult: true));
        Assert.DoesNotContain(walk.Journey.Tasks.Open, each => each.Kind == TaskKind.SpeakWithGuardian);
    }

    [Fact]
    public void Is_not_sent_elsewhere_while_they_recover_from_a_dose()
    {
        var journey = AJourney.Dosed.Do(AClinic.Ines, new CorrectDetails("said so", IsAdult: false));
        var refused = Assert.IsType<Decision.Refused>(journey.Try(AClinic.Ines, new RecordConversation(ConversationAbout.Guardian, "mother", "Youth clinic")));
        Assert.Equal("close.recovering", Assert.Single(refused.Reasons).Code);
    }
}

public class A_birth_date
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(0, true)]
    [InlineData(-43829, true)]
    [InlineData(-43832, false)]
    public void Is_not_to_come_nor_longer_ago_than_people_live(int days, bool possible)
    {
        var journey = AJourney.OnTheKapPath;
        var answers = new Dictionary<string, string>(Answers.To(FormKind.HealthHistory), StringComparer.Ordinal) { [BirthDates.Question] = journey.Today.PlusDays(days).ToString("uuuu-MM-dd", null) };
        var decision = journey.Try(Author.Client, new SubmitForm(FormKind.HealthHistory, "en", answers));
        Assert.Equal(possible, journey.Journey.Intake.Forms.ContainsKey(FormKind.HealthHistory));
        Assert.Equal(possible, Answering.Unmet(AJourney.OnTheKapPath.Journey, new SubmitForm(FormKind.HealthHistory, "en", answers), journey.Now).IsOpen);
        Assert.IsType<Decision.Accepted>(decision);
    }

    [Fact]
    public void Is_named_where_it_was_typed() => Assert.Equal(
        "form.birth-date",
        Assert.Single(Answering.Unmet(AJourney.OnTheKapPath.Journey, new SubmitForm(FormKind.HealthHistory, "en", new Dictionary<string, string>(Answers.To(FormKind.HealthHistory), StringComparer.Ordinal) { [BirthDates.Question] = "2998-01-01" }), AJourney.OnTheKapPath.Now).Unmet).Code);
}

public class The_plan_of_medicines
{
    [Fact]
    public void Is_to_be_signed_by_the_recheck_of_the_session_that_is_booked()
    {
        var journey = AJourney.WithASessionBooked;
        var session = journey.Journey.Appointments.Next(AppointmentPurpose.Dosing)!;
        var recheck = session.Start - Duration.FromHours(journey.Clinic.Dosing.RecheckHours);
        Assert.Equal(recheck, DueOf(journey.At(recheck - Duration.FromHours(12))));
        // What changes after the recheck is signed within hours, and before the session.
        var late = AJourney.WithASessionBooked.At(recheck + Duration.FromHours(10));
        Assert.Equal(late.Now + Duration.FromHours(4), DueOf(late));
    }

    private static Instant DueOf(AJourney journey)
    {
        journey.Do(AClinic.Priya, new PlanMedicine("lorazepam", MedicineClass.Benzodiazepines, MedicineInstruction.Take));
        var ask = Pathway.Duties(journey.Journey, Ledger.Empty, journey.Clinic, Owe.Never).Select(duty => duty.Action).OfType<DutyAction.Ask>().Single(each => each.Task == TaskKind.SignMedicationPlan);
        return ask.DueBy;
    }
}
