using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>Stages 6 and 7: forms, measures and consents, answered by the client through a link.</summary>
public static class Intake
{
    public static Decision Decide(Journey journey, Command command, Moment moment) => command switch
    {
        SubmitForm submit => Submit(journey, submit, moment),
        SignConsent sign => Sign(journey, sign, moment),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    public static Journey Evolve(Journey journey, Recorded recorded) => recorded.Fact switch
    {
        FormSubmitted submitted => Completing(journey with { Intake = journey.Intake with { Forms = journey.Intake.Forms.SetItem(submitted.Form, new Answered(submitted.DefinitionHash, submitted.Answers, recorded.Stamp)) } }, recorded),
        MeasureTaken taken => Completing(
            journey with
            {
                Intake = journey.Intake with
                {
                    Measures = journey.Intake.Measures.Add(new Measurement(
                        taken.Measure, taken.DefinitionHash, taken.Total, taken.Band, taken.Level,
                        taken.Measure == FormKind.Phq9 && taken.Items.TryGetValue("9", out var item9) ? item9 : null, recorded.Stamp)),
                },
            },
            recorded),
        ConsentSigned signed => Completing(
            journey with
            {
                Intake = journey.Intake with
                {
                    Consents = journey.Intake.Consents.SetItem(signed.Consent, new Signature(signed.Consent, signed.Version, signed.Language, recorded.Stamp)),
                },
            },
            recorded),
        _ => journey,
    };

    /// <summary>Vitals and the discharge checklist belong to a session: staff record them step by step, nobody fills them in.</summary>
    public static bool IsFilledIn(FormKind form) => form is not (FormKind.Vitals or FormKind.Discharge);

    public static IEnumerable<Duty> Duties(Journey journey, Clinic clinic)
    {
        if (journey.CarePath is not { IsKap: true } path)
            yield break;
        if (journey.Intake.Completed is { } completed)
        {
            yield return Owe.Tell("intake:done", Text.IntakeDone, Channel.Email, Windows.Later(journey, clinic, completed.At), completed);
            yield break;
        }

        var opened = path.Since;
        // Whoever chooses KAP a second time is invited a second time.
        var stem = journey.CarePathReopened is null ? "intake" : string.Create(CultureInfo.InvariantCulture, $"intake:{opened.Sequence}");
        foreach (var duty in Owe.Tell($"{stem}:invite", Text.IntakeInvite, Windows.Later(journey, clinic, opened.At), opened, link: LinkPurpose.Forms))
            yield return duty;
        for (var index = 0; index < clinic.Intake.NudgeDays.Count; index++)
        {
            // M14 alternates between the channels; who cannot be texted gets the e-mail through the fallback.
            var channel = index % 2 == 0 ? Channel.Sms : Channel.Email;
            yield return Owe.Tell(
                string.Create(CultureInfo.InvariantCulture, $"{stem}:nudge:{index + 1}"), Text.IntakeNudge, channel,
                Windows.Later(journey, clinic, opened.At + Duration.FromDays(clinic.Intake.NudgeDays[index])), opened, link: LinkPurpose.Forms);
        }

        var call = opened.At + Duration.FromDays(clinic.Intake.CallDays);
        yield return Owe.Ask($"{stem}:call", TaskKind.CallAboutForms, call, clinic.Business.EndOfDayAfter(call, 1), opened);
        yield return Owe.Record($"{stem}:close", new CloseJourney(ClosedBecause.NoResponse), opened.At + Duration.FromDays(clinic.Intake.CloseDays), opened);
    }

    private static Decision Submit(Journey journey, SubmitForm submit, Moment moment)
    {
        var definition = FormLibrary.For(journey, submit.Form);
        var given = FormAnswers.Given(submit.Answers);
        var answers = definition.Kept(given);
        var gate = Gate.Of("form", [.. definition.Problems(given)]).And(MaySubmit(journey, submit.Form)).And(NotTooEarly(journey, submit.Form, given, moment));
        if (!gate.IsOpen)
            return Unfinished(journey, submit, definition, given, moment) is { Count: > 0 } alarming
                ? new Decision.Accepted(alarming)
                : new Decision.Refused(RefusalKind.NotAllowed, gate.Unmet);
        return Scoring.IsMeasure(submit.Form)
            ? Decision.Record([.. SafetyRules.OnMeasure(journey, Scoring.Score(definition, submit.Language, answers, moment.Clinic.Safety.Pcl5Cut), moment.Clinic)])
            : Decision.Record([
                new FormSubmitted(submit.Form, definition.Hash, submit.Language, answers, Sessions.About(journey, submit.Form)),
                .. SafetyRules.OnForm(journey, submit.Form, given)]);
    }

    /// <summary>
    /// A form that may not be recorded, but whose answers raise an alarm (S2: act on partial saves). The measure is kept as far as it
    /// goes; the form stays to be filled in.
    /// </summary>
    private static IReadOnlyList<Fact> Unfinished(Journey journey, SubmitForm submit, FormDefinition definition, IReadOnlyDictionary<string, string> answers, Moment moment)
    {
        if (!Scoring.IsMeasure(submit.Form))
            return [.. SafetyRules.OnForm(journey, submit.Form, answers)];
        var readable = definition.Kept(answers);
        if (readable.Count == 0)
            return [];
        IReadOnlyList<Fact> facts = [.. SafetyRules.OnMeasure(journey, Scoring.Score(definition, submit.Language, readable, moment.Clinic.Safety.Pcl5Cut), moment.Clinic)];
        return facts.Count > 1 ? facts : [];
    }

    /// <summary>A closed journey takes no forms, but what a form alarms about is heard all the same; not after a death.</summary>
    public static IReadOnlyList<Fact> Alarms(Journey journey, Command command, Moment moment) =>
        command is SubmitForm submit && journey.Standing.Kind != StandingKind.Deceased ? Unfinished(journey, submit, FormLibrary.For(journey, submit.Form), FormAnswers.Given(submit.Answers), moment) : [];

    /// <summary>That all is well counts from the next day on; that something is wrong is heard at any hour.</summary>
    private static Gate NotTooEarly(Journey journey, FormKind form, IReadOnlyDictionary<string, string> answers, Moment moment) => Gate.Of(
        "form",
        Gate.Unless(
            form != FormKind.Checkin || journey.Course.Last is not { Discharged: { } discharged } || SafetyRules.OnForm(journey, form, answers).Any() || moment.Now >= discharged.At + Sessions.CheckinFrom,
            "form.early", "This form is for the day after your visit.", "Answer it tomorrow; call the practice if you need something now."));

    private static Gate MaySubmit(Journey journey, FormKind form) => Gate.Of(
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

    private static Decision Sign(Journey journey, SignConsent sign, Moment moment)
    {
        var gate = Gate.Of(
            "consent",
            Gate.Unless(!string.IsNullOrWhiteSpace(sign.SignedName), "form.signedName", "Your full name is missing.", "Type your name to sign."),
            Gate.Unless(journey.CarePath is { IsKap: true }, "consent.path", "There is nothing to sign yet.", "Call the practice if you expected it."));
        var document = ConsentLibrary.Of(sign.Consent, sign.Language);
        return Decision.When(gate, new ConsentSigned(
            sign.Consent, moment.Clinic.Intake.ConsentVersion, sign.Language, sign.SignedName?.Trim() ?? "",
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document)))));
    }

    private static Journey Completing(Journey journey, Recorded recorded)
    {
        var intake = journey.Intake;
        var complete = intake.Completed is null && !intake.MissingForms.Any() && Enum.GetValues<ConsentKind>().All(intake.Consents.ContainsKey);
        return complete ? journey with { Intake = intake with { Completed = recorded.Stamp } } : journey;
    }
}
