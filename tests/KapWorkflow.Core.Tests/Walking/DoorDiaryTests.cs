using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>Whole journeys on which the practice has to say no to somebody who stands in it; what was refused is told, too.</summary>
public class The_diary_of_a_client_who_has_to_wait
{
    [Fact]
    public void Comes_when_the_clearance_has_ended() => Matches(new ClearanceEnds().Run(days: 60));

    [Fact]
    public void Is_not_fetched_after_the_dose() => Matches(new NotFetched().Run(days: 32));

    private static void Matches(Story story, [System.Runtime.CompilerServices.CallerMemberName] string name = "") =>
        Golden.Matches(story.Diary(), "Diaries", $"{name}.txt");

    /// <summary>Booked well within the clearance; then the prescriber makes it shorter, and the day of the session is not covered any more.</summary>
    private sealed class ClearanceEnds : Story
    {
        protected override bool TellsRefusals => true;

        private bool _tried;

        protected override int DaysToASession => Journey.Course.Given == 0 ? 31 : 9;

        protected override bool Do(StaffTask task)
        {
            switch (task.Kind)
            {
                case TaskKind.RenewClearance:
                    Walk.Must(AClinic.As(AClinic.Priya), new FinishTask(task.Key, "Seen in time: the client comes on the 11th."));
                    return true;
                case TaskKind.ReviewBookedSession:
                    Walk.Must(AClinic.As(AClinic.Ines), new FinishTask(task.Key, "It stays: the prescriber means to clear again before it."));
                    return true;
                case TaskKind.RecheckSession:
                    // The other day that they offer is after the last one, too; nobody does more than try.
                    if (!_tried)
                        Walk.Give(AClinic.As(AClinic.Ines), new MoveAppointment(AppointmentRef.Parse(task.About!), new LocalDateTime(2026, 12, 16, 10, 0)));
                    _tried = true;
                    return true;
                case TaskKind.DecideHeldSession:
                    // They clear while the nurse is with the client.
                    return true;
            }
            var done = base.Do(task);
            if (task.Kind == TaskKind.BookSession && Journey.Course.Given == 0)
                Walk.At(Now + Duration.FromDays(3), () => Walk.Must(AClinic.As(AClinic.Priya), Shorter));
            return done;
        }

        private static DecideClearance Shorter => new(
            ClearanceOutcome.ClearedConditional, "Their own doctor sees them about the heart on the 11th.", "Until that visit only.", ExpiresOn: new LocalDate(2026, 12, 11), Evaluation: Modality.Telehealth);

        protected override void RunSession(AppointmentRef which)
        {
            if (Journey.Course.Given > 0)
            {
                base.RunSession(which);
                return;
            }
            Arrives(which);
            Walk.At(Now + Duration.FromMinutes(25), () => Walk.Give(AClinic.As(AClinic.Noel), new GiveDose(which, AClinic.Theo, PrescriberReachable: true)));
            Walk.At(Now + Duration.FromMinutes(40), () =>
            {
                foreach (var need in MedicalTests.ForDecision(Journey, Clinic, Now).Where(need => !need.IsMetOn(PracticeTime.Local(Now, Clinic.Zone).Date)).ToList())
                    Walk.Must(AClinic.As(AClinic.Noel), Found(need.Kind, PracticeTime.Local(Now, Clinic.Zone).Date));
                Walk.Must(AClinic.As(AClinic.Priya), new DecideClearance(ClearanceOutcome.Cleared, "Seen now; the letter of their doctor has nothing against it.", Evaluation: Modality.InPerson));
            });
            Walk.At(Now + Duration.FromMinutes(50), () => Walk.Must(AClinic.As(AClinic.Noel), new GiveDose(which, AClinic.Theo, PrescriberReachable: true)));
            GoesHome(which, after: 50);
        }
    }

    /// <summary>Whoever was to take the client home has been drinking; nobody else is there.</summary>
    private sealed class NotFetched : Story
    {
        protected override bool TellsRefusals => true;

        protected override Instant ActsAt(StaffTask task) => task.Kind switch
        {
            TaskKind.EscortStillMissing => Now + Duration.FromMinutes(10),
            TaskKind.ReviewSuspension or TaskKind.TellOfSuspension => Clinic.Business.After(Clinic.Business.EndOfDayAfter(Now, 0) + Duration.FromMinutes(1), Duration.FromMinutes(30)),
            _ => base.ActsAt(task),
        };

        protected override bool Do(StaffTask task)
        {
            switch (task.Kind)
            {
                case TaskKind.FindEscort:
                    // Nobody takes the call; it stays with them.
                    return true;
                case TaskKind.EscortStillMissing:
                    Walk.MustDecide(AClinic.As(AClinic.Dana), task, new NameEscort(AppointmentRef.Parse(task.About!), "Alex Example", "+16175550188"));
                    return true;
                case TaskKind.ReviewSuspension:
                    Walk.MustDecide(AClinic.As(AClinic.Priya), task, new ReinstateClearance("Spoke with the client: their sister comes from now on.", "What happened on the day, and who comes next time."));
                    return true;
            }
            return base.Do(task);
        }

        protected override void RunSession(AppointmentRef which)
        {
            if (Journey.Course.Given > 0)
            {
                base.RunSession(which);
                return;
            }
            var noel = AClinic.As(AClinic.Noel);
            Arrives(which);
            Walk.At(Now + Duration.FromMinutes(30), () => Walk.Must(AClinic.As(AClinic.Priya), new GiveDose(which, AClinic.Theo, PrescriberReachable: true)));
            foreach (var minutes in new[] { 70, 120 })
                Walk.At(Now + Duration.FromMinutes(minutes), () => Walk.Must(noel, new TakeVitals(which, 130, 82, 78, 98)));
            Walk.At(Now + Duration.FromMinutes(158), () => Walk.Must(noel, new TakeVitals(which, 126, 80, 70, 98)));
            // The escort is there, and not able to take anybody home.
            Walk.At(Now + Duration.FromMinutes(160), () => Walk.Give(noel, new DischargeClient(which, true, true, true, true, EscortPresent: false, true)));
            Walk.At(Now + Duration.FromMinutes(161), () => Walk.Must(noel, new ReportEscortMissing(which)));
            // The client would go by taxi; whatever is ticked, they stay until somebody is named.
            Walk.At(Now + Duration.FromMinutes(177), () => Walk.Give(noel, new DischargeClient(which, true, true, true, true, EscortPresent: true, true)));
            Walk.At(Now + Duration.FromMinutes(225), () => Walk.Must(noel, new TakeVitals(which, 124, 79, 70, 98)));
            Walk.At(Now + Duration.FromMinutes(226), () => Walk.Must(noel, new DischargeClient(which, true, true, true, true, true, true)));
        }
    }
}
