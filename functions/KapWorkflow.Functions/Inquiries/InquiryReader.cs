using System.Text.Json;
using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>What reading an inquiry gave: the inquiry, or everything that is wrong with it at once.</summary>
public abstract record InquiryReading
{
    private InquiryReading()
    {
    }

    /// <param name="Canonical">The same text for the same content, however it was sent.</param>
    public sealed record Read(InquiryDetails Details, string Canonical) : InquiryReading;

    /// <param name="Unfinished">What of it can be kept as it is, for words that cannot wait.</param>
    public sealed record Wrong(IReadOnlyList<FieldProblem> Problems, InquiryDetails Unfinished) : InquiryReading;
}

/// <summary>The door of an inquiry: checks, trims and normalises, and names every problem in the reader's language.</summary>
public sealed class InquiryReader
{
    private const int NameLength = 100;
    public const int LineLength = 200;
    public const int TextLength = 4000;

    private readonly Fields _fields;
    private readonly bool _spanish;
    private readonly List<FieldProblem> _problems = [];

    private InquiryReader(Fields fields, string language) => (_fields, _spanish) = (fields, language == "es");

    /// <param name="language">Of the problems; the inquirer's own is a field.</param>
    public static InquiryReading Read(Fields fields, string language, Clinic clinic) => new InquiryReader(fields, language).Read(clinic, language);

    private InquiryReading Read(Clinic clinic, string language)
    {
        foreach (var unknown in _fields.All.Keys.Except(InquiryFields.All, StringComparer.Ordinal).Order(StringComparer.Ordinal))
            Wrong(unknown.Length <= NameLength && !Inputs.HasControls(unknown) ? unknown : "(unnamed)", "There is no such field.", "No existe ese campo.");
        var inquiringFor = Word<InquiringFor>(InquiryFields.InquiringFor);
        var by = Word<ContactBy>(InquiryFields.ContactBy);
        var email = Email();
        var phone = Phone();
        var consent = YesNo(InquiryFields.SmsConsent) ?? false;
        Reachable(inquiringFor, by, email, phone, consent);
        var details = new InquiryDetails(
            inquiringFor ?? default,
            Text(InquiryFields.FirstName, NameLength, required: true) ?? "",
            email,
            phone,
            by ?? default,
            // What somebody else ticks gives no leave to text the client.
            consent && inquiringFor == InquiringFor.Self,
            Language(language),
            TimeZone(clinic),
            State(),
            Adult())
        {
            LastName = Text(InquiryFields.LastName, NameLength),
            PreferredName = Text(InquiryFields.PreferredName, NameLength),
            Interest = Text(InquiryFields.Interest, TextLength),
            Question = Text(InquiryFields.Question, TextLength),
            HowHeard = Text(InquiryFields.HowHeard, LineLength),
            Organisation = Text(InquiryFields.Organisation, LineLength),
        };
        return _problems.Count > 0 ? new InquiryReading.Wrong(_problems, UnfinishedInquiry.Of(_fields, details, language, clinic)) : new InquiryReading.Read(details, JsonSerializer.Serialize(details, FactJson.Options));
    }

    private void Reachable(InquiringFor? inquiringFor, ContactBy? by, string? email, string? phone, bool consent)
    {
        var (noEmail, noPhone) = (!_fields.TryGet(InquiryFields.Email, out _), !_fields.TryGet(InquiryFields.Phone, out _));
        if (by == ContactBy.Email && noEmail)
            Wrong(InquiryFields.Email, "We need your e-mail address to write to you.", "Necesitamos su correo electrónico para escribirle.");
        if (by is ContactBy.Phone or ContactBy.Sms && noPhone)
            Wrong(InquiryFields.Phone, "We need your telephone number for that.", "Para eso necesitamos su número de teléfono.");
        if (by is null && noEmail && noPhone)
            Wrong(InquiryFields.Email, "Give an e-mail address or a telephone number.", "Denos un correo electrónico o un número de teléfono.");
        if (by == ContactBy.Sms && inquiringFor == InquiringFor.Self && !consent)
            Wrong(InquiryFields.SmsConsent, "We text you only if you agree here, or choose another way.", "Le enviamos mensajes de texto solo si está de acuerdo; o elija otra forma.");
    }

    private string? Email()
    {
        if (Text(InquiryFields.Email, LineLength + NameLength) is not { } email)
            return null;
        if (!Inputs.IsEmail(email))
            Wrong(InquiryFields.Email, "This does not look like an e-mail address, such as name@example.com.", "Esto no parece un correo electrónico, como nombre@ejemplo.com.");
        return email;
    }

    private string? Phone()
    {
        if (Text(InquiryFields.Phone, NameLength) is not { } typed)
            return null;
        if (!Inputs.TryPhone(typed, out var phone))
            Wrong(InquiryFields.Phone, "This does not look like a telephone number. Give it with the area code, or with + and the country.", "Esto no parece un número de teléfono. Escríbalo con el código de área, o con + y el país.");
        return phone;
    }

    private string Language(string page)
    {
        var language = Text(InquiryFields.Language, NameLength)?.ToLowerInvariant() ?? page;
        if (language is not ("en" or "es"))
            Wrong(InquiryFields.Language, "Choose English (en) or Spanish (es).", "Elija inglés (en) o español (es).");
        return language;
    }

    private string TimeZone(Clinic clinic)
    {
        var zone = Text(InquiryFields.TimeZone, NameLength) ?? clinic.TimeZone;
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
            Wrong(InquiryFields.TimeZone, "Choose a time zone, such as America/Los_Angeles.", "Elija una zona horaria, como America/Los_Angeles.");
        return zone;
    }

    private string State()
    {
        var state = Text(InquiryFields.State, NameLength, required: true)?.ToUpperInvariant();
        if (state is not null && !States.All.ContainsKey(state))
            Wrong(InquiryFields.State, "Choose a state by its two letters, such as OR.", "Elija un estado por sus dos letras, como OR.");
        return state ?? "";
    }

    private bool Adult()
    {
        var adult = YesNo(InquiryFields.IsAdult);
        if (adult is null && !_fields.TryGet(InquiryFields.IsAdult, out _))
            Missing(InquiryFields.IsAdult);
        return adult ?? false;
    }

    private bool? YesNo(string name)
    {
        if (!_fields.TryGet(name, out var text))
            return null;
        var answer = Inputs.YesOrNo(text);
        if (answer is null)
            Wrong(name, "Answer yes or no.", "Responda sí o no.");
        return answer;
    }

    private T? Word<T>(string name)
        where T : struct, Enum
    {
        if (!_fields.TryGet(name, out var text))
        {
            Missing(name);
            return null;
        }
        if (Inputs.TryEnum<T>(text, out var value))
            return value;
        var words = string.Join(", ", Enum.GetValues<T>().Select(each => Inputs.Word(each)));
        Wrong(name, $"Choose one of: {words}.", $"Elija una opción: {words}.");
        return null;
    }

    private string? Text(string name, int longest, bool required = false)
    {
        if (!_fields.TryGet(name, out var text))
        {
            if (required)
                Missing(name);
            return null;
        }
        if (text.Length > longest)
            Wrong(name, $"This is longer than {longest} characters.", $"Esto tiene más de {longest} caracteres.");
        else if (Inputs.HasControls(text))
            Wrong(name, "This holds characters that are not text.", "Esto contiene caracteres que no son texto.");
        return text;
    }

    private void Missing(string name) => Wrong(name, "Please answer this.", "Por favor, responda a esto.");

    private void Wrong(string field, string english, string spanish) => _problems.Add(new FieldProblem(field, _spanish ? spanish : english));
}
