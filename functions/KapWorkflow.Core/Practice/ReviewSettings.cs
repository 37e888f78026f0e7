namespace KapWorkflow.Core;

public sealed record ReviewSettings
{
    [Setting("Length of a review", "minutes", 10, 240, Source = "§2.1 [S2]")]
    public int Minutes { get; init; } = 30;

    [Setting("After which the mid-course review is due", "doses", 1, 8, Source = "§2.1 [S2]")]
    public int MidDoses { get; init; } = 2;

    [Setting("After the first dose, when it is due at the latest", "days", 7, 120, Source = "§2.1 [S2]")]
    public int MidDays { get; init; } = 30;

    [Setting("From the last integration to the end review", "days", 1, 60, Source = "§3.1")]
    public int EndDays { get; init; } = 14;

    [Setting("After the last dose, when the client is asked how they are", "months", 1, 24, Source = "§2.1 [S14]")]
    public IReadOnlyList<int> FollowUpMonths { get; init; } = [1, 3, 6];

    [Setting("After an unanswered form, when it is asked for again", "days", 1, 14, Source = "§6.3 [S76]")]
    public IReadOnlyList<int> FollowUpNudgeDays { get; init; } = [1, 2, 3];
}

public sealed record SafetySettings
{
    [Setting("To acknowledge an alert before the next contact is paged", "minutes", 1, 30, Source = "§7")]
    public int AckMinutes { get; init; } = 10;

    [Setting("From an S1 alert to a live contact with the client", "minutes", 5, 120, Source = "§7")]
    public int LiveContactMinutes { get; init; } = 30;

    [Setting("From an S2 alert (item 9) to a clinician's contact with the client", "minutes", 5, 240, Source = "§7")]
    public int Item9ContactMinutes { get; init; } = 60;

    [Setting("From words of crisis (S6) to a contact with whoever wrote them", "minutes", 5, 120, Source = "§7")]
    public int CrisisWordsMinutes { get; init; } = 30;

    [Setting("After which an alert that nobody has acknowledged is a task of the director's too; it is paged on beside it", "hours", 1, 72, Source = "§12")]
    public int UnansweredHours { get; init; } = 24;

    [Setting("After a page that failed on every way, until the next contact", "minutes", 1, 10, Source = "§7")]
    public int FailedPageMinutes { get; init; } = 2;

    [Setting("Item 9 of the PHQ-9 from which on-call is paged", "points", 1, 3, Source = "§7")]
    public int Item9Urgent { get; init; } = 2;

    [Setting("Change of the PHQ-9 that counts as reliable", "points", 1, 27, Source = "§6.1 [S88]")]
    public int PhqReliable { get; init; } = 6;

    [Setting("Rise of the PHQ-9 that matters to the person: looked at, not yet alarmed about", "points", 1, 27, Source = "§6.1")]
    public int PhqNotable { get; init; } = 5;

    [Setting("Change of the GAD-7 that counts as reliable", "points", 1, 21, Source = "§6.1 [S88]")]
    public int GadReliable { get; init; } = 4;

    [Setting("Change of the PCL-5 that counts as reliable", "points", 1, 80, Source = "§6.1")]
    public int PclReliable { get; init; } = 10;

    [Setting("Total of the PCL-5 from which PTSD is provisionally assumed", "points", 1, 80, Source = "§6.1 [S90]")]
    public int Pcl5Cut { get; init; } = 33;
}

public sealed record TaskSettings
{
    [Setting("How long somebody has a late task that a client waits for, before the next one gets it", "minutes", 10, 480, Source = "§2.3")]
    public int HandOnMinutes { get; init; } = 60;

    [Setting("The most days that a task is put off to follow up", "days", 1, 90, Source = "§2.3")]
    public int FollowUpDays { get; init; } = 30;
}
