namespace KapWorkflow.Core.Tests;

public class A_forms_definition
{
    private const string Good = """
        { "form": "escort", "version": "1", "title": { "en": "Home", "es": "Casa" }, "questions": [
          { "id": "heart", "kind": "yesNo", "en": "Heart?", "es": "¿Corazón?" },
          { "id": "attack", "kind": "choice", "en": "When?", "es": "¿Cuándo?", "when": { "question": "heart", "is": ["yes"] },
            "choices": [ { "value": "long-ago", "en": "Long ago", "es": "Hace mucho" }, { "value": "now", "en": "Now", "es": "Ahora" } ] },
          { "id": "care", "kind": "text", "en": "Who cares?", "es": "¿Quién?", "when": { "question": "attack", "is": ["now"] } },
          { "id": "many", "kind": "many", "en": "Which?", "es": "¿Cuáles?", "required": false,
            "choices": [ { "value": "a", "en": "A", "es": "La A" }, { "value": "b", "en": "B", "es": "La B" } ] },
          { "id": "upper", "kind": "number", "en": "Upper", "es": "Alta", "min": 60, "max": 260 },
          { "id": "lower", "kind": "number", "en": "Lower", "es": "Baja", "min": 30, "max": 160, "below": "upper" },
          { "id": "day", "kind": "date", "en": "Day", "es": "Día", "required": false }
        ] }
        """;

    private static FormDefinition Form { get; } = FormJson.Read(Good).Form!;

    private static readonly Dictionary<string, string> Complete = new() { ["heart"] = "no", ["upper"] = "120", ["lower"] = "80" };

    /// <summary>Released content never changes: whoever changes a file here writes a new version instead.</summary>
    [Fact]
    public void Never_changes_once_it_is_released() => Golden.Matches(
        string.Concat(FormLibrary.All.OrderBy(form => form.Kind).ThenBy(form => form.Variant).ThenBy(form => form.Version, StringComparer.Ordinal)
            .Select(form => $"{form.Kind} {form.Variant} {form.Version} {form.Hash}\n")),
        "Forms", "Released.txt");

    [Fact]
    public void Is_found_by_its_hash_for_ever() => Assert.All(FormLibrary.All, form => Assert.Same(form, FormLibrary.ByHash(form.Hash)));

    [Fact]
    public void Is_there_for_every_form_in_two_languages() => Assert.All(Enum.GetValues<FormKind>().Select(kind => FormLibrary.Of(kind)), form =>
    {
        Assert.All(form.Questions.Where(question => question.In("en").Length > 12), question => Assert.NotEqual(question.In("en"), question.In("es")));
        Assert.NotEmpty(form.In("es"));
        Assert.Equal(16, form.Hash.Length);
    });

    [Fact]
    public void Can_be_answered_harmlessly() => Assert.All(FormLibrary.All, form =>
    {
        Assert.Empty(form.Problems(Answers.To(form)));
        Assert.False(form.NeedsReview(Answers.To(form)));
    });

    [Fact]
    public void Has_one_hash_however_the_file_is_laid_out()
    {
        var otherwise = Good.Replace("\"version\": \"1\", ", "", StringComparison.Ordinal).Replace("\"questions\"", "\"version\":\"1\",\n\n\"questions\"", StringComparison.Ordinal);
        Assert.Equal(Form.Hash, FormJson.Read(otherwise).Form!.Hash);
        Assert.NotEqual(Form.Hash, FormJson.Read(Good.Replace("Heart?", "Your heart?", StringComparison.Ordinal)).Form!.Hash);
    }

    [Fact]
    public void Is_refused_with_everything_that_cannot_be_read()
    {
        var (form, problems) = FormJson.Read("""
            { "form": "tea", "title": { "en": "Home" }, "colour": "red", "mayMiss": "two", "questions": [
              { "id": "a", "kind": "guess", "en": "A?", "es": "", "shade": 1 }, "b" ] }
            """);
        Assert.Null(form);
        string[] expected =
        [
            "form: must be one of: healthHistory, emergencyContact, phq9, gad7, pcl5, cssrs, escort, precheck, checkin, followUp, medicines, stopBang, auditC, urinary, vitals, discharge",
            "version: is missing", "title.es: is missing", "questions[0].kind: must be one of: text, longText, yesNo, fourPoint, fivePoint, phone, choice, many, number, date",
            "questions[0].es: must be text", "questions[0].shade: there is no such member", "questions[1]: must be an object", "mayMiss: must be a whole number", "colour: there is no such member",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), problems.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Is_refused_with_everything_that_makes_no_sense()
    {
        var (form, problems) = FormJson.Read("""
            { "form": "phq9", "version": "1", "title": { "en": "Mood", "es": "Ánimo" }, "recallDays": 0, "mayMiss": 20, "scale": [ { "en": "No", "es": "No" } ], "questions": [
              { "id": "9", "kind": "fourPoint", "en": "Harm", "es": "Daño", "maySkip": true },
              { "id": "9", "kind": "yesNo", "en": "Again", "es": "Otra vez", "choices": [ { "value": "a", "en": "A", "es": "A" } ], "max": 3 },
              { "id": "Late", "kind": "yesNo", "en": "Late", "es": "Tarde", "when": { "question": "later", "is": ["yes"] } },
              { "id": "later", "kind": "number", "en": "Later", "es": "Luego", "min": 5, "max": 5, "below": "nothing", "when": { "question": "9", "is": ["maybe"] } },
              { "id": "pick", "kind": "choice", "en": "Pick", "es": "Elija", "choices": [ { "value": "skip", "en": "S", "es": "S" } ], "review": ["often"] }
            ] }
            """);
        Assert.Null(form);
        string[] expected =
        [
            "recallDays: must be at least 1", "mayMiss: must be fewer than there are questions", "scale: must name 4 points",
            "9: maySkip: this one is never skipped", "9: there are two questions of this id", "9: choices: only a choice has them", "9: min, max, unit and below: only a number has them",
            "Late: an id is lower-case letters, digits and hyphens", "Late: when: later is no earlier question",
            "later: min and max: a number needs both, min from 0 and below max", "later: below: nothing is no earlier number", "later: when: must name answers that 9 can have",
            "pick: choices: must be two or more", "pick: choices: a value is lower-case letters, digits and hyphens, and not skip", "pick: review: must name answers that the question can have",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), problems.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Is_refused_when_it_is_no_JSON_or_names_a_member_twice()
    {
        Assert.StartsWith("is not JSON", Assert.Single(FormJson.Read("{").Problems), StringComparison.Ordinal);
        Assert.StartsWith("is not JSON", Assert.Single(FormJson.Read("""{ "form": "escort", "form": "vitals" }""").Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Asks_what_hangs_on_an_answer_only_after_it()
    {
        Assert.Empty(Form.Problems(Complete));
        Assert.Equal(["form.attack"], Form.Problems(With(("heart", "yes"))).Select(reason => reason.Code));
        Assert.Equal(["form.care"], Form.Problems(With(("heart", "yes"), ("attack", "now"))).Select(reason => reason.Code));
        Assert.Empty(Form.Problems(With(("heart", "yes"), ("attack", "long-ago"))));
    }

    [Fact]
    public void Keeps_no_answer_to_what_is_not_asked_and_hides_what_hangs_on_it()
    {
        var answers = With(("heart", "no"), ("attack", "now"), ("care", "Dr. Ada"));
        Assert.Empty(Form.Problems(answers));
        Assert.Equal(["heart", "lower", "upper"], Form.Kept(answers).Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("heart", "maybe")]
    [InlineData("many", "a,c")]
    [InlineData("many", "a,a")]
    [InlineData("upper", "59")]
    [InlineData("upper", "261")]
    [InlineData("upper", "120.5")]
    [InlineData("upper", "-1")]
    [InlineData("upper", "high")]
    [InlineData("lower", "80.55")]
    [InlineData("lower", "120")]
    [InlineData("day", "2026-02-30")]
    [InlineData("attack", "skip")]
    public void Refuses_an_answer_that_is_not_possible(string question, string answer) =>
        Assert.Equal([$"form.{question}"], Form.Problems(With(("heart", "yes"), ("attack", "long-ago"), (question, answer))).Select(reason => reason.Code).Where(code => code != "form.attack" || question == "attack"));

    [Theory]
    [InlineData("many", "b,a")]
    [InlineData("upper", "260")]
    [InlineData("lower", "80")]
    [InlineData("day", "2026-02-28")]
    public void Takes_every_possible_answer(string question, string answer) => Assert.Empty(Form.Problems(With((question, answer))));

    [Fact]
    public void Names_everything_that_is_missing_or_wrong_at_once() => Assert.Equal(
        ["form.heart", "form.upper", "form.lower", "form.unknown"],
        Form.Problems(new Dictionary<string, string> { ["heart"] = " ", ["upper"] = "9", ["tea"] = "green" }).Select(reason => reason.Code));

    [Theory]
    [InlineData(FormKind.Vitals, "diastolic", "121")]
    [InlineData(FormKind.Vitals, "systolic", "261")]
    [InlineData(FormKind.Vitals, "temperature-tenths", "37.2")]
    public void Bounds_what_a_reading_can_be(FormKind form, string question, string answer) => Assert.Contains(
        FormLibrary.Of(form).Problems(new Dictionary<string, string> { ["systolic"] = "120", ["diastolic"] = "80", ["pulse"] = "60", ["spo2"] = "98", [question] = answer }), reason => reason.Code == $"form.{question}");

    [Theory]
    [InlineData(FormKind.Precheck, "new-head-injury", "yes")]
    [InlineData(FormKind.Precheck, "alcohol", "yes")]
    [InlineData(FormKind.Checkin, "symptoms", "nausea,chest-pain")]
    [InlineData(FormKind.Checkin, "urinary", "yes")]
    [InlineData(FormKind.Urinary, "blood", "yes")]
    public void Says_which_answers_somebody_has_to_look_at(FormKind form, string question, string answer) =>
        Assert.True(FormLibrary.Of(form).NeedsReview(Answers.To(form, question, answer)));

    private static Dictionary<string, string> With(params (string Question, string Answer)[] more)
    {
        var answers = new Dictionary<string, string>(Complete);
        foreach (var (question, answer) in more)
            answers[question] = answer;
        return answers;
    }
}
