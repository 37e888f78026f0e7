using NodaTime;

namespace KapWorkflow.Core.Tests;

public class A_message_to_a_client
{
    private static readonly DutyAction.Tell Sms = new(Audience.TheClient, Text.ConsultationReminder, Channel.Sms);
    private static readonly DutyAction.Tell Email = Sms with { Channel = Channel.Email };
    private static readonly Instant Noon = At(12, 0);

    [Fact]
    public void Goes_out_with_consent_in_the_daytime()
    {
        Assert.Equal(SendDecision.Now, Decide(Sms, AJourney.Inquired));
        Assert.Equal(SendDecision.Now, Decide(Email, AJourney.Inquired));
    }

    [Fact]
    public void Is_no_text_without_the_clients_own_consent() =>
        Suppressed("no-consent", Decide(Sms, AJourney.InquiredWith(details => details with { SmsConsent = false })));

    [Fact]
    public void Is_no_text_without_a_number() =>
        Suppressed("no-number", Decide(Sms, AJourney.InquiredWith(details => details with { Phone = null })));

    [Fact]
    public void Is_no_mail_without_an_address() =>
        Suppressed("no-address", Decide(Email, AJourney.InquiredWith(details => details with { Email = null })));

    [Fact]
    public void Is_no_text_while_the_practice_has_texts_switched_off() =>
        Suppressed("sms-off", Decide(Sms, AJourney.Inquired.Under(AClinic.Shipped)));

    [Fact]
    public void Is_no_text_after_STOP_and_again_after_START()
    {
        var journey = AJourney.Inquired.Give(Author.Provider, new ReceiveMessage(InboundKind.Stop));
        Suppressed("opted-out", Decide(Sms, journey));
        Assert.Equal(SendDecision.Now, Decide(Email, journey));
        Assert.Equal(SendDecision.Now, Decide(Sms, journey.Give(Author.Provider, new ReceiveMessage(InboundKind.Start))));
    }

    [Fact]
    public void Keeps_STOP_for_the_number_that_said_it()
    {
        var journey = AJourney.Inquired.Give(Author.Provider, new ReceiveMessage(InboundKind.Stop))
            .Do(AClinic.Ines, new CorrectContact("robin@example.test", "+16175550142", SmsConsent: true, "en", "America/New_York"));
        Suppressed("opted-out", Decide(Sms, journey));
        journey.Do(AClinic.Ines, new CorrectContact("robin@example.test", "+16175550199", SmsConsent: true, "en", "America/New_York"));
        Assert.Equal(SendDecision.Now, Decide(Sms, journey));
    }

    [Theory]
    [InlineData(7, 59, 8, 0)]
    [InlineData(21, 0, 32, 0)]
    public void Waits_for_the_morning_when_it_would_ring_at_night(int hour, int minute, int until, int untilMinute)
    {
        var hold = Assert.IsType<SendDecision.Hold>(Decide(Sms, AJourney.Inquired, now: At(hour, minute)));
        Assert.True(hold.Until >= At(until, untilMinute));
        Assert.Equal(SendDecision.Now, Decide(Email, AJourney.Inquired, now: At(hour, minute)));
    }

    [Fact]
    public void Waits_until_noon_on_a_sunday_when_it_is_not_about_a_visit()
    {
        var sunday = PracticeTime.At(new LocalDateTime(2026, 11, 8, 10, 0), AClinic.Open.Zone);
        var hold = Assert.IsType<SendDecision.Hold>(Decide(Sms with { Text = Text.IntakeNudge }, AJourney.Inquired, now: sunday));
        Assert.Equal(sunday + Duration.FromHours(2), hold.Until);
        Assert.Equal(SendDecision.Now, Decide(Sms, AJourney.Inquired, now: sunday));
    }

    [Fact]
    public void Is_one_text_a_day_and_three_a_week()
    {
        Suppressed("cap", Decide(Sms, AJourney.Inquired, Texted(Noon - Duration.FromHours(2))));
        Assert.Equal(SendDecision.Now, Decide(Sms, AJourney.Inquired, Texted(Noon - Duration.FromDays(1), Noon - Duration.FromDays(2))));
        Suppressed("cap", Decide(Sms, AJourney.Inquired, Texted(Noon - Duration.FromDays(1), Noon - Duration.FromDays(2), Noon - Duration.FromDays(3))));
    }

    [Fact]
    public void Is_five_texts_in_the_week_of_a_session_and_the_steps_and_the_check_in_always_go()
    {
        var journey = AJourney.WithASessionBooked.ToTheSession();
        var now = journey.Now + Duration.FromHours(2);
        var four = Texted([.. Enumerable.Range(1, 4).Select(days => now - Duration.FromDays(days))]);
        Assert.Equal(SendDecision.Now, Decide(Sms, journey, four, now));
        var five = Texted([.. Enumerable.Range(1, 5).Select(days => now - Duration.FromDays(days))]);
        Suppressed("cap", Decide(Sms, journey, five, now));
        Assert.Equal(SendDecision.Now, Decide(Sms with { Text = Text.SessionSteps }, journey, five, now));
        Assert.Equal(SendDecision.Now, Decide(Sms with { Text = Text.Checkin }, journey, five, now));
    }

    [Fact]
    public void Does_not_count_what_surely_did_not_arrive()
    {
        var failed = Ledger.Empty.With(new LedgerEntry("a:sms", EffectState.Undelivered, Noon - Duration.FromHours(1), Channel.Sms, Text.InquiryAck.Id));
        Assert.Equal(SendDecision.Now, Decide(Sms, AJourney.Inquired, failed));
    }

    [Fact]
    public void Says_nothing_about_a_client_to_somebody_who_inquired_for_them()
    {
        var journey = AJourney.InquiredWith(details => details with { InquiringFor = InquiringFor.SomeoneElse });
        Suppressed("not-the-client", Decide(Email, journey));
        Suppressed("not-the-client", Decide(Sms, journey));
        Assert.Equal(SendDecision.Now, Decide(Email with { Text = Text.InquiryThirdParty }, journey));
        journey.Do(AClinic.Ines, new RecordCameForward("Sam", null, "sam@example.test", null, SmsConsent: false, "en", "America/New_York", "MA", IsAdult: true));
        Assert.Equal(SendDecision.Now, Decide(Email, journey));
    }

    [Fact]
    public void Is_never_sent_after_death() =>
        Suppressed("deceased", Decide(Email, AJourney.Inquired.Do(AClinic.Dana, new RecordDeath())));

    [Theory]
    [InlineData(StandingKind.OnHold)]
    [InlineData(StandingKind.Closed)]
    public void Is_not_owed_while_the_journey_rests(StandingKind rests)
    {
        var journey = AJourney.WithASessionBooked;
        _ = rests == StandingKind.OnHold ? journey.Do(AClinic.Theo, new HoldJourney("wait")) : journey.Give(Author.Client, new Withdraw());
        var owed = Pathway.Duties(journey.Journey, Ledger.Empty, journey.Clinic, Owe.Never).Select(duty => duty.Action).OfType<DutyAction.Tell>().Where(tell => tell.To is Audience.Client);
        Assert.Equal(rests == StandingKind.OnHold ? Text.Paused : Text.Withdrawn, Assert.Single(owed).Text);
    }

    private static SendDecision Decide(DutyAction.Tell tell, AJourney journey, Ledger? ledger = null, Instant? now = null) =>
        MessagePolicy.Decide(tell, journey.Journey, ledger ?? Ledger.Empty, journey.Clinic, now ?? Noon);

    private static void Suppressed(string why, SendDecision decision) => Assert.Equal(why, Assert.IsType<SendDecision.Suppress>(decision).Why);

    private static Instant At(int hour, int minute) => PracticeTime.At(new LocalDateTime(2026, 11, 11, 0, 0).PlusHours(hour).PlusMinutes(minute), AClinic.Open.Zone);

    private static Ledger Texted(params Instant[] when) => when.Select((at, index) => new LedgerEntry($"sent:{index}:sms", EffectState.Delivered, at, Channel.Sms, Text.InquiryAck.Id))
        .Aggregate(Ledger.Empty, (ledger, entry) => ledger.With(entry));
}

public class A_message_that_fails
{
    [Fact]
    public void Goes_by_mail_instead_when_the_text_was_the_only_word()
    {
        var walk = Nudged(EffectState.Undelivered);
        Assert.Contains(walk.Sent, sent => sent.Key == "intake:nudge:1:instead:email");
        Assert.Contains(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.FindAnotherChannel);
    }

    [Fact]
    public void Goes_by_mail_instead_when_no_receipt_comes_in_two_hours()
    {
        var walk = Nudged(EffectState.Accepted);
        var text = walk.Sent.Single(sent => sent.Key == "intake:nudge:1:sms");
        Assert.Equal(text.At.PlusHours(2), walk.Sent.Single(sent => sent.Key == "intake:nudge:1:instead:email").At);
    }

    [Fact]
    public void Goes_by_mail_instead_when_texts_are_switched_off()
    {
        var walk = From(AJourney.OnTheKapPath.Under(AClinic.Shipped), _ => null);
        walk.Until(walk.Now + Duration.FromDays(3));
        Assert.Contains(walk.Sent, sent => sent.Key == "intake:nudge:1:instead:email");
        Assert.DoesNotContain(walk.Sent, sent => sent.Tell.Channel == Channel.Sms);
    }

    [Fact]
    public void Is_not_repeated_where_the_mail_said_the_same()
    {
        var walk = Nudged(EffectState.Undelivered, "intake:invite:sms");
        Assert.DoesNotContain(walk.Sent, sent => sent.Key.StartsWith("intake:invite:instead", StringComparison.Ordinal));
    }

    [Fact]
    public void Asks_for_one_other_channel_however_many_fail()
    {
        var walk = From(AJourney.OnTheKapPath.Under(AClinic.Chatty), _ => EffectState.Failed);
        walk.Until(walk.Now + Duration.FromDays(6));
        Assert.Single(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.FindAnotherChannel);
    }

    [Fact]
    public void Is_tried_again_when_the_provider_could_not_take_it()
    {
        var tries = 0;
        var walk = From(AJourney.OnTheKapPath.Under(AClinic.Chatty), duty => duty.Key == "intake:nudge:1:sms" && ++tries < 4 ? EffectState.Postponed : null);
        walk.Until(walk.Now + Duration.FromDays(3));
        Assert.Equal(4, tries);
        Assert.Single(walk.Sent, sent => sent.Key == "intake:nudge:1:sms");
    }

    [Fact]
    public void Is_dropped_with_a_task_when_its_time_has_passed()
    {
        var walk = From(AJourney.OnTheKapPath.Under(AClinic.Chatty), duty => duty.Key == "intake:nudge:1:sms" ? EffectState.Postponed : null);
        walk.Until(walk.Now + Duration.FromDays(3));
        Assert.Equal(EffectState.Dropped, walk.Ledger.Find("intake:nudge:1:sms")!.State);
        Assert.Contains(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.MessageNotSent);
    }

    private static Walk Nudged(EffectState becomes, string key = "intake:nudge:1:sms")
    {
        var walk = From(AJourney.OnTheKapPath.Under(AClinic.Chatty), duty => duty.Key == key ? becomes : null);
        return walk.Until(walk.Now + Duration.FromDays(3));
    }

    private static Walk From(AJourney journey, Func<Duty, EffectState?> fails)
    {
        var walk = Walk.From(journey);
        walk.Fails = fails;
        return walk;
    }
}
