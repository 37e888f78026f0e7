namespace KapWorkflow.Core;

public enum Channel
{
    Email,
    Sms,
    Pager,
}

/// <summary>What happens to a message that falls into quiet hours (care-pathway §0.8, §9).</summary>
public enum Quiet
{
    /// <summary>E: pre-session messages move earlier.</summary>
    Earlier,

    /// <summary>L: others move later.</summary>
    Later,

    /// <summary>N: direct replies and safety messages ignore them.</summary>
    Ignored,
}

/// <summary>A text of the catalogue, care-pathway §9. Its words are templates; the id names them.</summary>
/// <param name="Counted">Whether an SMS of it counts towards the caps.</param>
/// <param name="RepeatWhenUnknown">Whether it is sent again when nobody can tell whether it went out: safety messages are, reminders are not.</param>
public sealed record Text(string Id, string Catalogue, Quiet Quiet, bool Email = true, bool Sms = false, bool Counted = true, bool RepeatWhenUnknown = false)
{
    public static readonly Text InquiryAck = new("inquiry-ack", "M01", Quiet.Later, Sms: true);
    public static readonly Text StaffTask = new("staff-task", "M02", Quiet.Ignored);
    public static readonly Text InquiryRetry = new("inquiry-retry", "M04", Quiet.Later, Sms: true);
    public static readonly Text InquiryClose = new("inquiry-close", "M05", Quiet.Later);
    public static readonly Text InquiryThirdParty = new("inquiry-third-party", "M06", Quiet.Later);
    public static readonly Text ConsultationBooked = new("consultation-booked", "M07", Quiet.Later, Sms: true);
    public static readonly Text ConsultationReminder = new("consultation-reminder", "M08", Quiet.Earlier, Sms: true);
    public static readonly Text ConsultationNoShow = new("consultation-no-show", "M10", Quiet.Later, Sms: true);
    public static readonly Text AppointmentCancelled = new("appointment-cancelled", "M50", Quiet.Later, Sms: true);
    public static readonly Text PathOther = new("path-other", "M12", Quiet.Later);
    public static readonly Text UndecidedCheckin = new("undecided-checkin", "3.1", Quiet.Later);
    public static readonly Text IntakeInvite = new("intake-invite", "M11/M13", Quiet.Later, Sms: true);
    public static readonly Text IntakeNudge = new("intake-nudge", "M14", Quiet.Later, Sms: true);
    public static readonly Text IntakeDone = new("intake-done", "M16", Quiet.Later);
    public static readonly Text ClearanceInfo = new("clearance-info", "M19", Quiet.Later, Sms: true);
    public static readonly Text ClearanceApproved = new("clearance-approved", "M20", Quiet.Later, Sms: true);
    public static readonly Text ClearanceDeferred = new("clearance-deferred", "M21", Quiet.Later);
    public static readonly Text ClearanceNot = new("clearance-not", "M22", Quiet.Later);
    public static readonly Text PreparationBooked = new("preparation-booked", "M25", Quiet.Later, Sms: true);
    public static readonly Text PreparationReminder = new("preparation-reminder", "M25", Quiet.Earlier, Sms: true);
    public static readonly Text PreparationPacket = new("preparation-packet", "M26", Quiet.Later);
    public static readonly Text EscortNeeded = new("escort-needed", "M27", Quiet.Earlier, Sms: true);
    public static readonly Text SessionBooked = new("session-booked", "M29", Quiet.Later, Sms: true);
    public static readonly Text SessionWeek = new("session-week", "M30", Quiet.Earlier);
    public static readonly Text PlanNotice = new("plan-notice", "M30", Quiet.Earlier);
    public static readonly Text SessionConfirm = new("session-confirm", "M31", Quiet.Earlier, Sms: true);
    public static readonly Text SessionPrecheck = new("session-precheck", "M32", Quiet.Earlier, Sms: true);
    public static readonly Text SessionDayBefore = new("session-day-before", "M33", Quiet.Earlier, Sms: true);
    public static readonly Text SessionSteps = new("session-steps", "M34", Quiet.Earlier, Sms: true);
    public static readonly Text SessionToday = new("session-today", "M35", Quiet.Earlier, Email: false, Sms: true);
    public static readonly Text SessionAfter = new("session-after", "M37", Quiet.Ignored);
    public static readonly Text SessionEvening = new("session-evening", "M39", Quiet.Later);
    public static readonly Text Checkin = new("checkin", "M40", Quiet.Later, Sms: true);
    public static readonly Text IntegrationBooked = new("integration-booked", "M42", Quiet.Later);
    public static readonly Text IntegrationReminder = new("integration-reminder", "M42", Quiet.Earlier, Sms: true);
    public static readonly Text IntegrationMissed = new("integration-missed", "M43", Quiet.Later);
    public static readonly Text MeasuresDue = new("measures-due", "M44", Quiet.Later, Sms: true);
    public static readonly Text ReviewInvite = new("review-invite", "M46", Quiet.Later, Sms: true);
    public static readonly Text Completed = new("completed", "M48", Quiet.Later);
    public static readonly Text FollowUp = new("follow-up", "M49", Quiet.Later);
    public static readonly Text Paused = new("paused", "M50", Quiet.Later);
    public static readonly Text Withdrawn = new("withdrawn", "M50", Quiet.Later);
    public static readonly Text ConsentRenew = new("consent-renew", "M58", Quiet.Later);
    public static readonly Text VisitNoShow = new("visit-no-show", "M51", Quiet.Later);
    public static readonly Text PageOnCall = new("page-on-call", "M03/M15", Quiet.Ignored, Sms: true, Counted: false, RepeatWhenUnknown: true);

    public static IReadOnlyList<Text> All { get; } =
    [
        .. typeof(Text).GetFields(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static)
            .Where(field => field.FieldType == typeof(Text))
            .Select(field => (Text)field.GetValue(null)!),
    ];

    /// <summary>Says nothing about a client: the only texts that go to somebody who inquired for another person.</summary>
    public bool ToInquirer => this == InquiryThirdParty || this == InquiryRetry || this == InquiryClose;

    public static Text? Find(string id) => All.FirstOrDefault(text => text.Id == id);
}
