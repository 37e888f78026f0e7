using System.Globalization;

namespace KapWorkflow.Core;

public enum AnswerKind
{
    Text,
    LongText,
    YesNo,

    /// <summary>0 to 3.</summary>
    FourPoint,

    /// <summary>0 to 4.</summary>
    FivePoint,
    Phone,

    /// <summary>One of the question's choices.</summary>
    Choice,

    /// <summary>Any of the question's choices, stored with commas between them.</summary>
    Many,

    /// <summary>Between the question's bounds.</summary>
    Number,

    /// <summary>A day, as 2026-12-31.</summary>
    Date,
}

/// <summary>
/// The same instrument over another time. Answers to different variants are never compared (care-pathway §6.1, §6.2).
/// </summary>
public enum FormVariant
{
    Standard,

    /// <summary>The C-SSRS screener since the last contact, asked after the first dose.</summary>
    SinceLast,

    /// <summary>The PCL-5 over the past week.</summary>
    Weekly,
}

/// <summary>The same words in both languages.</summary>
public sealed record Wording(string En, string Es)
{
    public string In(string language) => language == "es" ? Es : En;
}

/// <param name="Value">What is stored.</param>
public sealed record AnswerChoice(string Value, Wording Words);

/// <summary>A question is asked only when an earlier one is asked and has one of these answers; of several choices, any.</summary>
public sealed record Condition(string Question, IReadOnlyList<string> Is)
{
    public bool IsMet(string? answer) => answer is not null && answer.Split(',').Any(Is.Contains);
}

public sealed record Question(string Id, AnswerKind Kind, Wording Words)
{
    /// <summary>The answer "I would rather not say", where <see cref="MaySkip"/>.</summary>
    public const string Skip = "skip";

    public bool Required { get; init; } = true;
    public bool MaySkip { get; init; }
    public Wording? Help { get; init; }
    public Condition? When { get; init; }
    public IReadOnlyList<AnswerChoice> Choices { get; init; } = [];

    /// <summary>Answers that a person of the practice has to look at.</summary>
    public IReadOnlyList<string> Review { get; init; } = [];

    /// <summary>Answers that cannot wait: 911 first, and on-call is paged.</summary>
    public IReadOnlyList<string> Alarm { get; init; } = [];
    public int? Min { get; init; }
    public int? Max { get; init; }

    public string? Unit { get; init; }

    /// <summary>The earlier number that this one must be smaller than.</summary>
    public string? Below { get; init; }

    public string In(string language) => Words.In(language);

    /// <summary>The highest point of a scale, or null.</summary>
    public int? Highest => Kind switch
    {
        AnswerKind.FourPoint => 3,
        AnswerKind.FivePoint => 4,
        _ => null,
    };

    /// <summary>Whether the answer is one of the possible ones.</summary>
    public bool Fits(string answer) => answer == Skip && MaySkip || Kind switch
    {
        AnswerKind.YesNo => answer is "yes" or "no",
        AnswerKind.FourPoint or AnswerKind.FivePoint => int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var points) && points <= Highest,
        AnswerKind.Choice => Choices.Any(choice => choice.Value == answer),
        AnswerKind.Many => answer.Split(',') is var chosen && chosen.Distinct(StringComparer.Ordinal).Count() == chosen.Length && chosen.All(each => Choices.Any(choice => choice.Value == each)),
        AnswerKind.Number => int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= Min && number <= Max,
        AnswerKind.Date => NodaTime.Text.LocalDatePattern.Iso.Parse(answer).Success,
        AnswerKind.LongText => answer.Length <= Longest,
        _ => answer.Length <= Line,
    };

    /// <summary>Characters of one line, and of a text.</summary>
    public const int Line = 200;
    public const int Longest = 4000;
}

/// <summary>A form as data, one version of it. Once answered a version stays as it is: what was answered is read by it for ever.</summary>
public sealed record FormDefinition(FormKind Kind, string Version, Wording Title, IReadOnlyList<Question> Questions)
{
    public FormVariant Variant { get; init; }
    public Wording? Intro { get; init; }

    /// <summary>How far back the questions look.</summary>
    public int? RecallDays { get; init; }

    /// <summary>So many items may be missing and the measure still has a total.</summary>
    public int MayMiss { get; init; }

    /// <summary>What the points of a scale are called, from 0 up.</summary>
    public IReadOnlyList<Wording> Scale { get; init; } = [];

    /// <summary>Stands for exactly the content of the file.</summary>
    public string Hash { get; init; } = "";

    public string In(string language) => Title.In(language);

    /// <summary>Whether answers to the other one are answers to this one: the same instrument over the same time.</summary>
    public bool IsComparable(FormDefinition other) => Kind == other.Kind && Variant == other.Variant && RecallDays == other.RecallDays;

    public Question? Find(string id) => Questions.FirstOrDefault(question => question.Id == id);
}
