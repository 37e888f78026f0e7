using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>What the fields of commands are called on a page. Whatever is not listed is called by its name in words.</summary>
public static class CommandLabels
{
    private static readonly Dictionary<string, string> Labels = new(StringComparer.Ordinal)
    {
        ["How"] = "How",
        ["Reached"] = "Did you reach the person?",
        ["WithoutContact"] = "Why nobody had to speak with the client",
        ["Step"] = "What you decide",
        ["Plan"] = "The plan",
        ["Destination"] = "Where the client goes from here: who, and where",
        ["AppointmentOn"] = "Their first appointment there",
        ["SpokeWithClient"] = "Somebody has spoken with the client about it",
        ["ClientAgreed"] = "Does the client agree?",
        ["SpokenOn"] = "Day of the conversation",
        ["Rationale"] = "Why this path",
        ["Came"] = "Did the client come?",
        ["Happened"] = "Was the attempt made at all?",
        ["BornOn"] = "Date of birth",
        ["IsAdult"] = "18 or older?",
        ["State"] = "State, two letters",
        ["Which"] = "Which appointment",
        ["Start"] = "Day and time",
        ["Purpose"] = "What for",
        ["Modality"] = "How you meet",
        ["What"] = "What is needed",
        ["Because"] = "Why it ends",
        ["About"] = "What you spoke about",
        ["Outcome"] = "Decision",
        ["OptionsDiscussed"] = "Options you discussed",
        ["ClientPreference"] = "What the client prefers",
        ["Recommendation"] = "What you recommend",
        ["Ready"] = "Is the client ready?",
        ["AuthorisedDoses"] = "How many sessions are authorised",
        ["ExpiresOn"] = "Last day it covers",
        ["DeferredUntil"] = "Look again on",
        ["EscortVerified"] = "The escort is verified",
        ["FastingKept"] = "The client has fasted as instructed",
        ["IdentityVerified"] = "It is verified who the client is",
        ["MedicinesAsPlanned"] = "Medicines were taken as planned",
        ["ConsentReaffirmed"] = "The client says again today that they want this",
        ["Pregnancy"] = "Pregnancy: the answer or the test",
        ["EscortName"] = "Name of the escort",
        ["EscortPhone"] = "Telephone of the escort",
        ["WeightKg"] = "Weight (kg)",
        ["WhyLate"] = "Why the session is held although the client is late",
        ["Number"] = "Which reading",
        ["NothingNew"] = "Nothing is new: medicine, illness, pregnancy",
        ["Systolic"] = "Systolic pressure (mmHg)",
        ["Diastolic"] = "Diastolic pressure (mmHg)",
        ["Evaluation"] = "How you saw the client for this evaluation",
        ["Finding"] = "What you found",
        ["Condition"] = "Which condition",
        ["Code"] = "Which condition",
        ["TakenOn"] = "Day of the test",
        ["Result"] = "Result",
        ["Drug"] = "Medicine and strength",
        ["Class"] = "Class",
        ["Hours"] = "Hours before the session (hold) or after its start (resume)",
        ["Line"] = "Number of the line",
        ["Change"] = "What changed",
        ["Reviewed"] = "What you reviewed, reason by reason",
        ["PulseMin"] = "Lowest pulse (a minute)",
        ["PulseMax"] = "Highest pulse (a minute)",
        ["Spo2Min"] = "Lowest oxygen saturation (%)",
        ["TemperatureTenths"] = "Temperature, in tenths of a degree Celsius: 380 is 38.0 °C",
        ["Dose"] = "Dose, exactly as you order it",
        ["BeyondPlan"] = "It goes beyond the plan that the clearance was given for",
        ["TherapistPresent"] = "Therapist in the room",
        ["PrescriberReachable"] = "The prescriber is reachable now",
        ["Grade"] = "Grade, 1 to 4",
        ["ForClient"] = "The client asked for it",
        ["Sessions"] = "How many sessions of maintenance",
        ["Doses"] = "How many sessions in all",
        ["ByTelephone"] = "Heard of by telephone",
        ["Item"] = "Which item",
        ["Report"] = "What happened, what was done, and who knows",
        ["FollowUpConsent"] = "May we write after 1, 3 and 6 months?",
        ["Other"] = "The other journey",
        ["Why"] = "Why",
        ["To"] = "To whom",
        ["On"] = "Look at it again on",
        ["Key"] = "Which",
        ["SmsConsent"] = "The client agreed to text messages at this number",
        ["TimeZone"] = "Time zone, such as America/New_York",
    };

    private static readonly Dictionary<string, string> Hints = new(StringComparer.Ordinal)
    {
        ["AuthorisedDoses"] = "Empty: what the practice authorises by default.",
        ["ExpiresOn"] = "Empty: as late as the practice allows.",
        ["DeferredUntil"] = "For a deferral.",
        ["Evaluation"] = "Needed for a clearance.",
        ["Reviewed"] = "Needed: the page lists why it is suspended.",
        ["Hours"] = "Elapsed hours. The client reads the day and hour, never this number.",
        ["Conditions"] = "For a clearance with conditions.",
        ["Indication"] = "Needed for KAP.",
        ["SpokenOn"] = "Empty: today.",
        ["AppointmentOn"] = "If it is known.",
        ["Rationale"] = "Above all where you recommend something else than the client prefers.",
        ["WithoutContact"] = "Only for a false alarm. Otherwise record the contact first.",
        ["EscortName"] = "Empty: as the client wrote it.",
        ["EscortPhone"] = "Empty: as the client wrote it.",
        ["Grade"] = "1 expected, 2 needs a clinician, 3 serious, 4 hospital or death.",
        ["Dose"] = "Word for word. Nothing here computes a dose.",
    };

    /// <summary>Where a button stands beside its task, the command's own name says too little.</summary>
    private static readonly Dictionary<string, string> Titles = new(StringComparer.Ordinal)
    {
        ["claim-task"] = "Take this task",
        ["release-task"] = "Give this task back",
        ["finish-task"] = "Mark this task done",
        ["delegate-task"] = "Give this task to somebody",
        ["follow-up-task"] = "Put this task off to another day",
        ["withdraw"] = "Record that the client withdraws",
        ["confirm"] = "Record that the client confirmed",
        ["ask-another-time"] = "Record that the client wants another time",
        ["submit-form"] = "Fill in a form with the client",
    };

    public static string TitleOf(CommandKind kind) => Titles.GetValueOrDefault(kind.Name, kind.Title);

    public static string Of(string member, CommandFieldKind kind) =>
        Labels.TryGetValue(member, out var label) && !(member == "Outcome" && kind == CommandFieldKind.LongText) ? label : Words.Of(member);

    public static string? HintOf(string member) => Hints.GetValueOrDefault(member);
}
