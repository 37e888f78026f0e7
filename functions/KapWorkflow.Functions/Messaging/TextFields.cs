using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>Everything a template may say. A template that names anything else fails, in tests and at start.</summary>
public sealed record TextFields
{
    public required string Language { get; init; }
    public required string Brand { get; init; }

    /// <summary>The practice's number; left out of a text message that is too long with it.</summary>
    public string? Phone { get; init; }
    public required string Hours { get; init; }

    /// <summary>The client's first name, in text messages only (care-pathway §8.2).</summary>
    public string? First { get; init; }
    public string? Link { get; init; }

    /// <summary>The appointment's time.</summary>
    public string? When { get; init; }

    /// <summary>When the steps of the day begin: a clock time, never "so many hours before".</summary>
    public string? Steps { get; init; }

    /// <summary>Whoever inquired left a number, and did not ask for e-mail instead: they are called.</summary>
    public bool Calls { get; init; }

    /// <summary>There is no number to call: they are written to.</summary>
    public bool Writes { get; init; }

    /// <summary>Whether e-mails carry the crisis line.</summary>
    public bool Crisis { get; init; }

    public static TextFields Of(Clinic clinic, string language) => new()
    {
        Language = language,
        Brand = clinic.Brand,
        Phone = clinic.Phone,
        Hours = TimeWords.Opening(clinic.Opening, language),
        Crisis = clinic.Messaging.CrisisLineInEmail,
    };

    /// <param name="clientZone">Where a client is who is met by video or telephone; whoever comes to the practice comes by its clock.</param>
    public TextFields About(Appointment? appointment, DateTimeZone clientZone, Clinic clinic)
    {
        if (appointment is null)
            return this;
        var zone = appointment.Modality == Modality.InPerson ? clinic.Zone : clientZone;
        return this with
        {
            When = TimeWords.Moment(appointment.Start, zone, Language),
            Steps = appointment.Which.Purpose == AppointmentPurpose.Dosing
                ? TimeWords.Moment(appointment.Start - Duration.FromHours(clinic.Dosing.FastSolidsHours), zone, Language)
                : null,
        };
    }

    /// <summary>Without accents that would make two messages of one.</summary>
    public TextFields Folded() => this with
    {
        Brand = Gsm7.Fold(Brand),
        Hours = Gsm7.Fold(Hours),
        First = First is null ? null : Gsm7.Fold(First),
        When = When is null ? null : Gsm7.Fold(When),
        Steps = Steps is null ? null : Gsm7.Fold(Steps),
    };

    /// <summary>The language of the catalogue nearest to a person's: "es-MX" reads "es", what we do not write reads English.</summary>
    public static string LanguageOf(string language, Clinic clinic) =>
        language.Split('-', '_')[0].ToLowerInvariant() is "es" && clinic.Messaging.Languages.Contains("es", StringComparer.Ordinal) ? "es" : "en";

    /// <summary>The first word of a first name, when it is a name: a form takes anything, and a message must not pass it on.</summary>
    public static string? FirstNameOf(Contact contact)
    {
        var first = contact.FirstName.Trim().Split((char[]?)null, 2)[0];
        return first.Length is > 0 and <= 20 && char.IsLetter(first[0]) && first.All(letter => char.IsLetter(letter) || letter is '\'' or '’' or '-' || char.GetUnicodeCategory(letter) is System.Globalization.UnicodeCategory.NonSpacingMark)
            ? first
            : null;
    }
}
