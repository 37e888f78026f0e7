using KapWorkflow.Core;
using NodaTime;
using NodaTime.Testing;

namespace KapWorkflow.Functions.Tests;

/// <summary>Brings a journey to where a test begins, by real decisions over time.</summary>
internal sealed class AJourneyOf
{
    private readonly List<Recorded> _facts = [];

    public static readonly Author Intake = Author.Of(StaffId.Parse("st_ines"), Role.Intake);
    public static readonly Author Therapist = Author.Of(StaffId.Parse("st_theo"), Role.Therapist);
    public static readonly Author Prescriber = Author.Of(StaffId.Parse("st_pia"), Role.Prescriber);

    public AJourneyOf(FakeClock clock, JourneyId id, Action<Dictionary<string, string>>? typed = null)
    {
        (Clock, Id) = (clock, id);
        Give(new ReceiveInquiry(AnInquiry.Details(typed)), Author.Website);
    }

    public FakeClock Clock { get; }
    public JourneyId Id { get; }
    public IReadOnlyList<Recorded> Facts => _facts;
    public Journey Journey => Journey.Of(Id, _facts);

    public AJourneyOf Give(Command command, Author by)
    {
        var moment = new Moment(Clock.GetCurrentInstant(), by, AClinicOf.Portland);
        var accepted = Assert.IsType<Decision.Accepted>(Pathway.Decide(Journey, command, moment));
        _facts.AddRange(accepted.Facts.Select((fact, index) => new Recorded(_facts.Count + index + 1, moment.Now, by, "test", "at_test", fact)).ToList());
        return this;
    }

    public AJourneyOf Later(Duration duration)
    {
        Clock.Advance(duration);
        return this;
    }

    public AJourneyOf BookedConsultation() =>
        Give(new BookAppointment(AppointmentPurpose.Consultation, new LocalDateTime(2026, 12, 3, 10, 0), StaffId.Parse("st_theo"), null, "quiet"), Intake);

    public AJourneyOf OnThePath() => BookedConsultation().Later(Duration.FromDays(3))
        .Give(new RecordAttendance(new AppointmentRef(AppointmentPurpose.Consultation, 1)), Intake)
        .Give(new DecideCarePath(CarePathOutcome.Kap, "All options", "This one", "This one", "Long-standing low mood", ClientAgreed: true), Therapist);
}
