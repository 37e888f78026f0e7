using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>Stages 6 and 7: forms, measures and consents, answered by the client through a link.</summary>
public static class Intake
{
    public static Decision Decide(Journey journey, Command command, Moment moment) => command switch
    {
        SubmitForm or SaveForm => Answering.Decide(journey, command, moment),
        SignConsent sign => Sign(journey, sign, moment),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    public static Journey Evolve(Journey journey, Recorded recorded) => recorded.Fact switch
    {
        FormSaved saved => journey with
        {
            Intake = journey.Intake with { Drafts = journey.Intake.Drafts.SetItem(saved.Form, new Draft(saved.DefinitionHash, saved.Language, saved.Answers, saved.About, recorded.Stamp)) },
        },
        FormSubmitted submitted => Completing(
            journey with
            {
                Intake = journey.Intake.Answer(submitted.Form, recorded.Stamp) with
                {
                    Forms = journey.Intake.Forms.SetItem(submitted.Form, new Answered(submitted.DefinitionHash, submitted.Answers, recorded.Stamp) { About = submitted.About }),
                },
            },
            recorded),
        MeasureTaken taken => Completing(
            journey with
            {
                Intake = journey.Intake.Answer(taken.Measure, recorded.Stamp) with
                {
                    Measures = journey.Intake.Measures.Add(new Measurement(
                        taken.Measure, taken.DefinitionHash, taken.Total, taken.Band, taken.Level,
                        taken.Measure == FormKind.Phq9 && taken.Items.TryGetValue("9", out var item9) ? item9 : null, recorded.Stamp)
                    { Items = taken.Items }),
                },
            },
            recorded),
        ConsentSigned signed => Completing(
            journey with
            {
                Intake = journey.Intake with
                {
                    Consents = journey.Intake.Consents.SetItem(signed.Consent, new Signature(signed.Consent, signed.Version, signed.Language, recorded.Stamp, signed.DocumentHash)),
                },
            },
            recorded),
        _ => journey,
    };

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

    private static Decision Sign(Journey journey, SignConsent sign, Moment moment)
    {
        // Where a name is asked for, words of crisis are heard all the same; it stays to be signed.
        if (SafetyRules.OnWords(journey, sign.SignedName, "form").ToArray() is { Length: > 0 } alarm)
            return Decision.Record(alarm);
        var document = moment.Clinic.Documents.InForce(sign.Consent);
        var gate = Gate.Of(
            "consent",
            Gate.Unless(IsName(sign.SignedName), "form.signedName", "Your full name is missing.", "Type your first and last name to sign."),
            Gate.Unless(journey.CarePath is { IsKap: true }, "consent.path", "There is nothing to sign yet.", "Call the practice if you expected it."),
            Gate.Unless(document is not null, "consent.document", "The practice has no such document.", "Call the practice."),
            Gate.Unless(
                document is null || sign.Document is null || sign.Document == document.HashIn(sign.Language),
                "consent.changed", "The document was changed while you read it.", "Read it again, and sign it as it is now."));
        // Signed twice is signed.
        if (gate.IsOpen && journey.Intake.IsSigned(sign.Consent, moment.Clinic) && journey.Intake.Consents[sign.Consent].Language == sign.Language)
            return Decision.Record();
        return Decision.When(gate, new ConsentSigned(sign.Consent, document?.Version ?? "", sign.Language, sign.SignedName?.Trim() ?? "", document?.HashIn(sign.Language) ?? ""));
    }

    private static bool IsName(string? signed) =>
        (signed ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Count(word => word.Any(char.IsLetter)) >= 2;

    private static Journey Completing(Journey journey, Recorded recorded)
    {
        var intake = journey.Intake;
        var complete = intake.Completed is null && !intake.MissingForms.Any() && Enum.GetValues<ConsentKind>().All(intake.Consents.ContainsKey);
        return complete ? journey with { Intake = intake with { Completed = recorded.Stamp } } : journey;
    }
}
