using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>Whole journeys, printed for a clinician to read. <c>KAP_APPROVE=1</c> rewrites them; read the difference.</summary>
public class The_diary_of_a_client_who
{
    [Fact]
    public void Goes_the_whole_way() => Matches(new Story().Run(days: 340));

    [Fact]
    public void Never_answers() => Matches(new NeverAnswers().Run(days: 60));

    [Fact]
    public void Withdraws_before_the_second_session() => Matches(new Withdraws().Run(days: 150));

    [Fact]
    public void Is_not_cleared() => Matches(new NotCleared().Run(days: 60));

    [Fact]
    public void Chooses_therapy_instead() => Matches(new OtherCare().Run(days: 60));

    [Fact]
    public void Is_put_on_hold_for_two_weeks() => Matches(new OnHold().Run(days: 120));

    [Fact]
    public void Misses_the_consultation_and_a_session() => Matches(new MissesVisits().Run(days: 120));

    [Fact]
    public void Does_not_answer_the_day_after() => Matches(new SilentAfterwards().Run(days: 45));

    [Fact]
    public void Stops_text_messages_the_night_before() => Matches(new SaysStop().Run(days: 45));

    private static void Matches(Story story, [System.Runtime.CompilerServices.CallerMemberName] string name = "") =>
        Golden.Matches(story.Diary(), "Diaries", $"{name}.txt");

    private sealed class NeverAnswers : Story
    {
        protected override bool Do(StaffTask task)
        {
            if (task.Kind != TaskKind.CallInquirer)
                return base.Do(task);
            Walk.MustDecide(AClinic.As(AClinic.Ines), task, new LogContactAttempt(ContactBy.Phone, Reached: false, "no answer, no voicemail"));
            return true;
        }
    }

    private sealed class Withdraws : Story
    {
        protected override bool Do(StaffTask task)
        {
            var done = base.Do(task);
            if (task.Kind == TaskKind.BookSession && Journey.Course.Given == 1)
                Walk.At(Now + Duration.FromDays(2), () => Walk.Must(Author.Client, new Withdraw("it is not for me")));
            return done;
        }
    }

    private sealed class NotCleared : Story
    {
        protected override DecideClearance Clear() => new(ClearanceOutcome.NotCleared, "Blood pressure is not controlled.");

        protected override RecordTest Found(TestKind kind, LocalDate takenOn) =>
            kind == TestKind.BloodPressure ? new(kind, takenOn, TestResult.Abnormal, Systolic: 172, Diastolic: 104) : base.Found(kind, takenOn);
    }

    private sealed class OtherCare : Story
    {
        protected override DecideCarePath Path() => new(CarePathOutcome.Therapy, "KAP, medication, therapy", "therapy first", "therapy", ClientAgreed: true);
    }

    private sealed class OnHold : Story
    {
        protected override Instant ActsAt(StaffTask task) => task.Kind == TaskKind.ReviewHold ? Now + Duration.FromDays(14) : base.ActsAt(task);

        protected override bool Do(StaffTask task)
        {
            if (task.Kind == TaskKind.CallBeforeSession && Journey.Standing.IsOnHold)
            {
                Walk.MustDecide(AClinic.As(AClinic.Ines), task, new CancelAppointment(AppointmentRef.Parse(task.About!), "on hold"));
                return true;
            }
            var done = base.Do(task);
            if (task.Kind == TaskKind.CompletePreparation)
                Walk.At(Now + Duration.FromMinutes(30), () => Walk.Must(AClinic.As(AClinic.Priya), new HoldJourney("A new medicine has to settle first.")));
            return done;
        }
    }

    private sealed class MissesVisits : Story
    {
        private bool _cameNot;
        private bool _missedASession;

        protected override Command Came(AppointmentRef which)
        {
            if (_cameNot)
                return base.Came(which);
            _cameNot = true;
            return new RecordNoShow(which);
        }

        protected override void RunSession(AppointmentRef which)
        {
            if (_missedASession)
            {
                base.RunSession(which);
                return;
            }
            _missedASession = true;
            Walk.At(Now + Duration.FromMinutes(50), () => Walk.Must(AClinic.As(AClinic.Noel), new RecordNoShow(which)));
        }
    }

    private sealed class SilentAfterwards : Story
    {
        protected override bool Answers(Text text) => text != Text.Checkin;

        protected override bool Do(StaffTask task)
        {
            if (task.Kind != TaskKind.CallAboutCheckin)
                return base.Do(task);
            Walk.MustDecide(AClinic.As(AClinic.Theo), task, new ResolveCheckin(AppointmentRef.Parse(task.About!), "Reached by telephone: slept long, all is well."));
            return true;
        }
    }

    private sealed class SaysStop : Story
    {
        private bool _said;

        protected override bool Answers(Text text)
        {
            if (text == Text.SessionSteps && !_said)
            {
                _said = true;
                Walk.At(Now + Duration.FromHours(1), () => Walk.Must(Author.Provider, new ReceiveMessage(InboundKind.Stop)));
            }
            return true;
        }
    }
}
