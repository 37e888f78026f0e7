using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>The inquiry form as its template shows it.</summary>
/// <param name="Whole">The practice's page around it, or the form alone.</param>
public sealed record InquiryPage(bool Whole, IReadOnlyList<FieldGroup> Groups, string IdempotencyKey, string Action)
{
    /// <summary>Said above the form when it was not received: too many, twice, too long.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Nothing is typed yet: the browser may fill in what it knows.</summary>
    public bool IsNew { get; init; }

    /// <summary>What was written cannot wait: where help is comes before everything else.</summary>
    public bool Urgent { get; init; }

    /// <summary>Urgent, and nobody at the practice was told.</summary>
    public bool Unheard { get; init; }

    public bool HasErrors => Notes.Count > 0 || Wrong.Any();

    public IEnumerable<FieldView> Wrong => Groups.SelectMany(group => group.Fields).Where(each => each.HasErrors);
}

/// <summary>Fields that belong together.</summary>
public sealed record FieldGroup(string Legend, IReadOnlyList<FieldView> Fields);

/// <summary>Lays out the inquiry form with what was typed and what is wrong.</summary>
public static class InquiryForm
{
    public static IReadOnlyList<FieldGroup> Groups(Fields typed, IReadOnlyList<FieldProblem> problems, string language, Clinic clinic)
    {
        return
        [
            new(Say("Who is this for?", "¿Para quién es?"),
            [
                Radio(InquiryFields.InquiringFor, Say("I am asking for", "Pregunto por"), [("self", Say("Myself", "Mí")), ("someone-else", Say("Somebody close to me", "Alguien cercano")), ("professional", Say("A client of mine, as a professional", "Un cliente mío, como profesional"))])
                    with { Hint = Say("We write only to you, whoever it is for.", "Le escribimos solo a usted, sea para quien sea.") },
                Radio(InquiryFields.IsAdult, Say("Is that person 18 or older?", "¿Tiene esa persona 18 años o más?"), [("true", Say("Yes", "Sí")), ("false", Say("No", "No"))]),
                Select(InquiryFields.State, Say("State where that person lives", "Estado donde vive esa persona"), [("", Say("Choose a state", "Elija un estado")), .. States.All.Select(state => (state.Key, state.Value))], "", "address-level1"),
            ]),
            new(Say("About you", "Sobre usted"),
            [
                Line(InquiryFields.FirstName, Say("First name", "Nombre"), required: true, "given-name"),
                Line(InquiryFields.LastName, Say("Last name", "Apellido"), required: false, "family-name"),
                Line(InquiryFields.PreferredName, Say("What shall we call you, if not by your first name?", "¿Cómo le llamamos, si no por su nombre?"), required: false, "nickname"),
                Line(InquiryFields.Organisation, Say("Your practice or organisation, if you refer somebody", "Su consultorio u organización, si refiere a alguien"), required: false, "organization") with { MaxLength = InquiryReader.LineLength },
            ]),
            new(Say("How may we reach you?", "¿Cómo podemos comunicarnos con usted?"),
            [
                Radio(InquiryFields.ContactBy, Say("I would like to hear from you by", "Prefiero que me contacten por"), [("email", Say("E-mail", "Correo electrónico")), ("phone", Say("Telephone", "Teléfono")), ("sms", Say("Text message", "Mensaje de texto"))]),
                Line(InquiryFields.Email, Say("E-mail address", "Correo electrónico"), required: false, "email") with { Kind = "email", MaxLength = 254 },
                Line(InquiryFields.Phone, Say("Telephone number", "Número de teléfono"), required: false, "tel") with { Kind = "tel", MaxLength = 40 },
                View(InquiryFields.SmsConsent, Say($"I agree to receive text messages about my appointments from {clinic.Brand} at this number. It is my choice and not a condition of care. Message and data rates may apply. Reply STOP to end them, HELP for help.", $"Acepto recibir mensajes de texto sobre mis citas de {clinic.Brand} en este número. Es mi elección y no una condición para la atención. Pueden aplicarse tarifas de mensajes y datos. Responda STOP para terminarlos, HELP para ayuda."), "checkbox")
                    with { Value = Inputs.YesOrNo(typed.Typed(InquiryFields.SmsConsent)) == true ? "true" : "" },
                Select(InquiryFields.Language, Say("Language", "Idioma"), [("en", "English"), ("es", "Español")], language),
                Select(InquiryFields.TimeZone, Say("Your time zone", "Su zona horaria"), ZoneChoices(), clinic.TimeZone) with { Hint = Say("So that we call at a good time.", "Para llamarle a una buena hora.") },
            ]),
            new(Say("Anything you would like us to know", "Lo que quiera contarnos"),
            [
                Long(InquiryFields.Interest, Say("What brings you to us?", "¿Qué le trae a nosotros?"), Say("A few words are enough.", "Bastan unas palabras.")),
                Long(InquiryFields.Question, Say("Your question", "Su pregunta"), null),
                Line(InquiryFields.HowHeard, Say("How did you hear about us?", "¿Cómo supo de nosotros?"), required: false, null) with { MaxLength = InquiryReader.LineLength },
            ]),
        ];

        string Say(string english, string spanish) => language == "es" ? spanish : english;

        FieldView View(string name, string label, string kind) => new(name, label, kind)
        {
            Id = "i-" + name,
            Value = typed.Typed(name),
            Errors = [.. problems.Where(problem => problem.Field == name).Select(problem => problem.Text)],
        };

        FieldView Line(string name, string label, bool required, string? autocomplete) =>
            View(name, label, "text") with { Required = required, Autocomplete = autocomplete, MaxLength = 100 };

        FieldView Long(string name, string label, string? hint) => View(name, label, "textarea") with { MaxLength = InquiryReader.TextLength, Hint = hint };

        FieldView Radio(string name, string label, IEnumerable<(string Value, string Label)> choices) => View(name, label, "radio") with
        {
            Required = true,
            Choices = [.. choices.Select(choice => new Choice(choice.Value, choice.Label, typed[name] == choice.Value))],
        };

        FieldView Select(string name, string label, IEnumerable<(string Value, string Label)> choices, string otherwise, string? autocomplete = null) => View(name, label, "select") with
        {
            Required = true,
            Autocomplete = autocomplete,
            Choices = [.. choices.Select(choice => new Choice(choice.Value, choice.Label, (typed[name] ?? otherwise) == choice.Value))],
        };

        IEnumerable<(string, string)> ZoneChoices() =>
            new[] { typed[InquiryFields.TimeZone], clinic.TimeZone }.OfType<string>().Except(ZoneWords.Offered, StringComparer.Ordinal)
                .Concat(ZoneWords.Offered)
                .Select(zone => (zone, ZoneWords.Choice(zone, language)));
    }
}
