using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>
/// Keeps of an inquiry that is not right what can be kept, so that words that cannot wait reach somebody with a way to answer them. What
/// was not said is not made up, and gives no leave for anything.
/// </summary>
public static class UnfinishedInquiry
{
    private const int Line = InquiryReader.LineLength;

    /// <summary>Somebody may be in danger, and there is a way to reach them, be it one that only a person can read.</summary>
    public static bool CannotWait(InquiryDetails unfinished) =>
        unfinished.OwnWords.Any(CrisisWords.Appear) && (unfinished.Email ?? unfinished.Phone ?? unfinished.AsTyped) is not null;

    /// <param name="read">As far as it was read: what is wrong may still stand in it.</param>
    public static InquiryDetails Of(Fields fields, InquiryDetails read, string language, Clinic clinic)
    {
        var email = read.Email is { } address && Inputs.IsEmail(address) ? address : null;
        return read with
        {
            FirstName = Text(read.FirstName, Line) ?? "",
            LastName = Text(read.LastName, Line),
            PreferredName = Text(read.PreferredName, Line),
            Email = email,
            ContactBy = read.Phone is null && email is not null ? ContactBy.Email : ContactBy.Phone,
            SmsConsent = false,
            Language = read.Language is "en" or "es" ? read.Language : language,
            TimeZone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(read.TimeZone) is null ? clinic.TimeZone : read.TimeZone,
            State = States.All.ContainsKey(read.State) ? read.State : "",
            Interest = Text(read.Interest, InquiryReader.TextLength),
            Question = Text(read.Question, InquiryReader.TextLength),
            HowHeard = Text(read.HowHeard, Line),
            Organisation = Text(read.Organisation, Line),
            Unfinished = true,
            AsTyped = Typed(fields, email, read.Phone),
        };
    }

    private static string? Typed(Fields fields, string? email, string? phone)
    {
        string?[] unread = [email is null ? Text(fields[InquiryFields.Email], Line) : null, phone is null ? Text(fields[InquiryFields.Phone], Line) : null];
        return unread.OfType<string>().ToList() is { Count: > 0 } typed ? string.Join(", ", typed) : null;
    }

    private static string? Text(string? text, int longest)
    {
        if (text is null)
            return null;
        var plain = string.Concat(text.Where(character => !char.IsControl(character) || character is '\n' or '\t'));
        return plain.Length > longest ? plain[..longest] : plain.Length > 0 ? plain : null;
    }
}
