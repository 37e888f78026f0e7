using NodaTime;

namespace KapWorkflow.Core.Tests;

public class A_late_task
{
    [Fact]
    public void Goes_to_the_next_therapist_and_then_stays_with_the_director_who_never_decides_it()
    {
        var walk = Walk.From(AJourney.WithIntakeDone);
        var key = Of(walk, TaskKind.DecideReadiness).Key;
        walk.Must(AClinic.As(AClinic.Theo), new ClaimTask(key));
        walk.Until(walk.Clinic.Business.EndOfDayAfter(walk.Now, 4));
        var late = Of(walk, TaskKind.DecideReadiness);
        Assert.Equal((null, AClinic.Thandi), (late.ClaimedBy, late.HandedTo[^1]));
        Assert.Equal(RefusalKind.Forbidden, Refused(walk.Give(AClinic.As(AClinic.Dana), new FinishTask(key, "fine"))).Kind);
        Assert.Equal(RefusalKind.Forbidden, Refused(Pathway.DecideTask(walk.Journey, key, new DecideReadiness(true, "ready"), new Moment(walk.Now, AClinic.As(AClinic.Dana), walk.Clinic))).Kind);
        walk.Until(walk.Now + Duration.FromDays(3));
        Assert.Equal([AClinic.Thandi, AClinic.Theo], Of(walk, TaskKind.DecideReadiness).HandedTo);
        walk.Until(walk.Now + Duration.FromDays(30));
        Assert.Equal(2, Of(walk, TaskKind.DecideReadiness).Escalations);
        walk.Must(AClinic.As(AClinic.Dana), new DelegateTask(key, AClinic.Theo, "you know the client"));
        Assert.Equal(AClinic.Theo, Of(walk, TaskKind.DecideReadiness).ClaimedBy);
    }

    [Fact]
    public void Of_intake_is_the_directors_to_decide_too()
    {
        var walk = Walk.From(AJourney.Inquired);
        walk.Until(walk.Now + Duration.FromMinutes(31));
        Assert.True(Of(walk, TaskKind.CallInquirer).Roles.HasFlag(Role.Director));
        walk.MustDecide(AClinic.As(AClinic.Dana), Of(walk, TaskKind.CallInquirer), new LogContactAttempt(ContactBy.Phone, Reached: true));
    }

    [Fact]
    public void Of_a_client_at_risk_is_handed_on_within_minutes()
    {
        var walk = Walk.From(AJourney.Inquired.Give(Author.Provider, new ReceiveMessage(InboundKind.Crisis, "help")));
        walk.Until(walk.Now + Duration.FromMinutes(31));
        Assert.Single(Of(walk, TaskKind.SpeakWithClient).HandedTo);
        walk.Until(walk.Now + Duration.FromMinutes(25));
        Assert.Equal(3, Of(walk, TaskKind.SpeakWithClient).HandedTo.Distinct().Count());
    }

    private static StaffTask Of(Walk walk, TaskKind kind) => walk.Journey.Tasks.Open.Single(task => task.Kind == kind);

    private static Decision.Refused Refused(Decision decision) => Assert.IsType<Decision.Refused>(decision);
}

public class A_task_that_is_given_to_somebody
{
    [Fact]
    public void Is_theirs()
    {
        var walk = Walk.From(AJourney.WithIntakeDone);
        var key = Key(walk, TaskKind.DecideReadiness);
        walk.Must(AClinic.As(AClinic.Theo), new DelegateTask(key, AClinic.Thandi, "I am away"));
        var refused = Assert.IsType<Decision.Refused>(walk.Give(AClinic.As(AClinic.Theo), new ReleaseTask(key)));
        Assert.Equal("Thandi Mokoena, PhD has taken this task.", Assert.Single(refused.Reasons).Text);
    }

    [Fact]
    public void Is_refused_to_whoever_may_not_do_it_and_says_who_could()
    {
        var walk = Walk.From(AJourney.WithIntakeDone);
        var reason = Assert.Single(Assert.IsType<Decision.Refused>(walk.Give(AClinic.As(AClinic.Theo), new DelegateTask(Key(walk, TaskKind.DecideReadiness), AClinic.Noel, "please"))).Reasons);
        Assert.Equal(("task.unable", "It can be given to: Theo Lindqvist, LICSW, Thandi Mokoena, PhD."), (reason.Code, reason.NextStep));
    }

    [Fact]
    public void Is_refused_to_whoever_gave_the_other_key()
    {
        var both = AClinic.Open with { Staff = [.. AClinic.Open.Staff.Select(each => each.Id == AClinic.Priya ? each with { Roles = each.Roles | Role.Therapist } : each)] };
        var journey = AJourney.WithIntakeDone.Under(both).RecordTests().Do(AClinic.Priya, AJourney.TheClearance);
        var task = new StaffTask("readiness", TaskKind.DecideReadiness, journey.Now, null, new Stamp(1, journey.Now));
        Assert.Equal([AClinic.Theo, AClinic.Thandi], TaskPeople.Able(journey.Journey, task, both, journey.Now).Select(member => member.Id));
    }

    [Fact]
    public void Is_refused_to_whoever_holds_no_licence_where_the_client_lives()
    {
        var walk = Walk.From(AJourney.WithIntakeDone);
        var elsewhere = AClinic.Open with { Staff = [.. AClinic.Open.Staff.Select(each => each.Id == AClinic.Thandi ? each with { Licences = [] } : each)] };
        Assert.DoesNotContain(TaskPeople.Able(walk.Journey, walk.Journey.Tasks.Find(Key(walk, TaskKind.DecideReadiness))!, elsewhere, walk.Now), member => member.Id == AClinic.Thandi);
    }

    [Fact]
    public void Is_nobodys_once_they_have_left_the_practice()
    {
        var walk = Walk.From(AJourney.WithIntakeDone);
        var key = Key(walk, TaskKind.DecideReadiness);
        walk.Must(AClinic.As(AClinic.Theo), new ClaimTask(key));
        walk.Clinic = walk.Clinic with { Staff = [.. walk.Clinic.Staff.Where(each => each.Id != AClinic.Theo)] };
        Assert.Null(TaskPeople.Holder(walk.Journey.Tasks.Find(key)!, walk.Clinic));
        walk.Must(AClinic.As(AClinic.Thandi), new ClaimTask(key));
    }

    private static string Key(Walk walk, TaskKind kind) => walk.Journey.Tasks.Open.Single(task => task.Kind == kind).Key;
}

public class A_task_put_off_to_another_day
{
    [Fact]
    public void Sleeps_until_then_stays_owned_and_is_late_only_at_that_days_close()
    {
        var walk = Walk.From(AJourney.Inquired.Do(AClinic.Ines, new LogContactAttempt(ContactBy.Phone, Reached: true)));
        var task = walk.Journey.Tasks.Open.Single(each => each.Kind == TaskKind.BookConsultation);
        var on = PracticeTime.Local(walk.Now, walk.Clinic.Zone).Date.PlusDays(6);
        walk.Must(AClinic.As(AClinic.Ines), new FollowUpTask(task.Key, on, "travels until Monday"));
        var asleep = walk.Journey.Tasks.Find(task.Key)!;
        Assert.Equal((on, AClinic.Ines, PracticeTime.At(on + walk.Clinic.Opening.To, walk.Clinic.Zone)), (asleep.FollowUp, asleep.ClaimedBy, asleep.DueBy));
        walk.Until(asleep.DueBy - Duration.FromMinutes(1));
        Assert.Null(walk.Journey.Tasks.Find(task.Key)!.Escalated);
        walk.Until(asleep.DueBy);
        Assert.NotNull(walk.Journey.Tasks.Find(task.Key)!.Escalated);
    }

    [Theory]
    [InlineData(0, "follow-up.past")]
    [InlineData(4, "follow-up.closed")]
    [InlineData(45, "follow-up.late")]
    public void Is_refused_to_a_day_that_makes_no_sense(int days, string code)
    {
        var walk = Walk.From(AJourney.Inquired.Do(AClinic.Ines, new LogContactAttempt(ContactBy.Phone, Reached: true)));
        var task = walk.Journey.Tasks.Open.Single(each => each.Kind == TaskKind.BookConsultation);
        Assert.Contains(code, Codes(walk, new FollowUpTask(task.Key, PracticeTime.Local(walk.Now, walk.Clinic.Zone).Date.PlusDays(days), "later"), AClinic.Ines));
    }

    [Fact]
    public void Never_outlasts_a_clock_that_keeps_a_client_safe()
    {
        var walk = Walk.From(AJourney.OnTheKapPath.Give(Author.Client, new SubmitForm(FormKind.Phq9, "en", Answers.To(FormKind.Phq9, "9", "1"))));
        var tomorrow = PracticeTime.Local(walk.Now, walk.Clinic.Zone).Date.PlusDays(1);
        Assert.Equal(["follow-up.late"], Codes(walk, new FollowUpTask("alert:1:answer", tomorrow, "busy"), AClinic.Theo));
    }

    [Fact]
    public void Never_outlasts_the_appointment_that_it_is_about()
    {
        var walk = Walk.From(AJourney.WithASessionBooked);
        var session = walk.Journey.Appointments.Next(AppointmentPurpose.Dosing)!;
        walk.Until(session.Start - Duration.FromHours(20));
        var call = walk.Journey.Tasks.Open.Single(each => each.Kind == TaskKind.CallBeforeSession);
        Assert.Equal(["follow-up.late"], Codes(walk, new FollowUpTask(call.Key, PracticeTime.Local(session.Start, walk.Clinic.Zone).Date.PlusDays(1), "busy"), AClinic.Ines));
    }

    private static IEnumerable<string> Codes(Walk walk, Command command, StaffId by) => Assert.IsType<Decision.Refused>(walk.Give(AClinic.As(by), command)).Reasons.Select(reason => reason.Code);
}

public class An_approval
{
    [Fact]
    public void Is_never_the_softwares_nor_an_administrators()
    {
        var admin = Author.Of(StaffId.Parse("st_ari"), Role.Admin);
        foreach (var kind in Commands.All.Where(kind => kind.Roles != Role.None && !kind.BySystem))
        {
            Assert.False(kind.Allows(Author.System), kind.Name);
            Assert.False(kind.Allows(Author.Website), kind.Name);
            Assert.False(kind.Allows(Author.Provider), kind.Name);
            Assert.False(kind.Allows(admin), kind.Name);
        }
        Assert.Equal(["ask-another-time", "close", "note-duplicate", "stop-email"], Commands.All.Where(kind => kind.BySystem).Select(kind => kind.Name));
    }
}
