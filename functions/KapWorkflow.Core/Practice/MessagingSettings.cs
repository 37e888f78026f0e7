using NodaTime;

namespace KapWorkflow.Core;

public sealed record MessagingSettings
{
    [Setting("Whether text messages go out at all: not before the carrier registration and the BAA are in place", Source = "§13")]
    public bool SmsEnabled { get; init; }

    [Setting("Automated texts a client gets on one day at most", "texts", 0, 5, Source = "§9 [S138]")]
    public int SmsDailyCap { get; init; } = 1;

    [Setting("Automated texts in any seven days at most", "texts", 0, 10, Source = "§9 [S138]")]
    public int SmsWeeklyCap { get; init; } = 3;

    [Setting("The same in the week around a dosing session", "texts", 0, 15, Source = "§9")]
    public int DosingWeekCap { get; init; } = 5;

    [Setting("When a client may be texted, Monday to Saturday, by the client's clock", Source = "§8.3")]
    public Hours WeekdayWindow { get; init; } = new(new LocalTime(9, 0), new LocalTime(20, 0));

    [Setting("When a client may be texted on a Sunday, by the client's clock", Source = "§8.3")]
    public Hours SundayWindow { get; init; } = new(new LocalTime(12, 0), new LocalTime(20, 0));

    [Setting("When reminders may come, by the client's clock", Source = "§8.3")]
    public Hours InfoWindow { get; init; } = new(new LocalTime(8, 0), new LocalTime(21, 0));

    [Setting("Whether every e-mail ends with the crisis line", Source = "§7")]
    public bool CrisisLineInEmail { get; init; } = true;

    [Setting("How long a link in a message opens", "hours", 1, 168, Source = "§8.5")]
    public int LinkHours { get; init; } = 72;

    [Setting("Languages of messages and pages: en, or en and es", Source = "§8.8")]
    public IReadOnlyList<string> Languages { get; init; } = ["en", "es"];

    [Setting("Without a receipt for so long, a message counts as undelivered", "minutes", 5, 1440, Source = "§6")]
    public int ReceiptMinutes { get; init; } = 120;
}

public sealed record SchedulingSettings
{
    [Setting("Days before an appointment on which the client is reminded, the first one first", "days", 1, 14, Source = "§8.6 [S65]", Falling = true)]
    public IReadOnlyList<int> ReminderDays { get; init; } = [3, 1];

    [Setting("A cancellation later than this before the start is late; whether a fee follows is for staff to say", "hours", 0, 168, Source = "§8.7 [S100a]")]
    public int CancelNoticeHours { get; init; } = 24;

    [Setting("The same for a dosing session", "hours", 0, 336, Source = "§8.7 [S100b]")]
    public int DosingCancelNoticeHours { get; init; } = 72;

    [Setting("So long after the start a client who has not come is looked for", "minutes", 0, 60, Source = "§8.7 [S100b]")]
    public int LateGraceMinutes { get; init; } = 15;
}
