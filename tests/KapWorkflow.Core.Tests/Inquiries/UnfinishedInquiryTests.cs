using NodaTime;

namespace KapWorkflow.Core.Tests;

public class An_inquiry_that_could_not_wait_to_be_right
{
    private static readonly Duration Month = Duration.FromDays(30);

    private static AJourney Begun => AJourney.InquiredWith(details => details with { Email = null, State = "", IsAdult = false, Unfinished = true, AsTyped = "ana@nowhere", Question = "I want to die" });

    private static InquiryDetails Right(AJourney begun) => begun.Journey.Inquiry!.Details with { Email = "ana@example.org", State = "MA", IsAdult = true, Unfinished = null, AsTyped = null };

    [Fact]
    public void Alarms_as_it_is()
    {
        var plan = Planner.Make(Begun.Journey, Ledger.Empty, Begun.Clinic, Begun.Now);
        Assert.Contains(plan.DueNow, duty => duty.Action is DutyAction.Page { Rung: 1 });
    }

    [Fact]
    public void Asks_nothing_on_account_of_what_was_not_said()
    {
        var duties = Pathway.Duties(Begun.Journey, Ledger.Empty, Begun.Clinic, Begun.Now + Month).ToList();
        Assert.DoesNotContain(duties, duty => duty.Action is DutyAction.Ask { Task: TaskKind.SpeakWithGuardian or TaskKind.FindLicensedCare });
        Assert.DoesNotContain(duties, duty => duty.Key.StartsWith("inquiry:ack", StringComparison.Ordinal));
        Assert.Contains(duties, duty => duty.Action is DutyAction.Ask { Task: TaskKind.CallInquirer });
    }

    [Fact]
    public void Is_finished_by_the_same_words_sent_again_and_alarms_no_second_time()
    {
        var begun = Begun;
        var finished = begun.Give(Author.Website, new RepeatInquiry(Right(begun)));
        Assert.Single(finished.Journey.Alerts.All);
        Assert.Equal((Right(begun), "ana@example.org", 0), (finished.Journey.Inquiry!.Details, finished.Journey.Contact.Email, finished.Journey.Inquiry.Repeats.Count));
        Assert.Contains(Pathway.Duties(finished.Journey, Ledger.Empty, finished.Clinic, finished.Now), duty => duty.Key.StartsWith("inquiry:ack", StringComparison.Ordinal));
    }

    [Fact]
    public void Alarms_again_for_other_words_and_once_the_alert_is_resolved()
    {
        var begun = Begun;
        Assert.Equal(2, begun.Give(Author.Website, new RepeatInquiry(Right(begun) with { Question = "I will kill myself tonight" })).Journey.Alerts.All.Count);
        var resolved = Begun.Do(AClinic.Theo, new ResolveAlert("alert:1", "spoke with her", "a quotation"));
        Assert.Equal(2, resolved.Give(Author.Website, new RepeatInquiry(Right(resolved))).Journey.Alerts.All.Count);
    }

    [Fact]
    public void Is_finished_by_staff_who_write_down_age_and_state()
    {
        var told = Begun.Do(AClinic.Ines, new CorrectDetails("said so on the telephone", State: "MA"));
        Assert.True(told.Journey.Inquiry!.Details.Unfinished);
        Assert.Null(told.Do(AClinic.Ines, new CorrectDetails("said so too", IsAdult: true)).Journey.Inquiry!.Details.Unfinished);
    }
}
