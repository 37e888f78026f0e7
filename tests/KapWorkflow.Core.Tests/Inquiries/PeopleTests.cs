using NodaTime;

namespace KapWorkflow.Core.Tests;

public class Somebody_who_inquires_for_another
{
    [Fact]
    public void Gives_no_leave_to_text_the_client_even_when_their_own_address_is_put_right()
    {
        var journey = ForSam;
        Assert.Equal(["contact.of-inquirer"], Codes(journey.Try(AClinic.Ines, new CorrectContact("pat@example.test", "+16175550188", SmsConsent: true, "en", "America/New_York"))));
        journey.Do(AClinic.Ines, new CorrectContact("pat@example.test", null, SmsConsent: false, "en", "America/New_York"));
        Assert.False(journey.Journey.Contact.IsClients);
    }

    [Fact]
    public void Hands_over_to_the_person_who_comes_forward_with_their_own_consents()
    {
        var journey = ForSam;
        Assert.Equal(["consultation.not-client"], Codes(journey.Try(AClinic.Ines, journey.Booking(AppointmentPurpose.Consultation, 3, 14))));
        journey.Do(AClinic.Ines, new RecordCameForward("Sam", "Hale", "sam@example.test", "+16175550177", SmsConsent: true, "es", "America/New_York", "ma", IsAdult: true));
        var contact = journey.Journey.Contact;
        Assert.Equal(("Sam", true, true, "es", "sam@example.test"), (contact.FirstName, contact.IsClients, contact.MayBeTexted, contact.Language, contact.Email));
        Assert.Equal(("Sam", "Hale", "MA"), (journey.Journey.Inquiry!.Details.FirstName, journey.Journey.Inquiry.Details.LastName, journey.Journey.Inquiry.Details.State));
        journey.Book(AppointmentPurpose.Consultation, 3, 14).Hold(AppointmentPurpose.Consultation).Do(AClinic.Theo, Kap);
    }

    [Fact]
    public void As_a_professional_is_answered_without_a_word_about_health_and_stays_known_as_who_referred()
    {
        var walk = Walk.From(AJourney.InquiredWith(details => details with { InquiringFor = InquiringFor.Professional, FirstName = "Dr. Ruiz", Organisation = "Harbor Clinic" }));
        walk.Until(walk.Now + Duration.FromHours(2));
        Assert.Equal([Text.InquiryThirdParty], walk.Sent.Where(sent => sent.Tell.To is Audience.Client).Select(sent => sent.Tell.Text));
        walk.Must(AClinic.As(AClinic.Ines), new RecordCameForward("Sam", null, "sam@example.test", null, SmsConsent: false, "en", "America/New_York", "MA", IsAdult: true));
        Assert.Equal(new Inquirer(InquiringFor.Professional, "Dr. Ruiz", "robin@example.test", "+16175550142", "Harbor Clinic"), walk.Journey.Inquiry!.AskedBy);
    }

    [Fact]
    public void Comes_forward_once() =>
        Assert.Equal(["came-forward.own"], Codes(AJourney.Inquired.Try(AClinic.Ines, new RecordCameForward("Sam", null, "sam@example.test", null, false, "en", "America/New_York", "MA", true))));

    private static DecideCarePath Kap => new(CarePathOutcome.Kap, "all", "KAP", "KAP", "depression", ClientAgreed: true);

    private static AJourney ForSam => AJourney.InquiredWith(details => details with { InquiringFor = InquiringFor.SomeoneElse, FirstName = "Pat" });

    private static IEnumerable<string> Codes(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code);
}

public class An_inquiry_of_somebody_we_cannot_treat
{
    [Fact]
    public void By_a_minor_is_talked_over_with_the_guardian_and_goes_somewhere_real()
    {
        var walk = Walk.From(AJourney.InquiredWith(details => details with { IsAdult = false }));
        Assert.False(walk.Journey.Contact.MayBeTexted);
        var task = walk.Journey.Tasks.Open.Single(each => each.Kind == TaskKind.SpeakWithGuardian);
        Assert.Equal("handover.destination", Assert.Single(Assert.IsType<Decision.Refused>(walk.Give(AClinic.As(AClinic.Ines), new RecordConversation(ConversationAbout.Guardian, "mother"))).Reasons).Code);
        walk.MustDecide(AClinic.As(AClinic.Ines), task, new RecordConversation(ConversationAbout.Guardian, "mother", "Youth clinic at the hospital", new LocalDate(2026, 11, 12)));
        Assert.Equal(ClosedBecause.NotAdult, walk.Journey.Standing.Because);
    }

    [Fact]
    public void By_a_minor_never_leads_to_KAP()
    {
        var journey = AJourney.Consulted.Do(AClinic.Ines, new CorrectDetails("born later than said", IsAdult: false));
        Assert.Contains("G1.adult", Assert.IsType<Decision.Refused>(journey.Try(AClinic.Theo, new DecideCarePath(CarePathOutcome.Kap, "all", "KAP", "KAP", "depression", ClientAgreed: true))).Reasons.Select(reason => reason.Code));
    }

    [Fact]
    public void Where_nobody_is_licensed_is_called_and_finds_care_there()
    {
        var walk = Walk.From(AJourney.InquiredWith(details => details with { State = "OR" }));
        var task = walk.Journey.Tasks.Open.Single(each => each.Kind == TaskKind.FindLicensedCare);
        walk.MustDecide(AClinic.As(AClinic.Ines), task, new RecordConversation(ConversationAbout.NotLicensedHere, "called", "A practice in Portland"));
        Assert.Equal(ClosedBecause.ReferredOut, walk.Journey.Standing.Because);
    }

    [Fact]
    public void Whose_state_was_typed_wrongly_goes_on_once_it_is_corrected()
    {
        var walk = Walk.From(AJourney.InquiredWith(details => details with { State = "OR" }));
        walk.Must(AClinic.As(AClinic.Ines), new CorrectDetails("lives in Boston", State: "MA"));
        walk.Until(walk.Now);
        Assert.DoesNotContain(walk.Journey.Tasks.Open, each => each.Kind == TaskKind.FindLicensedCare);
    }
}

public class A_possible_duplicate
{
    private static readonly JourneyId Other = JourneyId.Parse("jr_bbbbbbbbbbbbbbbbbbbbbbbbbb");

    [Fact]
    public void Is_compared_by_staff_who_go_on_with_one_of_the_two()
    {
        var walk = Walk.From(Noted(AJourney.Inquired));
        var task = walk.Journey.Tasks.Open.Single(each => each.Kind == TaskKind.CompareDuplicate);
        Assert.Equal(["merge-duplicate", "keep-apart"], TaskCatalogue.Of(task.Kind).Commands);
        walk.MustDecide(AClinic.As(AClinic.Ines), task, new MergeDuplicate(Other, "same name and birthday, by telephone"));
        walk.Until(walk.Now);
        Assert.Equal(ClosedBecause.Duplicate, walk.Journey.Standing.Because);
        var goOn = Assert.Single(walk.Journey.Tasks.Open);
        Assert.Equal((TaskKind.GoOnElsewhere, Other.Value), (goOn.Kind, goOn.About));
    }

    [Fact]
    public void Is_kept_apart_once_and_for_all()
    {
        var walk = Walk.From(Noted(AJourney.Inquired));
        walk.Must(AClinic.As(AClinic.Ines), new KeepApart(Other, "mother and daughter share a telephone"));
        Assert.DoesNotContain(walk.Journey.Tasks.Open, each => each.Kind == TaskKind.CompareDuplicate);
        Assert.Contains("duplicate.compared", Codes(walk.Give(AClinic.As(AClinic.Ines), new MergeDuplicate(Other, "after all"))));
    }

    [Fact]
    public void Is_not_closed_over_an_alert_a_dose_or_a_visit()
    {
        Assert.Contains("duplicate.alert", Codes(Merged(Noted(AJourney.Inquired).Give(Author.Provider, new ReceiveMessage(InboundKind.Crisis, "help")))));
        Assert.Contains("duplicate.dosed", Codes(Merged(Noted(AJourney.AfterOneCycle))));
        Assert.Contains("duplicate.booked", Codes(Merged(Noted(AJourney.Inquired).Book(AppointmentPurpose.Consultation, 3, 14))));
        Assert.Contains("duplicate.not-noted", Codes(Merged(AJourney.Inquired)));
        Assert.Equal(["duplicate.self"], Codes(AJourney.Inquired.Try(AClinic.Ines, new NotePossibleDuplicate(Walk.Id))));
    }

    [Fact]
    public void Is_decided_by_nobody_who_does_not_say_how_they_know()
    {
        Assert.Equal(["duplicate.why"], Codes(Noted(AJourney.Inquired).Try(AClinic.Ines, new MergeDuplicate(Other, " "))));
        Assert.Equal(["duplicate.why"], Codes(Noted(AJourney.Inquired).Try(AClinic.Ines, new KeepApart(Other, ""))));
    }

    private static AJourney Noted(AJourney journey) => journey.Give(Author.Website, new NotePossibleDuplicate(Other));

    private static Decision Merged(AJourney journey) => journey.Try(AClinic.Ines, new MergeDuplicate(Other, "the same person"));

    private static IEnumerable<string> Codes(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code);
}

public class The_first_contact
{
    [Fact]
    public void Is_the_directors_when_nobody_tried_for_four_hours_of_opening_time()
    {
        var walk = Walk.From(AJourney.Inquired);
        walk.Until(Story.Start + Duration.FromHours(4) - Duration.FromMinutes(1));
        Assert.DoesNotContain(walk.Journey.Tasks.Open, each => each.Kind == TaskKind.InquiryNotTried);
        walk.Until(Story.Start + Duration.FromHours(4));
        Assert.Contains(walk.Journey.Tasks.Open, each => each.Kind == TaskKind.InquiryNotTried);
        walk.Must(AClinic.As(AClinic.Ines), new LogContactAttempt(ContactBy.Phone, Reached: false));
        Assert.DoesNotContain(walk.Journey.Tasks.Open, each => each.Kind == TaskKind.InquiryNotTried);
    }

    [Fact]
    public void Is_tried_at_once_after_four_hours_and_on_days_one_three_and_seven_and_given_up_on_day_fourteen()
    {
        var walk = new Walk(AClinic.Open, Story.Start);
        walk.WhenAsked = task =>
        {
            if (task.Kind == TaskKind.CallInquirer)
                walk.At(walk.Clinic.Business.After(walk.Now, Duration.FromMinutes(1)), () => walk.Give(AClinic.As(AClinic.Ines), new LogContactAttempt(ContactBy.Phone, Reached: false)));
        };
        walk.Must(Author.Website, new ReceiveInquiry(AJourney.Details));
        walk.Until(Story.Start + Duration.FromDays(15));
        var asked = walk.Facts.Where(each => each.Fact is TaskOpened { Task: TaskKind.CallInquirer }).Select(each => (each.At - Story.Start).TotalHours);
        Assert.Equal([0, 4, 24, 72, 168], asked);
        Assert.Equal(Story.Start + Duration.FromDays(14), walk.Facts.Single(each => each.Fact is JourneyClosed { Because: ClosedBecause.NoResponse }).At);
    }

    [Fact]
    public void That_was_written_down_wrongly_counts_no_more()
    {
        var walk = Walk.From(AJourney.Inquired.Do(AClinic.Ines, new LogContactAttempt(ContactBy.Phone, Reached: true)));
        Assert.Contains(walk.Journey.Tasks.Open, each => each.Kind == TaskKind.BookConsultation);
        walk.Must(AClinic.As(AClinic.Ines), new CorrectContactAttempt(Happened: false, Reached: false, "that was another client"));
        Assert.Null(walk.Journey.Inquiry!.Reached);
        Assert.Empty(walk.Journey.Inquiry.Attempts);
        walk.Until(walk.Now + Duration.FromHours(5));
        Assert.Contains(walk.Journey.Tasks.Open, each => each.Kind == TaskKind.CallInquirer);
    }

    [Fact]
    public void That_reached_somebody_after_all_is_corrected_too()
    {
        var journey = AJourney.Inquired.Do(AClinic.Ines, new LogContactAttempt(ContactBy.Phone, Reached: false)).Do(AClinic.Ines, new CorrectContactAttempt(Happened: true, Reached: true, "they picked up"));
        Assert.NotNull(journey.Journey.Inquiry!.Reached);
    }
}
