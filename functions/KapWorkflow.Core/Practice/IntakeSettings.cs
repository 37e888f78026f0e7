namespace KapWorkflow.Core;

public sealed record InquirySettings
{
    [Setting("Until the first human attempt, in opening time", "minutes", 1, 480, Source = "§3.1 [S73]")]
    public int FirstAttemptMinutes { get; init; } = 5;

    [Setting("After which a supervisor hears that nobody has tried, in opening time", "minutes", 1, 960, Source = "§3.1")]
    public int SupervisorMinutes { get; init; } = 30;

    [Setting("Of opening time without a human attempt, after which it is the director's", "hours", 1, 16, Source = "§3.1")]
    public int BreachHours { get; init; } = 4;

    [Setting("After the inquiry, when another attempt is due", "hours", 0, 720, Source = "§3.1")]
    public IReadOnlyList<int> AttemptHours { get; init; } = [0, 4, 24, 72, 168];

    [Setting("After which an inquiry that nobody answered is closed", "days", 1, 90, Source = "§3.1")]
    public int CloseDays { get; init; } = 14;
}

public sealed record ConsultationSettings
{
    [Setting("Length of a consultation", "minutes", 10, 180, Source = "§2.1 [S13]")]
    public int Minutes { get; init; } = 30;

    [Setting("From the consultation to the care-path decision", "business days", 0, 20, Source = "§3.1")]
    public int DecisionBusinessDays { get; init; } = 2;

    [Setting("After an undecided consultation, when the client is asked again", "days", 1, 180, Source = "§3.1")]
    public IReadOnlyList<int> UndecidedCheckinDays { get; init; } = [7, 21];

    [Setting("After which an undecided journey is closed, the door left open", "days", 1, 365, Source = "§3.1")]
    public int UndecidedCloseDays { get; init; } = 28;
}

public sealed record IntakeSettings
{
    [Setting("After the invitation, when the client is reminded of the forms", "days", 1, 60, Source = "§3.1")]
    public IReadOnlyList<int> NudgeDays { get; init; } = [2, 5, 9];

    [Setting("After which staff call about the forms", "days", 1, 90, Source = "§3.1")]
    public int CallDays { get; init; } = 10;

    [Setting("After which an unanswered packet is parked", "days", 1, 180, Source = "§3.1")]
    public int CloseDays { get; init; } = 21;

    [Setting("That a half-answered measure may be gone on with: its questions look back from the day they are answered", "hours", 1, 336, Source = "§6.1")]
    public int DraftHours { get; init; } = 72;
}

public sealed record PreparationSettings
{
    [Setting("Preparation sessions before the first dose", "sessions", 1, 10, Source = "§2.1 [S13]")]
    public int Required { get; init; } = 2;

    [Setting("Preparation sessions at most", "sessions", 1, 10, Source = "§2.1")]
    public int Max { get; init; } = 4;

    [Setting("Length of a preparation session", "minutes", 10, 240, Source = "§2.1 [S11]")]
    public int Minutes { get; init; } = 50;
}
