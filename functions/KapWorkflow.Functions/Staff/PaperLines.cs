using System.Globalization;
using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>A form, measure or consent: what it came to, or that it is awaited.</summary>
/// <param name="FillIn">Where staff fill it in with the client; null when that is not theirs or not needed.</param>
public sealed record PaperLine(string Title, string State, bool Awaited, string? FillIn)
{
    public IReadOnlyList<FactDetail> Answers { get; init; } = [];
}

/// <summary>The forms of a journey for whoever decides by them: what is awaited first, then the latest of each kind.</summary>
public static class PaperLines
{
    public static IEnumerable<PaperLine> Of(LoadedJourney loaded, StaffPerson person, Clinic clinic, Instant now)
    {
        var journey = loaded.Journey;
        var fills = Commands.Find("submit-form")!.Allows(person.Author);
        foreach (var form in ClientTodo.Forms(journey, clinic, now))
            yield return new(TitleOf(form), Drafts.Progress(journey, form, clinic, now) is (var answered, var asked) ? string.Create(CultureInfo.InvariantCulture, $"begun, {answered} of {asked}") : "awaited", Awaited: true, fills ? UrlOf(journey.Id, form) : null);
        foreach (var consent in ClientTodo.Consents(journey, clinic))
            yield return new(clinic.Documents.TitleOf(consent, "en"), "the client has not signed", Awaited: true, null);
        foreach (var latest in loaded.Facts.Where(fact => KindOf(fact.Fact) is not null).GroupBy(fact => KindOf(fact.Fact)).Select(group => group.Last()).OrderByDescending(fact => fact.Sequence))
        {
            var at = Dates.Short(latest.At, clinic.Zone);
            yield return new(TitleOf(KindOf(latest.Fact)!.Value), latest.Fact is MeasureTaken measure ? $"{ScoreOf(measure)} · {at}" : at, Awaited: false, null)
            {
                Answers = FactLines.AnswersOf(latest.Fact),
            };
        }
        foreach (var signed in loaded.Facts.Where(fact => fact.Fact is ConsentSigned).GroupBy(fact => ((ConsentSigned)fact.Fact).Consent).Select(group => group.Last()).OrderBy(fact => ((ConsentSigned)fact.Fact).Consent))
            yield return Signed(signed, (ConsentSigned)signed.Fact, clinic);
    }

    /// <summary>Who signed what, and the very text of it.</summary>
    private static PaperLine Signed(Recorded recorded, ConsentSigned signed, Clinic clinic) => new(clinic.Documents.TitleOf(signed.Consent, "en"), $"signed {Dates.Short(recorded.At, clinic.Zone)}", Awaited: false, null)
    {
        Answers =
        [
            new FactDetail("Signed by", signed.SignedName),
            new FactDetail("Version", $"{signed.Version}, in {(signed.Language == "es" ? "Spanish" : "English")}"),
            .. clinic.Documents.Find(signed.Consent, signed.Language, signed.DocumentHash) is { } document
                ? document.In(signed.Language).Select((paragraph, index) => new FactDetail(index == 0 ? "Text" : "", paragraph))
                : [new FactDetail("Text", "This version is no longer kept with the app.")],
        ],
    };

    public static string UrlOf(JourneyId journey, FormKind form) => string.Create(CultureInfo.InvariantCulture, $"/staff/journeys/{journey}/forms/{(int)form}");

    /// <summary>The clients' title says little on purpose; staff are told which form or measure it is.</summary>
    public static string TitleOf(FormKind form) => $"{Words.Of(form)}: {FormLibrary.Of(form).In("en")}";

    private static FormKind? KindOf(Fact fact) => fact switch
    {
        FormSubmitted form => form.Form,
        MeasureTaken measure => measure.Measure,
        _ => null,
    };

    private static string ScoreOf(MeasureTaken measure) => measure switch
    {
        { Level: { } level } => Words.Of(level),
        { Total: { } total } => string.Create(CultureInfo.InvariantCulture, $"{total}, {measure.Band}"),
        _ => "not to the end",
    };
}
