using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>More whole journeys for a clinician to read, each with one thing that goes otherwise.</summary>
public class The_diary_of_a_client_whose_way_is_harder
{
    [Fact]
    public void Stops_after_two_doses() => Matches(new StopsAfterTwo().Run(days: 150));

    [Fact]
    public void Answers_item_9_in_half_a_questionnaire() => Matches(new HalfAQuestionnaire().Run(days: 25));

    [Fact]
    public void Starts_a_medicine_before_the_session() => Matches(new NewMedicine().Run(days: 40));

    [Fact]
    public void Signs_again_when_the_documents_change() => Matches(new NewDocuments().Run(days: 60));

    [Fact]
    public void Has_high_blood_pressure_on_two_days() => Matches(new HighPressure().Run(days: 60));

    [Fact]
    public void Has_a_serious_adverse_event() => Matches(new SeriousEvent().Run(days: 40));

    [Fact]
    public void Is_not_integrated_in_time() => Matches(new NoIntegration().Run(days: 45));

    [Fact]
    public void Was_inquired_for_by_somebody_else() => Matches(new ForSomebodyElse().Run(days: 30));

    [Fact]
    public void Withdraws_the_night_before() => Matches(new LeavesTheNightBefore().Run(days: 45));

    [Fact]
    public void Comes_back_after_a_year() => Matches(new ComesBack().Run(days: 420));

    private static void Matches(Story story, [System.Runtime.CompilerServices.CallerMemberName] string name = "") =>
        Golden.Matches(story.Diary(), "Diaries", $"{name}.txt");

    private sealed class StopsAfterTwo : Story
    {
        protected override bool Do(StaffTask task)
        {
            if (task.Kind != TaskKind.SignMidReview)
                return base.Do(task);
            Walk.MustDecide(AClinic.As(AClinic.Priya), task, new SignMidReview(ReviewOutcome.Stop, "Two were enough; the client is well."));
            return true;
        }
    }

    private sealed class HalfAQuestionnaire : Story
    {
        private bool _asked;

        protected override bool Answers(Text text)
        {
            if (text != Text.IntakeInvite || _asked)
                return text != Text.IntakeInvite;
            _asked = true;
            Walk.At(Now + Duration.FromHours(3), () => Walk.Give(Author.Client, new SubmitForm(FormKind.Phq9, "en", new Dictionary<string, string> { ["9"] = "3" })));
            return false;
        }
    }

    private sealed class NewMedicine : Story
    {
        private bool _told;

        protected override bool Answers(Text text)
        {
            if (text != Text.SessionPrecheck || _told)
                return true;
            _told = true;
            Walk.At(Now + Duration.FromHours(1), () => Walk.Give(Author.Client, new SubmitForm(FormKind.Precheck, "en", Tests.Answers.To(FormKind.Precheck, "new-medicine", "yes"))));
            return false;
        }

        protected override bool Do(StaffTask task)
        {
            if (task.Kind == TaskKind.ReviewSuspension)
            {
                Walk.MustDecide(AClinic.As(AClinic.Priya), task, new ReinstateClearance("A nasal spray; nothing against it.", "The new medicine, on the telephone."));
                return true;
            }
            if (task.Kind != TaskKind.ReviewPrecheck)
                return base.Do(task);
            Walk.MustDecide(AClinic.As(AClinic.Priya), task, new DecideHeldSession(AppointmentRef.Parse(task.About!), HeldSessionOutcome.Proceed, "A nasal spray; nothing against it."));
            return true;
        }
    }

    private sealed class NewDocuments : Story
    {
        protected override bool Do(StaffTask task)
        {
            var done = base.Do(task);
            if (task.Kind == TaskKind.BookSession && Journey.Course.Given == 1)
                Walk.At(Now + Duration.FromHours(1), () => Walk.Clinic = AClinic.WithANewDocument(Clinic) with { Version = "documents-2" });
            return done;
        }

        protected override bool Answers(Text text)
        {
            if (text == Text.ConsentRenew)
            {
                Walk.At(Now + Duration.FromHours(4), () =>
                {
                    foreach (var consent in ClientTodo.Consents(Journey, Clinic))
                        Walk.Must(Author.Client, new SignConsent(consent, "en", "Robin Example"));
                });
            }
            return true;
        }
    }

    private sealed class HighPressure : Story
    {
        private int _days;

        protected override void RunSession(AppointmentRef which)
        {
            if (++_days > 2)
            {
                base.RunSession(which);
                return;
            }
            Walk.Must(AClinic.As(AClinic.Noel), new CheckClientIn(which, true, true, true, CssrsLevel.None, true, true, true, PregnancyAnswer.NotPossible, "Sam Example", "+16175550123"));
            foreach (var minutes in new[] { 1, 12, 23 })
                Walk.At(Now + Duration.FromMinutes(minutes), () => Walk.Must(AClinic.As(AClinic.Noel), new TakeVitals(which, 158, 96, 84, 98)));
        }

        protected override bool Do(StaffTask task)
        {
            if (task.Kind == TaskKind.DecideHeldSession)
                Walk.MustDecide(AClinic.As(AClinic.Priya), task, new DecideHeldSession(AppointmentRef.Parse(task.About!), HeldSessionOutcome.Reschedule, "Too high to begin today."));
            else if (task.Kind == TaskKind.ReviewSuspension)
            {
                Walk.Must(AClinic.As(AClinic.Noel), Found(TestKind.BloodPressure, PracticeTime.Local(Now, Clinic.Zone).Date));
                Walk.MustDecide(AClinic.As(AClinic.Priya), task, new ReinstateClearance("Seen by their own doctor; the pressure is settled.", "The letter of their doctor, and today's reading."));
            }
            else
                return base.Do(task);
            return true;
        }
    }

    private sealed class SeriousEvent : Story
    {
        protected override void RunSession(AppointmentRef which)
        {
            base.RunSession(which);
            Walk.At(Now + Duration.FromMinutes(70), () => Walk.Give(AClinic.As(AClinic.Noel), new RecordAdverseEvent(which, 3, "Fainted for a minute; an ambulance was called; awake and well.")));
        }
    }

    private sealed class NoIntegration : Story
    {
        protected override Command Came(AppointmentRef which) => which.Purpose == AppointmentPurpose.Integration ? new RecordNoShow(which) : base.Came(which);

        protected override bool Do(StaffTask task)
        {
            if (task.Roles != Role.Director)
                return base.Do(task);
            Walk.Must(AClinic.As(AClinic.Dana), new FinishTask(task.Key, "Spoke with the therapist; the client is offered every day of the week."));
            return true;
        }
    }

    private sealed class ForSomebodyElse : Story
    {
        public override InquiryDetails Details { get; } = AJourney.Details with { InquiringFor = InquiringFor.SomeoneElse };

        protected override bool Do(StaffTask task)
        {
            if (task.Kind == TaskKind.BookConsultation && !Journey.Contact.IsClients)
                Walk.Must(AClinic.As(AClinic.Ines), new RecordCameForward("Jamie", "Rivers", "jamie@example.test", "+16175550177", SmsConsent: true, "en", "America/New_York", "MA", IsAdult: true));
            return base.Do(task);
        }
    }

    private sealed class LeavesTheNightBefore : Story
    {
        private bool _left;

        protected override bool Answers(Text text)
        {
            if (text == Text.SessionSteps && !_left)
            {
                _left = true;
                Walk.At(Now + Duration.FromHours(2), () => Walk.Must(Author.Client, new Withdraw()));
            }
            return true;
        }
    }

    private sealed class ComesBack : Story
    {
        protected override bool Do(StaffTask task)
        {
            var done = base.Do(task);
            if (task.Kind == TaskKind.BookSession && Journey.Course.Given == 0)
            {
                Walk.At(Now + Duration.FromDays(2), () => Walk.Give(Author.Client, new Withdraw("Not now.")));
                Walk.At(Now + Duration.FromDays(367), () => Walk.Give(AClinic.As(AClinic.Ines), new ReopenJourney("Called, and wants to begin again.")));
            }
            return done;
        }
    }
}
