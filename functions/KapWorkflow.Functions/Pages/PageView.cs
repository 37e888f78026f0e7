namespace KapWorkflow.Functions;

/// <summary>A page as data: which template, what about, in whose language. Pages are functions from this to HTML.</summary>
/// <param name="Template">Name of the template in Pages, without its ending.</param>
/// <param name="Title">For the tab: never says what the visit is for.</param>
/// <param name="Model">The template's own view record.</param>
public sealed record PageView(string Template, string Title, object Model)
{
    public string Language { get; init; } = "en";

    /// <summary>The same page in the other language, where there is one.</summary>
    public string? OtherLanguageUrl { get; init; }

    /// <summary>Where the page's form is sent to be shown in the other language with everything that was typed; instead of <see cref="OtherLanguageUrl"/>.</summary>
    public string? OtherLanguageAction { get; init; }

    /// <summary>Signed-in staff get their own navigation.</summary>
    public StaffBar? Staff { get; init; }

    /// <summary>Scripts in Assets; the page works without them.</summary>
    public IReadOnlyList<string> Scripts { get; init; } = [];
}

/// <summary>Who is signed in, on top of every staff page.</summary>
public sealed record StaffBar(string Name, string Roles, string? SignOutUrl);

/// <summary>What a select or radio group offers.</summary>
public sealed record Choice(string Value, string Label, bool Selected = false);

/// <summary>One field of a form with its label, what was typed and what is wrong with it. Rendered by field.liquid.</summary>
/// <param name="Kind">text, email, tel, number, date, datetime-local, textarea, select, radio, checkbox or hidden.</param>
public sealed record FieldView(string Name, string Label, string Kind)
{
    /// <summary>Ids are unique on a page that holds several forms.</summary>
    public string Id { get; init; } = "";
    public string Value { get; init; } = "";
    public bool Required { get; init; }
    public string? Hint { get; init; }
    public IReadOnlyList<string> Errors { get; init; } = [];
    public IReadOnlyList<Choice> Choices { get; init; } = [];
    public string? Autocomplete { get; init; }
    public int? MaxLength { get; init; }
    public int? Min { get; init; }
    public int? Max { get; init; }

    /// <summary>For days: the first one that may be chosen, which is also the month that the browser's calendar opens at.</summary>
    public string? Earliest { get; init; }

    /// <summary>The name of the field that this one hangs on, and the answers that it is asked after.</summary>
    public string? AskedAfter { get; init; }
    public IReadOnlyList<string> AskedAt { get; init; } = [];

    public bool HasErrors => Errors.Count > 0;

    /// <summary>What a screen reader reads with the field.</summary>
    public string DescribedBy => string.Join(' ', new[] { Hint is null ? null : $"{Id}-hint", HasErrors ? $"{Id}-error" : null }.OfType<string>());

    /// <summary>Where a link in the summary of errors leads: of a group, its first choice.</summary>
    public string Target => Kind is "radio" or "many" ? $"{Id}-1" : Id;
}
