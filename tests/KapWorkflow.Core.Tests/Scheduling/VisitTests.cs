using NodaTime;

namespace KapWorkflow.Core.Tests;

public class Booking_any_visit
{
    private static Clinic WithHoliday(LocalDate day) => AClinic.Open with { Opening = AClinic.Open.Opening with { Holidays = [.. AClinic.Open.Opening.Holidays, day] } };

    [Theory]
    [InlineData(Modality.InPerson)]
    [InlineData(Modality.Telehealth)]
    [InlineData(Modality.Phone)]
    public void Is_refused_on_a_holiday_and_names_the_next_open_day(Modality modality)
    {
        var journey = AJourney.Inquired;
        var day = journey.Today.PlusDays(7);
        journey.Under(WithHoliday(day));
        var reason = Refused(journey, Consultation(day + new LocalTime(14, 0)) with { Modality = modality });
        Assert.Equal("booking.hours", reason.Code);
        Assert.Contains(day.PlusDays(day.DayOfWeek == IsoDayOfWeek.Friday ? 3 : 1).ToString("uuuu-MM-dd", null), reason.NextStep, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(6, 0)]
    [InlineData(22, 0)]
    public void Is_refused_outside_the_opening_hours_and_names_them(int hour, int minute)
    {
        var journey = AJourney.Inquired;
        var day = OpenDay(journey);
        var reason = Refused(journey, Consultation(day + new LocalTime(hour, minute)));
        Assert.Equal("booking.hours", reason.Code);
        Assert.Contains("That day is open from ", reason.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_refused_when_it_would_end_after_closing()
    {
        var journey = AJourney.Inquired;
        var closing = OpenDay(journey) + journey.Clinic.Opening.To;
        Assert.Equal("booking.hours", Refused(journey, Consultation(closing.PlusMinutes(-10))).Code);
        journey.Do(AClinic.Ines, Consultation(closing.PlusMinutes(-journey.Clinic.Consultation.Minutes)));
    }

    [Fact]
    public void Holds_for_moving_it_too()
    {
        var journey = AJourney.Inquired.Book(AppointmentPurpose.Consultation, 2, 14);
        var which = journey.Journey.Appointments.Next(AppointmentPurpose.Consultation)!.Which;
        Assert.Equal("booking.hours", Refused(journey, new MoveAppointment(which, OpenDay(journey) + new LocalTime(22, 0))).Code);
    }

    [Fact]
    public void Names_the_next_open_day_for_a_dosing_session_too()
    {
        var journey = AJourney.Prepared;
        var saturday = journey.Today.Next(IsoDayOfWeek.Saturday);
        var reason = Refused(journey, journey.Booking(AppointmentPurpose.Dosing, 3, 10) with { Start = saturday + new LocalTime(10, 0) });
        Assert.Equal("G2.hours", reason.Code);
        Assert.StartsWith("The next day that is open is ", reason.NextStep, StringComparison.Ordinal);
    }

    private static LocalDate OpenDay(AJourney journey)
    {
        var day = journey.Today.PlusDays(3);
        while (!journey.Clinic.Business.IsBusinessDay(day))
            day = day.PlusDays(1);
        return day;
    }

    private static BookAppointment Consultation(LocalDateTime start) => new(AppointmentPurpose.Consultation, start, AClinic.Theo);

    private static Reason Refused(AJourney journey, Command command) => Assert.Single(Assert.IsType<Decision.Refused>(journey.Try(AClinic.Ines, command)).Reasons);
}

public class Booking_a_consultation
{
    [Fact]
    public void Is_refused_for_a_minor_and_nobody_is_asked_to_book_one()
    {
        var walk = Walk.From(AJourney.InquiredWith(details => details with { IsAdult = false }));
        walk.Must(AClinic.As(AClinic.Ines), new LogContactAttempt(ContactBy.Phone, Reached: true));
        walk.Until(walk.Now + Duration.FromDays(1));
        Assert.DoesNotContain(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.BookConsultation);
        Assert.Contains(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.SpeakWithGuardian);
        var made = AJourney.InquiredWith(details => details with { IsAdult = false });
        Assert.Equal("consultation.minor", Assert.Single(Assert.IsType<Decision.Refused>(made.Try(AClinic.Ines, made.Booking(AppointmentPurpose.Consultation, 2, 14))).Reasons).Code);
        made.Do(AClinic.Ines, new CorrectDetails("19, as the mother says", IsAdult: true)).Book(AppointmentPurpose.Consultation, 2, 14);
    }

    [Fact]
    public void Waits_for_the_person_whom_somebody_else_inquired_for()
    {
        var walk = Walk.From(AJourney.InquiredWith(details => details with { InquiringFor = InquiringFor.SomeoneElse, FirstName = "Pat" }));
        walk.Must(AClinic.As(AClinic.Ines), new LogContactAttempt(ContactBy.Phone, Reached: true));
        walk.Until(walk.Now + Duration.FromMinutes(5));
        var task = walk.Journey.Tasks.Open.Single(each => each.Kind == TaskKind.BookConsultation);
        Assert.Equal("Once the person came forward themselves: record it, and book the consultation", TaskCatalogue.Of(task.Kind).TitleOf(walk.Journey, task));
        walk.MustDecide(AClinic.As(AClinic.Ines), task, new RecordCameForward("Sam", "Hale", "sam@example.test", null, false, "en", "America/New_York", "MA", IsAdult: true));
        Assert.Equal("Book the consultation", TaskCatalogue.Of(task.Kind).TitleOf(walk.Journey, walk.Journey.Tasks.Find(task.Key)!));
        Assert.True(walk.Journey.Tasks.Find(task.Key)!.IsOpen);
    }
}
