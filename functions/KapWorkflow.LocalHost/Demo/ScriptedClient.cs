using System.Globalization;
using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.LocalHost;

/// <summary>A client who does what each message asks, once it has come, and gets better on the way.</summary>
public sealed class ScriptedClient(Clinic clinic, Scenario scenario)
{
    public static InquiryDetails Inquiry { get; } = new(
        InquiringFor.Self, "Rowan", "rowan@example.test", "+16175550142", ContactBy.Email, SmsConsent: true, "en", "America/New_York", "MA", IsAdult: true)
    {
        LastName = "Hale",
        Interest = "I would like to know whether this could be for me.",
        HowHeard = "My doctor",
    };

    public NextStep? Next(Journey journey, Ledger ledger)
    {
        if (!scenario.Answers || journey.Inquiry is null)
            return null;
        var command = !journey.Standing.IsClosed && scenario.Withdraws(journey) ? new Withdraw() : Answer(journey, ledger);
        return command is null ? null : new NextStep.Do(Author.Client, command);
    }

    private Command? Answer(Journey journey, Ledger ledger)
    {
        if (journey.Standing.IsClosed)
            return null;
        foreach (var appointment in journey.Appointments.Ahead)
        {
            if (appointment.State == AppointmentState.Booked && (Heard(ledger, $"{appointment.Key}:confirm") || Heard(ledger, $"{appointment.Key}:reminder:1") || Heard(ledger, $"{appointment.Key}:reminder:2")))
                return new ConfirmAppointment(appointment.Which);
        }
        return Packet(journey, ledger) ?? (Command?)BeforeSession(journey, ledger) ?? AfterSession(journey, ledger) ?? Measures(journey, ledger) ?? FollowUp(journey, ledger);
    }

    private static Command? Packet(Journey journey, Ledger ledger)
    {
        if (journey.CarePath is not { IsKap: true } || journey.Intake.Completed is not null || !Heard(ledger, "intake:invite"))
            return null;
        if (journey.Intake.MissingForms.Select(form => (FormKind?)form).FirstOrDefault() is { } form)
            return Fill(journey, form);
        return Enum.GetValues<ConsentKind>().Where(consent => !journey.Intake.Consents.ContainsKey(consent)).Select(consent => new SignConsent(consent, "en", "Rowan Hale")).FirstOrDefault();
    }

    private SubmitForm? BeforeSession(Journey journey, Ledger ledger)
    {
        if (journey.Appointments.Next(AppointmentPurpose.Dosing) is not { } session || journey.Course.Find(session.Which) is not { CheckedIn: null } cycle)
            return null;
        if (Heard(ledger, $"{session.Key}:precheck") && cycle.Precheck is null)
            return Fill(journey, FormKind.Precheck);
        if (cycle.Escort is null && (Heard(ledger, $"{session.Key}:escort:1") || Heard(ledger, $"{session.Key}:escort:2") || Heard(ledger, $"{session.Key}:precheck")))
            return Fill(journey, FormKind.Escort);
        return Heard(ledger, $"{session.Key}:day-before")
            ? new[] { FormKind.Phq9, FormKind.Cssrs }.Where(measure => !journey.Intake.IsFresh(measure, session.Start, Duration.FromHours(clinic.Dosing.MeasureHours))).Select(measure => Fill(journey, measure)).FirstOrDefault()
            : null;
    }

    private static SubmitForm? AfterSession(Journey journey, Ledger ledger) =>
        journey.Course.Last is { CheckinAnswered: null, Discharged: not null } last && Heard(ledger, $"{last.Which}:checkin:1") ? Fill(journey, FormKind.Checkin) : null;

    /// <summary>Measures that a message asked for, answered once after it.</summary>
    private SubmitForm? Measures(Journey journey, Ledger ledger)
    {
        var baseline = IntakePacket.BaselineMeasures;
        var review = MeasureSchedule.ReviewForms;
        if (journey.Appointments.Next(AppointmentPurpose.Dosing) is { } session && Heard(ledger, $"{session.Key}:measures"))
            return OlderThan(journey, session.Since.Sequence, [.. baseline]);
        if (Heard(ledger, string.Create(CultureInfo.InvariantCulture, $"review:end:{journey.Course.Given}:measures")) && journey.Course.Last?.Integrated is { } end)
            return OlderThan(journey, end.Sequence, [.. review]);
        if (journey.Course.Last is { } latest && Heard(ledger, $"{latest.Which}:week:measures") && journey.Reviews.Completed is null && MeasureSchedule.MissingForWeek(journey, clinic).Select(each => (FormKind?)each).FirstOrDefault() is { } week)
            return Fill(journey, week);
        return Heard(ledger, "review:mid:invite") && journey.Reviews.Mid is null && journey.Course.Last?.Integrated is { } mid
            ? OlderThan(journey, mid.Sequence, [.. review])
            : null;
    }

    private SubmitForm? FollowUp(Journey journey, Ledger ledger)
    {
        var asked = MeasureSchedule.FollowUps(journey, clinic).Select((due, index) => (due, Key: string.Create(CultureInfo.InvariantCulture, $"follow-up:{index + 1}"))).LastOrDefault(each => Heard(ledger, each.Key));
        return asked.Key is null ? null : MeasureSchedule.MissingForFollowUp(journey, asked.due).Select(form => Fill(journey, form)).FirstOrDefault();
    }

    private static SubmitForm? OlderThan(Journey journey, int sequence, params FormKind[] measures) => measures
        .Where(measure => !(journey.Intake.AnsweredAt(measure)?.Sequence >= sequence))
        .Select(measure => Fill(journey, measure))
        .FirstOrDefault();

    private static SubmitForm Fill(Journey journey, FormKind form)
    {
        var definition = FormLibrary.For(journey, form);
        return new(form, "en", definition.Readable(definition.Questions.ToDictionary(question => question.Id, question => AnswerOf(journey, form, question), StringComparer.Ordinal)));
    }

    private static string AnswerOf(Journey journey, FormKind form, Question question) => question.Kind switch
    {
        AnswerKind.YesNo => "no",
        AnswerKind.FourPoint when form == FormKind.Phq9 && question.Id == "9" => "0",
        AnswerKind.FourPoint when form == FormKind.FollowUp => "2",
        AnswerKind.FourPoint or AnswerKind.FivePoint => journey.Course.Given switch { 0 => "2", 1 or 2 => "1", _ => "0" },
        AnswerKind.Phone => "+16175550143",
        AnswerKind.Choice or AnswerKind.Many => question.Choices[0].Value,
        AnswerKind.Number when form == FormKind.HealthHistory => question.Id switch { "height-feet" => "5", "height-inches" => "7", _ => "150" },
        AnswerKind.Number => question.Max!.Value.ToString(CultureInfo.InvariantCulture),
        AnswerKind.Date => question.Id == "birth-date" ? "1988-05-14" : "2020-01-31",
        _ => form == FormKind.Escort && question.Id == "name" ? "Sam Hale" : "None.",
    };

    private static bool Heard(Ledger ledger, string stem) =>
        ledger.Find($"{stem}:email") is { WentOut: true } || ledger.Find($"{stem}:sms") is { WentOut: true };
}
