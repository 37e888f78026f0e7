using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace KapWorkflow.Core;

/// <summary>Reads one cause of a condition off a journey: its basis and its words, both empty where it does not hold.</summary>
internal static class ConditionCues
{
    public static (string Basis, string Words) Of(Journey journey, RaisedBy by, Clinic clinic, Instant now) => by switch
    {
        { Form: { } form, Question: { } question, Is: { } values } => Answer(journey, form, question, values),
        { Measure: { } measure, Level: { } level } when journey.Intake.Latest(measure) is { Level: { } found } latest && found >= level =>
            ($"{measure}:{found}:{Sequence(latest.Taken)}", $"{NameOf(measure)}: {found.ToString().ToLowerInvariant()}"),
        { Screener: { } screener } when Screeners.Of(journey, screener) is { NeedsReview: true, Points: var points } => ($"{screener}:{Number(points)}", $"{NameOf(screener)}: {Number(points)}"),
        { Test: { } test, Is: { } results } when MedicalTests.Latest(journey, test) is { Result: { } result } done && results.Contains(result.ToString(), StringComparer.OrdinalIgnoreCase) =>
            ($"{test}:{result}:{Sequence(done.Since)}", $"{MedicalTests.NameOf(test)} of {Day(done.TakenOn)}: {result.ToString().ToLowerInvariant()}"),
        { Computed: { } computed } => OfComputed(journey, computed, clinic, now),
        _ => ("", ""),
    };

    /// <summary>As the health history says; null before it does.</summary>
    public static int? Age(Journey journey, LocalDate on) =>
        LocalDatePattern.Iso.Parse(journey.Intake.AnswersTo(FormKind.HealthHistory).GetValueOrDefault("birth-date") ?? "") is { Success: true, Value: var born } && born <= on
            ? Period.Between(born, on, PeriodUnits.Years).Years
            : null;

    /// <summary>Kilograms by square metres, from feet, inches and pounds.</summary>
    public static double? BodyMass(Journey journey)
    {
        var answers = journey.Intake.AnswersTo(FormKind.HealthHistory);
        double? Read(string question) => double.TryParse(answers.GetValueOrDefault(question), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;
        return (Read("height-feet"), Read("weight")) is ({ } feet and > 0, { } pounds)
            ? 703 * pounds / Math.Pow((feet * 12) + (Read("height-inches") ?? 0), 2)
            : null;
    }

    private static (string Basis, string Words) Answer(Journey journey, FormKind form, string question, IReadOnlyList<string> values)
    {
        var answer = journey.Intake.AnswersTo(form).GetValueOrDefault(question);
        return answer is not null && values.Contains(answer, StringComparer.Ordinal)
            ? ($"{JsonNamingPolicy.CamelCase.ConvertName(form.ToString())}.{question}={answer}", FormWords.Of(form, question, answer))
            : ("", "");
    }

    private static (string Basis, string Words) OfComputed(Journey journey, Computed computed, Clinic clinic, Instant now)
    {
        var age = Age(journey, PracticeTime.Local(now, clinic.Zone).Date);
        var limits = VitalsLimits.Of(journey, clinic);
        return computed switch
        {
            Computed.Minor when age < 18 || journey.Inquiry is { Details.IsAdult: false } => ("minor", age is { } years ? $"Age: {Number(years)}" : "Said to be younger than 18"),
            Computed.OlderThanReviewAge when age > clinic.Clearance.ReviewAge => ("older", $"Age: {Number(age.Value)}"),
            Computed.BodyMassAboveLimit when BodyMass(journey) is { } mass && mass > clinic.Clearance.BodyMassReview => (string.Create(CultureInfo.InvariantCulture, $"mass:{mass:F0}"), string.Create(CultureInfo.InvariantCulture, $"Body mass index: {mass:F1}")),
            Computed.BloodPressureAboveLimit when MedicalTests.LatestPressure(journey) is { } reading && (reading.Systolic > limits.Systolic || reading.Diastolic > limits.Diastolic) =>
                (string.Create(CultureInfo.InvariantCulture, $"pressure:{reading.Systolic}/{reading.Diastolic}:{reading.Since.Sequence}"), string.Create(CultureInfo.InvariantCulture, $"Blood pressure: {reading.Systolic}/{reading.Diastolic} mmHg")),
            Computed.NoTherapist when !HasTherapist(journey, clinic) => ("no-therapist", "Nobody who is a therapist has met the client or is to meet them"),
            _ => ("", ""),
        };
    }

    private static bool HasTherapist(Journey journey, Clinic clinic) =>
        journey.Clearance.Readiness is not null
        || journey.Appointments.All.Values.Any(each => (each.IsAhead || each.State == AppointmentState.Attended) && clinic.Find(each.Therapist)?.Roles.HasFlag(Role.Therapist) == true);

    private static string NameOf(FormKind measure) => measure switch { FormKind.Cssrs => "Risk screen", _ => FormLibrary.Of(measure).Title.En };

    private static string Sequence(Stamp stamp) => Number(stamp.Sequence);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Day(LocalDate day) => LocalDatePattern.Iso.Format(day);
}
