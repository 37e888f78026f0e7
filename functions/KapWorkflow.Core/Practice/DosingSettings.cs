namespace KapWorkflow.Core;

public sealed record DosingSettings
{
    [Setting("Doses of a course as planned", "doses", 1, 8, Source = "§2.1 [S14]")]
    public int Planned { get; init; } = 6;

    [Setting("Doses of a course at most", "doses", 1, 12, Source = "§2.1")]
    public int Max { get; init; } = 8;

    [Setting("Length of a dosing session", "minutes", 60, 480, Source = "§2.1 [S5]")]
    public int Minutes { get; init; } = 180;

    [Setting("How long the room stays free after it", "minutes", 0, 120, Source = "§2.1")]
    public int BufferMinutes { get; init; } = 30;

    [Setting("From the start of one dosing session to the start of the next", "hours", 72, 720, Source = "§2.1 [S4]")]
    public int MinGapHours { get; init; } = 168;

    [Setting("What no prescriber may go below when they allow a shorter gap", "hours", 72, 336, Source = "§2.1 [S4]")]
    public int GapFloorHours { get; init; } = 72;

    [Setting("Since the last dose, after which the client is cleared anew", "days", 14, 365, Source = "§4.5")]
    public int MaxGapDays { get; init; } = 60;

    [Setting("Before a booked session, when its conditions are looked at again", "hours", 24, 168, Source = "§3.3")]
    public int RecheckHours { get; init; } = 72;

    [Setting("From the dose to the discharge at least", "minutes", 30, 480, Source = "§2.4 [S21]")]
    public int ObservationMinutes { get; init; } = 120;

    [Setting("Without solid food before the session", "hours", 0, 12, Source = "§5.1 [S12]")]
    public int FastSolidsHours { get; init; } = 6;

    [Setting("Without any drink before the session", "hours", 0, 6, Source = "§5.1 [S12]")]
    public int FastClearHours { get; init; } = 2;

    [Setting("Without alcohol and cannabis before the session", "hours", 0, 168, Source = "§5.1 [S8]")]
    public int AlcoholHours { get; init; } = 48;

    [Setting("Without driving after the discharge at least, and until the next morning", "hours", 12, 72, Source = "§5.2 [S5][S34]")]
    public int NoDriveHours { get; init; } = 24;

    [Setting("Before the session, in whole days, when the pre-check is asked for", "hours", 24, 168, Source = "§5.1")]
    public int PrecheckHours { get; init; } = 48;

    [Setting("How old the PHQ-9 and the risk screen may be at a later dose", "hours", 12, 168, Source = "§6.3")]
    public int MeasureHours { get; init; } = 48;

    [Setting("How old the baseline measures may be at the first dose", "days", 1, 60, Source = "§3.3")]
    public int BaselineMeasureDays { get; init; } = 14;

    [Setting("After the discharge: the check-in, the second message, the call, the last word", "hours", 12, 96, Source = "§3.2")]
    public IReadOnlyList<int> CheckinHours { get; init; } = [24, 30, 36, 48];

    [Setting("Systolic pressure above which a session is held", "mmHg", 100, 180, Source = "§4.3 [S20]")]
    public int BpHoldSystolic { get; init; } = 140;

    [Setting("Diastolic pressure above which a session is held", "mmHg", 60, 110, Source = "§4.3 [S20]")]
    public int BpHoldDiastolic { get; init; } = 90;

    [Setting("Systolic pressure from which the alarm is raised", "mmHg", 140, 240, Source = "§4.3")]
    public int BpEmergencySystolic { get; init; } = 180;

    [Setting("Diastolic pressure from which the alarm is raised", "mmHg", 90, 150, Source = "§4.3")]
    public int BpEmergencyDiastolic { get; init; } = 120;

    [Setting("Below which a session is held", "beats a minute", 30, 70, Source = "§4.3")]
    public int PulseMin { get; init; } = 50;

    [Setting("Above which a session is held", "beats a minute", 80, 150, Source = "§4.3")]
    public int PulseMax { get; init; } = 110;

    [Setting("Oxygen saturation below which a session is held", "%", 85, 99, Source = "§4.3")]
    public int Spo2Min { get; init; } = 94;

    [Setting("Oxygen saturation below which the alarm is raised", "%", 70, 95, Source = "§5.3")]
    public int Spo2Emergency { get; init; } = 90;

    [Setting("Temperature from which a session is held: 380 is 38.0 °C", "tenths of a degree Celsius", 370, 400, Source = "§4.3")]
    public int TemperatureHoldTenths { get; init; } = 380;

    [Setting("Readings outside the limits after the first before the session is held", "readings", 0, 5, Source = "§4.3")]
    public int BpRechecks { get; init; } = 2;

    [Setting("Seated, before a reading is taken again", "minutes", 1, 60, Source = "§4.3")]
    public int BpRecheckMinutes { get; init; } = 10;

    [Setting("How old the vitals may be with which somebody goes home", "minutes", 5, 120, Source = "§2.4")]
    public int DischargeVitalsMinutes { get; init; } = 30;

    [Setting("So near to the reading before the dose is well enough to go home", "% of it", 0, 30, Source = "§2.4")]
    public int BaselinePercent { get; init; } = 20;

    [Setting("After an escort was reported missing, when the director is asked", "minutes", 5, 120, Source = "§11")]
    public int EscortDirectorMinutes { get; init; } = 30;

    [Setting("After a dose under the tongue, when vitals are taken: 0 is the reading before it, and one more comes before discharge", "minutes", 0, 240, Source = "§2.4")]
    public IReadOnlyList<int> SublingualVitalsMinutes { get; init; } = [0, 40, 90];

    [Setting("The same for an injection and every other route", "minutes", 0, 240, Source = "§2.4")]
    public IReadOnlyList<int> IntramuscularVitalsMinutes { get; init; } = [0, 15, 30, 60];

    [Setting("How early the client is asked to come", "minutes", 0, 60, Source = "§2.4")]
    public int ArriveEarlyMinutes { get; init; } = 15;

    [Setting("Whether a completed course may be followed by maintenance, after a decision and a clearance of its own", Source = "§2.1, §13")]
    public bool MaintenanceEnabled { get; init; }

    [Setting("Whether the intravenous route is used: not here", Source = "§2.2")]
    public bool AllowIv { get; init; }
}

public sealed record IntegrationSettings
{
    [Setting("Length of an integration session", "minutes", 10, 240, Source = "§2.1")]
    public int Minutes { get; init; } = 50;

    [Setting("After the dose, by when it should be held", "hours", 12, 168, Source = "§2.1 [S12]")]
    public int TargetHours { get; init; } = 72;

    [Setting("After which it is on the director's list that it was not", "days", 1, 14, Source = "§2.1")]
    public int MaxDays { get; init; } = 7;
}
