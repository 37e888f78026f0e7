using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>Tests of the tests: an honest journey breaks nothing; with one thing put in or taken out it breaks what it should.</summary>
public class The_invariants_notice
{
    private static readonly Lazy<Trace> Told = new(() => new Story().Run(days: 340).Walk.Trace);

    private static Trace Honest => Told.Value;

    [Fact]
    public void Nothing_on_an_honest_journey() => Assert.Empty(Invariants.Broken(Honest));

    [Fact]
    public void There_are_fourteen_in_their_order() => Assert.Equal(Enumerable.Range(1, 14), Invariants.All.Select(each => each.Number));

    [Fact] public void A_dose_that_was_inserted() => Breaks(1, Honest.With(Inserted(Of<DoseGiven>(0), at: Honest.Facts.Count)));

    [Fact] public void A_key_that_was_taken_away() => Breaks(1, Honest.With(Honest.Facts.Where(each => each.Fact is not ReadinessDecided)));

    [Fact] public void A_dose_on_the_keys_of_a_course_that_was_over() => Breaks(1, Honest.With(Inserted(Said(new MaintenanceBegun(2, "well", "MD MA-000201")), Of<DoseGiven>(1).Sequence - 1)));

    [Fact] public void A_clearance_that_had_ended() => Breaks(1, Changed<ClearanceDecided>(decided => decided with { ExpiresOn = new LocalDate(2026, 11, 4) }));

    [Fact] public void A_dose_that_was_recorded_twice() => Breaks(2, Honest.With(Inserted(Of<DoseGiven>(0), Of<DoseGiven>(0).Sequence)));

    [Fact] public void A_booking_that_was_inserted() => Breaks(2, Honest.With(Inserted(Of<AppointmentBooked>(booked => booked.Which.Purpose == AppointmentPurpose.Dosing), Of<ClearanceDecided>(0).Sequence - 1)));

    [Fact] public void An_integration_that_was_taken_away() => Breaks(3, Honest.With(Honest.Facts.Where(each => each.Fact is not AppointmentAttended { Which.Purpose: AppointmentPurpose.Integration })));

    [Fact] public void An_alert_that_stood_all_the_while() => Breaks(4, Honest.With(Inserted(Said(new AlertRaised("alert:9", SafetyRule.CssrsHigh, AlertLevel.Page, "form")), at: 1)));

    [Fact] public void A_message_after_STOP() => Breaks(5, Honest.With(Inserted(Said(new MessageReceived(InboundKind.Stop, null)), at: 1)));

    [Fact] public void A_message_after_a_death() => Breaks(5, Honest.With(Inserted(Said(new DeathRecorded(null)), at: 1)));

    [Fact] public void A_text_at_night() => Breaks(6, Honest with { Sent = [.. Honest.Sent, Text(each => each with { Instant = PracticeTime.At(new LocalDateTime(2026, 11, 4, 3, 0), AClinic.Open.Zone) })] });

    [Fact] public void A_message_that_was_dropped_in_silence() => Breaks(6, Honest with { Ledger = Honest.Ledger.With(new LedgerEntry("intake:invite:sms", EffectState.Dropped, Honest.End, Channel.Sms, Core.Text.IntakeInvite.Id)) });

    [Fact] public void A_text_of_no_catalogue() => Breaks(7, Honest with { Sent = [.. Honest.Sent, Text(each => each with { Tell = each.Tell with { Text = new Text("ketamine-news", "M99", Quiet.Later) } })] });

    [Fact] public void An_approval_by_the_clock() => Breaks(8, Honest.With(Honest.Facts.Select(each => each.Fact is ClearanceDecided ? each with { By = Author.System } : each)));

    [Fact] public void An_approval_without_a_reason() => Breaks(8, Changed<ReadinessDecided>(readiness => readiness with { Reason = " " }));

    [Fact] public void An_approval_on_a_licence_that_nobody_holds() => Breaks(8, Changed<ClearanceDecided>(decided => decided with { Licence = "MD MA-999999" }));

    [Fact] public void A_message_that_went_out_twice() => Breaks(9, Honest with { Sent = [.. Honest.Sent, Honest.Sent[3]] });

    [Fact] public void A_fact_that_lost_its_place() => Breaks(9, Honest with { Facts = [Honest.Facts[1], Honest.Facts[0], .. Honest.Facts.Skip(2)] });

    [Fact] public void A_client_who_could_not_leave() => Breaks(10, Honest with { Leavings = [new Given(Honest.End, Author.Client, new Withdraw(), null, 5, Decision.Refuse("no", "No.", "Stay."))] });

    [Fact] public void A_visit_that_outlived_the_withdrawal() => Breaks(10, Honest.With(Inserted(Said(new JourneyWithdrawn(null)), Of<AppointmentBooked>(booked => booked.Which.Purpose == AppointmentPurpose.Consultation).Sequence)));

    [Fact] public void A_name_in_a_task() => Breaks(11, Changed<TaskOpened>(task => task with { About = Canary.Name }));

    [Fact] public void Words_in_a_reason() => Breaks(11, Honest with { Given = [.. Honest.Given, new Given(Honest.End, Author.Client, new Withdraw(), null, 5, Decision.Refuse("no", $"You wrote: {Canary.Words}", "Stay."))] });

    [Fact] public void A_warning_without_its_alert() => Breaks(12, Honest.With(Inserted(Said(new MessageReceived(InboundKind.Other, "I want to kill myself")), at: 1)));

    [Fact] public void An_alert_that_nobody_was_asked_about() => Breaks(12, Honest.With(Inserted(Said(new AlertRaised("alert:9", SafetyRule.CssrsHigh, AlertLevel.Page, "form")), at: 1)));

    [Fact] public void A_score_with_a_point_too_many() => Breaks(13, Changed<MeasureTaken>(taken => taken with { Total = taken.Total + 1 }));

    [Fact] public void A_band_of_another_score() => Breaks(13, Changed<MeasureTaken>(taken => taken with { Band = "severe" }));

    [Fact] public void A_deadline_at_night() => Breaks(14, Changed<TaskOpened>(task => task with { DueBy = task.DueBy + Duration.FromHours(9) }));

    private static void Breaks(int invariant, Trace tampered) => Assert.NotEmpty(Invariants.All[invariant - 1].Broken(tampered));

    private static Trace Changed<T>(Func<T, T> change)
        where T : Fact => Honest.With(Honest.Facts.Select(each => each.Fact is T fact ? each with { Fact = change(fact) } : each));

    private static IEnumerable<Recorded> Inserted(Recorded fact, int at) => [.. Honest.Facts.Take(at), fact with { At = Honest.Facts[at - 1].At }, .. Honest.Facts.Skip(at)];

    private static Recorded Said(Fact fact) => Honest.Facts[0] with { Fact = fact };

    private static Recorded Of<T>(int index)
        where T : Fact => Honest.Facts.Where(each => each.Fact is T).ElementAt(index);

    private static Recorded Of<T>(Func<T, bool> which)
        where T : Fact => Honest.Facts.First(each => each.Fact is T fact && which(fact));

    private static SentMessage Text(Func<SentMessage, SentMessage> change) => change(Honest.Sent.First(each => each.Tell is { Channel: Channel.Sms, Text.Quiet: Quiet.Later })) with { Key = "planted" };
}
