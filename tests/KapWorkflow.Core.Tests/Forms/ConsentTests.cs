namespace KapWorkflow.Core.Tests;

public class A_document_to_sign
{
    private static readonly ConsentDocument InForce = AClinic.Documents.InForce(ConsentKind.KapInformedConsent)!;

    [Fact]
    public void Is_shipped_for_every_consent_in_two_languages() => Assert.All(Enum.GetValues<ConsentKind>(), consent =>
    {
        var document = AClinic.Documents.InForce(consent)!;
        Assert.NotEqual(document.HashIn("en"), document.HashIn("es"));
        Assert.NotEqual(document.Title.En, document.Title.Es);
    });

    [Fact]
    public void Is_refused_with_everything_that_is_wrong_in_the_files()
    {
        var (_, problems) = ConsentDocuments.Read(
        [
            ("a.json", """{ "consent": "telehealth", "version": "one", "title": { "en": "Video" }, "text": { "en": ["Yes."], "es": ["Sí."] }, "colour": 1 }"""),
            ("b.json", "not JSON"),
        ]);
        Assert.Contains("a.json: version: must be a whole number from 1", problems);
        Assert.Contains("a.json: title.es: is missing", problems);
        Assert.Contains("a.json: colour: there is no such member", problems);
        Assert.Contains(problems, problem => problem.StartsWith("b.json: is not JSON", StringComparison.Ordinal));
    }

    [Fact]
    public void Is_missed_when_there_is_no_file_and_doubted_when_there_are_two_of_one_version()
    {
        const string Video = """{ "consent": "telehealth", "version": "1", "title": { "en": "Video", "es": "Vídeo" }, "text": { "en": ["Yes."], "es": ["Sí."] } }""";
        var (documents, problems) = ConsentDocuments.Read([("a.json", Video), ("b.json", Video)]);
        Assert.Empty(documents.All);
        Assert.Contains("kapInformedConsent: there is no such document", problems);
        Assert.Contains("telehealth: version 1 is there twice", problems);
    }

    [Fact]
    public void Is_in_force_in_its_highest_version_while_what_was_signed_stays_to_be_read()
    {
        var clinic = AClinic.WithANewDocument(AClinic.Open);
        Assert.Equal("2", clinic.Documents.InForce(ConsentKind.KapInformedConsent)!.Version);
        Assert.Same(InForce, clinic.Documents.Find(ConsentKind.KapInformedConsent, "es", InForce.HashIn("es")));
        Assert.NotEqual(AClinic.Open.Version, clinic.Version);
    }

    [Fact]
    public void Is_signed_again_when_a_word_of_it_changes_although_nobody_gave_it_a_new_version()
    {
        var signed = AJourney.WithIntakeDone.Journey.Intake;
        Assert.True(signed.IsSigned(ConsentKind.KapInformedConsent, AClinic.Open));
        ConsentDocuments edited = new([.. AClinic.Documents.All.Select(each => each == InForce ? each with { English = ["Other words."] } : each)]);
        Assert.False(signed.IsSigned(ConsentKind.KapInformedConsent, ClinicJson.With(AClinic.Open, edited)));
    }

    [Fact]
    public void Is_not_signed_unseen()
    {
        var journey = AJourney.OnTheKapPath;
        var other = journey.Try(Author.Client, new SignConsent(ConsentKind.KapInformedConsent, "en", "Robin Example", InForce.HashIn("es")));
        Assert.Equal(["consent.changed"], Assert.IsType<Decision.Refused>(other).Reasons.Select(reason => reason.Code));
        Assert.IsType<Decision.Accepted>(journey.Try(Author.Client, new SignConsent(ConsentKind.KapInformedConsent, "en", "Robin Example", InForce.HashIn("en"))));
    }

    [Fact]
    public void Is_signed_once_by_two_clicks()
    {
        var journey = AJourney.WithIntakeDone;
        Assert.Empty(Assert.IsType<Decision.Accepted>(journey.Try(Author.Client, new SignConsent(ConsentKind.KapInformedConsent, "en", "Robin Example"))).Facts);
    }

    [Fact]
    public void Cannot_be_signed_where_the_practice_has_none() => Assert.Contains(
        "consent.document",
        Assert.IsType<Decision.Refused>(AJourney.OnTheKapPath.Under(AClinic.Open with { Documents = ConsentDocuments.None }).Try(Author.Client, new SignConsent(ConsentKind.Telehealth, "en", "Robin")))
            .Reasons.Select(reason => reason.Code));
}
