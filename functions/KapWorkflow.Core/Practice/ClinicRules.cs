using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>What must hold between the settings of a clinic. Every problem is <c>path: what must be</c>.</summary>
internal static partial class ClinicRules
{
    public static IEnumerable<string> Problems(Clinic clinic) =>
        [.. new[] { Practice(clinic), People(clinic), Covered(clinic), OnCall(clinic), Hours(clinic), Setting.OutOfRange(clinic), Order(clinic) }.SelectMany(each => each).OfType<string>()];

    private static IEnumerable<string?> Practice(Clinic clinic)
    {
        yield return Must(!string.IsNullOrWhiteSpace(clinic.PracticeName), "practiceName", "must not be empty");
        yield return Must(BrandShape().IsMatch(clinic.Brand), "brand", "must be 2 to 24 letters, digits or blanks: every text message begins with it");
        yield return Must(!Telling().IsMatch(clinic.Brand), "brand", "must be neutral: a name that tells of the treatment or of mental health stands in every message");
        yield return Must(clinic.Phone.Count(char.IsAsciiDigit) >= 10, "phone", "must be a telephone number with its area code");
        yield return Must(DateTimeZoneProviders.Tzdb.GetZoneOrNull(clinic.TimeZone) is not null, "timeZone", "must be an IANA zone such as America/New_York");
        yield return Must(clinic.States.Count > 0, "states", "must name at least one state");
        yield return Must(clinic.States.All(state => StateShape().IsMatch(state)), "states", "must be two capital letters each, such as NY");
        yield return Must(Distinct(clinic.Rooms.Select(room => room.Id)), "rooms", "must have different ids");
        yield return Must(!clinic.Rooms.Any(room => Telling().IsMatch(room.Address)), "rooms", "must have neutral addresses: clients are told them in messages");
        yield return Must(clinic.Messaging.Languages.Contains("en") && clinic.Messaging.Languages.All(language => language is "en" or "es"), "messaging.languages", "must be en, or en and es");
    }

    private static IEnumerable<string?> People(Clinic clinic)
    {
        yield return Must(Distinct(clinic.Staff.Select(member => member.Id.Value)), "staff", "must have different ids");
        foreach (var (member, index) in clinic.Staff.Select((member, index) => (member, index)))
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"staff[{index}]");
            yield return Must(!string.IsNullOrWhiteSpace(member.Name), $"{at}.name", "must not be empty");
            yield return Must(member.Email is null || member.Email.Contains('@', StringComparison.Ordinal), $"{at}.email", "must be an e-mail address");
            yield return Must((member.Roles & (Role.Therapist | Role.Prescriber)) == Role.None || member.Licences is { Count: > 0 }, $"{at}.licences", "must not be empty for a therapist or prescriber");
        }

        // A task whose role nobody holds would wait for ever.
        foreach (var role in new[] { Role.Intake, Role.Therapist, Role.Prescriber, Role.Director })
            yield return Must(clinic.Staff.Any(member => member.Roles.HasFlag(role)), "staff", $"must have somebody with the role {role.ToString().ToLowerInvariant()}");
    }

    /// <summary>Two keys by two people: for every state there is a pair that can give them.</summary>
    private static IEnumerable<string?> Covered(Clinic clinic)
    {
        foreach (var state in clinic.States)
        {
            var therapists = Licensed(Role.Therapist);
            var prescribers = Licensed(Role.Prescriber);
            yield return Must(therapists.Count > 0, "staff", $"must have a therapist licensed in {state}");
            yield return Must(prescribers.Count > 0, "staff", $"must have a prescriber licensed in {state}");
            yield return Must(
                clinic.Clearance.AllowDualRole || therapists.Count == 0 || prescribers.Count == 0 || therapists.Union(prescribers).Count() > 1,
                "staff", $"must have two different people as therapist and prescriber in {state}");

            List<StaffId> Licensed(Role role) =>
                [.. clinic.Staff.Where(member => member.Roles.HasFlag(role) && member.Licences?.Any(licence => licence.States.Contains(state, StringComparer.OrdinalIgnoreCase)) == true).Select(member => member.Id)];
        }
    }

    private static IEnumerable<string?> OnCall(Clinic clinic)
    {
        yield return Must(clinic.OnCall.Count > 0, "onCall", "must have at least one contact: a safety alert pages them");
        yield return Must(Distinct(clinic.OnCall.Select(contact => contact.Id)), "onCall", "must have different ids");
        foreach (var (contact, index) in clinic.OnCall.Select((contact, index) => (contact, index)))
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"onCall[{index}]");
            yield return Must(contact.PagerId is not null || contact.Phone is not null || contact.Email is not null, at, "must have a pagerId, a phone or an email");
            yield return Must(contact.Phone is null || E164().IsMatch(contact.Phone), $"{at}.phone", "must be like +16175550100");
            yield return Must(contact.Email is null || contact.Email.Contains('@', StringComparison.Ordinal), $"{at}.email", "must be an e-mail address");
        }
        yield return Must(
            clinic.Messaging.SmsEnabled || clinic.OnCall.Count == 0 || clinic.OnCall.Any(contact => contact.PagerId is not null || contact.Email is not null),
            "onCall", "must have a contact with a pagerId or an email while text messages are off");
    }

    private static IEnumerable<string?> Hours(Clinic clinic)
    {
        yield return Must(clinic.Opening.From < clinic.Opening.To, "opening", "must open before it closes");
        yield return Must(clinic.Opening.Days.Count > 0 && !clinic.Opening.Days.Contains(IsoDayOfWeek.None), "opening.days", "must have at least one day");
        yield return Must(clinic.Opening.Holidays.Distinct().Count() < 100, "opening.holidays", "must be fewer than 100");
        yield return Window(clinic.Messaging.WeekdayWindow);
        yield return Window(clinic.Messaging.SundayWindow);
        yield return Window(clinic.Messaging.InfoWindow);

        static string? Window(Hours hours, [CallerArgumentExpression(nameof(hours))] string expression = "") =>
            Must(hours.From < hours.To, PathOf(expression), "must have from before to");
    }

    private static IEnumerable<string?> Order(Clinic clinic)
    {
        yield return Must(clinic.Preparation.Required <= clinic.Preparation.Max, "preparation.required", "must not be more than preparation.max");
        yield return Must(clinic.Dosing.Planned <= clinic.Dosing.Max, "dosing.planned", "must not be more than dosing.max");
        yield return Must(clinic.Clearance.InitialDoses <= clinic.Dosing.Max, "clearance.initialDoses", "must not be more than dosing.max");
        yield return Must(clinic.Clearance.EscalateBusinessDays <= clinic.Clearance.SlaBusinessDays, "clearance.escalateBusinessDays", "must not be more than clearance.slaBusinessDays");
        yield return Must(Math.Max(clinic.Clearance.InitialDays, clinic.Clearance.NextDays) <= clinic.Clearance.AbsoluteDays, "clearance.absoluteDays", "must not be less than initialDays and nextDays");
        yield return Must(clinic.Clearance.LiverMonths <= clinic.Clearance.LabMonths, "clearance.liverMonths", "must not be more than clearance.labMonths");
        yield return Must(clinic.Clearance.InPersonEvaluation.All(rule => rule.States.All(state => StateShape().IsMatch(state))), "clearance.inPersonEvaluation", "must name states by two capital letters each");
        yield return Must(clinic.Dosing.GapFloorHours <= clinic.Dosing.MinGapHours, "dosing.gapFloorHours", "must not be more than dosing.minGapHours");
        yield return Must(clinic.Dosing.MinGapHours < clinic.Dosing.MaxGapDays * 24, "dosing.minGapHours", "must be less than dosing.maxGapDays");
        yield return Must(clinic.Dosing.ObservationMinutes <= clinic.Dosing.Minutes, "dosing.observationMinutes", "must not be longer than the session, dosing.minutes");
        yield return Must(clinic.Dosing.FastClearHours <= clinic.Dosing.FastSolidsHours, "dosing.fastClearHours", "must not be more than dosing.fastSolidsHours");
        yield return Must(clinic.Dosing.PrecheckHours % 24 == 0, "dosing.precheckHours", "must be whole days");
        yield return Must(clinic.Dosing.CheckinHours.Count == 4, "dosing.checkinHours", "must be four: the check-in, the second message, the call, the last word");
        yield return Must(clinic.Dosing.BpHoldDiastolic < clinic.Dosing.BpHoldSystolic, "dosing.bpHoldDiastolic", "must be below dosing.bpHoldSystolic");
        yield return Must(clinic.Dosing.BpHoldSystolic < clinic.Dosing.BpEmergencySystolic, "dosing.bpEmergencySystolic", "must be above dosing.bpHoldSystolic");
        yield return Must(clinic.Dosing.BpHoldDiastolic < clinic.Dosing.BpEmergencyDiastolic, "dosing.bpEmergencyDiastolic", "must be above dosing.bpHoldDiastolic");
        yield return Must(clinic.Dosing.Spo2Emergency <= clinic.Dosing.Spo2Min, "dosing.spo2Emergency", "must not be above dosing.spo2Min");
        yield return Must(clinic.Dosing.PulseMin < clinic.Dosing.PulseMax, "dosing.pulseMin", "must be below dosing.pulseMax");
        yield return Must(clinic.Integration.TargetHours <= clinic.Integration.MaxDays * 24, "integration.targetHours", "must not be later than integration.maxDays");
        yield return Must(clinic.Review.MidDoses <= clinic.Dosing.Planned, "review.midDoses", "must not be more than dosing.planned");
        yield return Must(clinic.Messaging.SmsDailyCap <= clinic.Messaging.SmsWeeklyCap, "messaging.smsDailyCap", "must not be more than messaging.smsWeeklyCap");
        yield return Must(clinic.Messaging.SmsWeeklyCap <= clinic.Messaging.DosingWeekCap, "messaging.smsWeeklyCap", "must not be more than messaging.dosingWeekCap");
        yield return Must(clinic.Inquiry.FirstAttemptMinutes <= clinic.Inquiry.SupervisorMinutes, "inquiry.firstAttemptMinutes", "must not be more than inquiry.supervisorMinutes");
        yield return Must(Last(clinic.Consultation.UndecidedCheckinDays) < clinic.Consultation.UndecidedCloseDays, "consultation.undecidedCloseDays", "must be after the last check-in");
        yield return Must(Last(clinic.Intake.NudgeDays) < clinic.Intake.CloseDays && clinic.Intake.CallDays < clinic.Intake.CloseDays, "intake.closeDays", "must be after the last nudge and the call");
        yield return Must(Last(clinic.Clearance.InfoNudgeDays) < clinic.Clearance.InfoCloseDays, "clearance.infoCloseDays", "must be after the last nudge");
        yield return Must(Last(clinic.Inquiry.AttemptHours) < clinic.Inquiry.CloseDays * 24, "inquiry.closeDays", "must be after the last attempt");
    }

    private static int Last(IReadOnlyList<int> steps) => steps.DefaultIfEmpty(0).Max();

    private static string? Must(bool holds, string path, string what) => holds ? null : $"{path}: {what}";

    private static bool Distinct(IEnumerable<string> ids) => ids.GroupBy(id => id, StringComparer.Ordinal).All(same => same.Count() == 1);

    /// <summary>From <c>clinic.Dosing.Planned</c> to <c>dosing.planned</c>: the path cannot drift from the setting it names.</summary>
    private static string PathOf(string expression) => string.Join('.', expression.Split('.').Skip(1).Select(JsonNamingPolicy.CamelCase.ConvertName));

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9 ]{1,23}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex BrandShape();

    [GeneratedRegex(@"^[A-Z]{2}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex StateShape();

    [GeneratedRegex(@"^\+[1-9][0-9]{7,14}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex E164();

    /// <summary>Care-pathway §8.5: what must never stand in a sender's name.</summary>
    [GeneratedRegex(@"ketamin|\bkap\b|psych|mental|wellness|therap|depress|trauma|ptsd|suicid|recovery|healing", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Telling();
}
