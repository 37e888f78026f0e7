using System.Globalization;
using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>What a task or an alert is about, in words.</summary>
public static class TaskAbout
{
    public static string Named(AppointmentRef which) => string.Create(CultureInfo.InvariantCulture, $"{Words.Of(which.Purpose)} {which.Number}");

    /// <summary>From the few words that a task keeps: an appointment or a role. Null for what only the journey can tell.</summary>
    public static string? Named(string? about) =>
        about is null ? null
        : Inputs.TryEnum<Role>(about, out var role) ? $"as {Words.Of(role)}"
        : Appointment(about) is { } which ? Named(which)
        : null;

    public static string? Of(LoadedJourney loaded, StaffTask task, Clinic clinic) => task.Kind switch
    {
        TaskKind.CompareDuplicate or TaskKind.GoOnElsewhere => Other(task) is { } other ? $"Reference {InquiryReference.Of(other)}" : null,
        TaskKind.ReviewReopened => Again(loaded.Journey, clinic),
        _ when task.IsOfAlert => loaded.Journey.Alerts.Find(task.About!) is { } alert ? Words.Of(alert.Rule) : null,
        TaskKind.ReadMessage => Written(loaded, task),
        TaskKind.RenewTest => MedicalDuties.KindOf(task) is { } kind ? MedicalTests.NameOf(kind) : null,
        _ when Appointment(task.About) is { } which => loaded.Journey.Appointments.Find(which) is { } appointment ? $"{Named(which)}, {Dates.Short(appointment.Start, clinic.Zone)}" : Named(which),
        _ => Named(task.About),
    };

    /// <summary>Another journey that the task leads to.</summary>
    public static JourneyId? Other(StaffTask task) => JourneyId.TryParse(task.About, out var other) ? other : null;

    private static string? Again(Journey journey, Clinic clinic)
    {
        var told = Reopening.Of(journey, clinic, journey.Standing.Reopened?.At ?? journey.LastAt);
        var again = told.AskAgain.Count > 0 ? $"To be asked again: {string.Join(", ", told.AskAgain)}." : null;
        var stands = told.Stands.Count > 0 ? $"Still stands: {string.Join(", ", told.Stands)}." : null;
        return again is null && stands is null ? null : string.Join(' ', new[] { again, stands }.OfType<string>());
    }

    /// <summary>What the client wrote at the moment that raised the alert.</summary>
    public static string? Said(LoadedJourney loaded, Alert alert) =>
        loaded.Facts.LastOrDefault(fact => fact.Sequence < alert.Raised.Sequence && fact.Fact is not AlertRaised) is { Fact: var fact } ? fact switch
        {
            MessageReceived { Body: { } body } => body,
            InquiryReceived { Details: var details } => string.Join('\n', new[] { details.Interest, details.Question }.OfType<string>()) is { Length: > 0 } text ? text : null,
            FormSubmitted form => Reported(form.DefinitionHash, form.Answers),
            FormSaved form => Reported(form.DefinitionHash, form.Answers),
            _ => null,
        }
        : null;

    /// <summary>What somebody has to look at, and the client's own words.</summary>
    private static string? Reported(string hash, IReadOnlyDictionary<string, string> answers)
    {
        if (FormLibrary.ByHash(hash) is not { } form)
            return answers.GetValueOrDefault("words");
        var reported = form.ToReview(answers).Select(question => $"{question.In("en")} {string.Join(", ", answers[question.Id].Split(',').Select(value => question.Choices.FirstOrDefault(choice => choice.Value == value)?.Words.En ?? value))}");
        return string.Join('\n', reported.Append(answers.GetValueOrDefault("words") ?? "").Where(line => line.Length > 0)) is { Length: > 0 } text ? text : null;
    }

    private static string? Written(LoadedJourney loaded, StaffTask task) => Unread.Of(loaded.Journey, task.Key) is { } unread
        ? string.Join('\n', unread.Messages.Select(message => (loaded.Facts.FirstOrDefault(fact => fact.Sequence == message.Sequence)?.Fact as MessageReceived)?.Body).OfType<string>())
        : null;

    private static AppointmentRef? Appointment(string? about)
    {
        try
        {
            return about is not null && about.Contains('-', StringComparison.Ordinal) ? AppointmentRef.Parse(about) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
