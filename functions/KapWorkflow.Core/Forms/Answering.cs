using NodaTime;

namespace KapWorkflow.Core;

/// <summary>
/// A form as somebody fills it in: kept half-filled, recorded when it is whole, recorded once however often it is sent; and heard in
/// either case (care-pathway §7 S2: act on partial saves).
/// </summary>
public static class Answering
{
    /// <summary>The same answers so soon after are the same page sent again, later a new answer.</summary>
    private static readonly Duration SecondClick = Duration.FromHours(1);

    /// <summary>What alarmed once is not raised anew by going on with the same form; a day later the same answer is a new one.</summary>
    private static readonly Duration Heard = Duration.FromDays(1);

    public static Decision Decide(Journey journey, Command command, Moment moment) => command switch
    {
        SubmitForm submit => Submit(journey, submit, moment),
        SaveForm save => Save(journey, save, moment),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    /// <summary>Vitals and the discharge checklist belong to a session: staff record them step by step, nobody fills them in.</summary>
    public static bool IsFilledIn(FormKind form) => form is not (FormKind.Vitals or FormKind.Discharge);

    /// <summary>Everything that keeps the form from being recorded. What can be kept of it is kept as a draft all the same.</summary>
    public static Gate Unmet(Journey journey, SubmitForm submit, Instant now)
    {
        var sheet = Sheet.Of(journey, submit.Form, submit.Answers, submit.Definition);
        return Gate.Of("form", [.. sheet.Form.Problems(sheet.Given), BirthDates.Problem(sheet.Form.Kind, sheet.Given, PracticeTime.Local(now, journey.Contact.Zone).Date)]).And(MayAnswer(journey, submit.Form)).And(NotTooEarly(journey, sheet, now));
    }

    /// <summary>A closed journey takes no forms, but what a form alarms about is kept and heard all the same; not after a death.</summary>
    public static IReadOnlyList<Fact> Alarms(Journey journey, Command command, Moment moment)
    {
        var sheet = command switch
        {
            SubmitForm submit => Sheet.Of(journey, submit.Form, submit.Answers, submit.Definition),
            SaveForm save => Sheet.Of(journey, save.Form, save.Answers, save.Definition),
            _ => null,
        };
        if (sheet is null || journey.Standing.Kind == StandingKind.Deceased)
            return [];
        var news = News(journey, sheet, moment);
        return news.Count > 0 ? Begun(Draft(journey, sheet, LanguageOf(command)), sheet, news, moment) : [];
    }

    private static Decision Submit(Journey journey, SubmitForm submit, Moment moment)
    {
        var sheet = Sheet.Of(journey, submit.Form, submit.Answers, submit.Definition);
        if (Unmet(journey, submit, moment.Now) is { IsOpen: false } gate)
            return Keep(journey, sheet, submit.Language, MayAnswer(journey, submit.Form).And(NotTooEarly(journey, sheet, moment.Now)), moment) ?? new Decision.Refused(RefusalKind.NotAllowed, gate.Unmet);
        Fact answered = Scoring.IsMeasure(submit.Form)
            ? Scoring.Score(sheet.Form, submit.Language, sheet.Kept, moment.Clinic.Safety.Pcl5Cut)
            : new FormSubmitted(submit.Form, sheet.Form.Hash, submit.Language, sheet.Kept, Sessions.About(journey, submit.Form));
        return IsSentAgain(journey, answered, moment.Now) ? Decision.Record() : Decision.Record([answered, .. News(journey, sheet, moment)]);
    }

    private static Decision Save(Journey journey, SaveForm save, Moment moment)
    {
        var sheet = Sheet.Of(journey, save.Form, save.Answers, save.Definition);
        var may = MayAnswer(journey, save.Form);
        return Keep(journey, sheet, save.Language, may, moment)
            ?? new Decision.Refused(RefusalKind.NotAllowed, may.IsOpen ? [new Reason("form.empty", "Nothing is answered yet.", "Answer a question, or leave the page as it is.")] : may.Unmet);
    }

    /// <summary>The draft and what it alarms about; null when there is nothing to keep, or the form is not asked for and harmless.</summary>
    private static Decision? Keep(Journey journey, Sheet sheet, string language, Gate may, Moment moment)
    {
        var draft = Draft(journey, sheet, language);
        if (draft.Answers.Count == 0)
            return null;
        if (journey.Intake.Drafts.GetValueOrDefault(sheet.Form.Kind) is { } last && last.IsOf(draft) && moment.Now - last.Saved.At <= Heard)
            return Decision.Record();
        var news = News(journey, sheet, moment);
        return may.IsOpen || news.Count > 0 ? Decision.Record([.. Begun(draft, sheet, news, moment)]) : null;
    }

    /// <summary>A half-answered measure that alarms is also kept as what it warns of: gates and plans look at the screens, not at drafts.</summary>
    private static IReadOnlyList<Fact> Begun(FormSaved draft, Sheet sheet, List<AlertRaised> news, Moment moment) => news.Count > 0 && Scoring.IsMeasure(draft.Form)
        ? [Scoring.Score(sheet.Form, draft.Language, sheet.Kept, moment.Clinic.Safety.Pcl5Cut), draft, .. news]
        : [draft, .. news];

    private static FormSaved Draft(Journey journey, Sheet sheet, string language) =>
        new(sheet.Form.Kind, sheet.Form.Hash, language, sheet.Draft, Sessions.About(journey, sheet.Form.Kind));

    /// <summary>The alerts of these answers, without those that the draft before raised for the same answers.</summary>
    private static List<AlertRaised> News(Journey journey, Sheet sheet, Moment moment)
    {
        var raised = RaisedBy(journey, sheet, moment);
        if (journey.Intake.Drafts.GetValueOrDefault(sheet.Form.Kind) is not { } draft || moment.Now - draft.Saved.At > Heard || draft.About != Sessions.About(journey, sheet.Form.Kind))
            return raised;
        var before = Sheet.Of(journey, sheet.Form.Kind, draft.Answers, draft.DefinitionHash);
        var heard = RaisedBy(journey, before, moment);
        return [.. raised.Where(alert => !heard.Exists(old => old.Rule == alert.Rule && old.Level == alert.Level && before.Causes(old.Rule).SequenceEqual(sheet.Causes(alert.Rule))))];
    }

    private static List<AlertRaised> RaisedBy(Journey journey, Sheet sheet, Moment moment) =>
    [
        .. (Scoring.IsMeasure(sheet.Form.Kind)
            ? SafetyRules.OnMeasure(journey, Scoring.Score(sheet.Form, "", sheet.Kept, moment.Clinic.Safety.Pcl5Cut), moment.Clinic)
            : SafetyRules.OnForm(journey, sheet.Form.Kind, sheet.Given)).OfType<AlertRaised>(),
    ];

    /// <summary>Nothing else was answered since, the answers are the same, and what they were for still counts them.</summary>
    private static bool IsSentAgain(Journey journey, Fact answered, Instant now)
    {
        if (journey.Intake.LastAnswered is not { } last || now - last.At > SecondClick)
            return false;
        return answered switch
        {
            MeasureTaken taken => journey.Intake.Measures is [.., var measure] && measure.Taken == last && measure.IsSame(taken),
            FormSubmitted form => journey.Intake.Forms.TryGetValue(form.Form, out var before) && before.Stamp == last && before.IsSame(form) && Counts(journey, form, last),
            _ => false,
        };
    }

    /// <summary>An appointment that moved asks its pre-check anew.</summary>
    private static bool Counts(Journey journey, FormSubmitted form, Stamp last) => form is not { Form: FormKind.Precheck, About: { } which } || journey.Course.Find(which)?.Precheck == last;

    /// <summary>That all is well counts from the next day on; that something is wrong is heard at any hour.</summary>
    private static Gate NotTooEarly(Journey journey, Sheet sheet, Instant now) => Gate.Of(
        "form",
        Gate.Unless(
            sheet.Form.Kind != FormKind.Checkin || journey.Course.Last is not { Discharged: { } discharged } || SafetyRules.OnForm(journey, FormKind.Checkin, sheet.Given).Any() || now >= discharged.At + Sessions.CheckinFrom,
            "form.early", "This form is for the day after your visit.", "Answer it tomorrow; call the practice if you need something now."));

    private static Gate MayAnswer(Journey journey, FormKind form) => Gate.Of(
        "form",
        Gate.Unless(IsFilledIn(form), "form.of-session", "This form is part of a session.", "Record it in the session."),
        Gate.Unless(
            form is not (FormKind.Precheck or FormKind.Escort) || journey.Appointments.Next(AppointmentPurpose.Dosing) is not null,
            "form.no-session", "There is no visit ahead that this form belongs to.", "Call the practice if you expected one."),
        Gate.Unless(
            form != FormKind.Checkin || journey.Course.Last is { Discharged: not null },
            "form.no-visit", "There is no visit that this form belongs to.", "Call the practice if you expected one."),
        Gate.Unless(
            form != FormKind.FollowUp || journey.Reviews.Completed is not null,
            "form.not-completed", "This form comes later.", "Call the practice if you expected it now."));

    private static string LanguageOf(Command command) => command switch { SubmitForm submit => submit.Language, SaveForm save => save.Language, _ => "en" };
}
