using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <param name="Url">To write or call at once; null for what is only told.</param>
public sealed record ContactLine(string Label, string Text, string? Url = null);

/// <summary>Who the client is, how to reach them, and what they wrote when they first came.</summary>
public static class ContactLines
{
    public static IEnumerable<ContactLine> Of(Journey journey)
    {
        if (journey.Inquiry is not { Details: var details })
            yield break;
        if (details.Unfinished == true)
            yield return new("Not finished", "The form was not right yet, and could not wait: ask what is missing, and correct the details.");
        if (journey.Inquiry.AskedBy is { } asked)
            yield return new("Came through", string.Join(", ", new[] { asked.Name, asked.Organisation, asked.Phone, asked.Email }.OfType<string>()));
        else
            yield return new("Asks for", Words.Of(details.InquiringFor));
        if (journey.Inquiry.AskedBy is null && details.Organisation is { } organisation)
            yield return new("Works at", organisation);
        if (details.PreferredName is { } preferred)
            yield return new("Called", preferred);
        foreach (var way in Reach(journey))
            yield return way;
        yield return new("Reach by", Words.Of(details.ContactBy));
        if (journey.Contact.EmailStop is { } stop)
            yield return new("May be mailed", $"no: {Words.Of(stop).ToLowerInvariant()}");
        yield return new("May be texted", journey.Contact.MayBeTexted ? "yes" : journey.Contact.SmsStopped is not null ? "no: STOP" : "no");
        yield return new("Language", journey.Contact.Language == "es" ? "Spanish" : "English");
        yield return new("Lives in", details.State.Length == 0 ? "not known yet" : $"{States.All.GetValueOrDefault(details.State, details.State)}, {Dates.Place(journey.Contact.TimeZone)} time");
        yield return new("18 or older", details.IsAdult ? "yes" : details.Unfinished == true ? "not known yet" : "no");
    }

    /// <summary>Every way to the client that is known, and what only a person can read.</summary>
    public static IEnumerable<ContactLine> Reach(Journey journey)
    {
        yield return journey.Contact.Phone is { } phone ? new("Telephone", phone, $"tel:{phone}") : new("Telephone", "none");
        yield return journey.Contact.Email is { } email ? new("E-mail", email, "mailto:" + Uri.EscapeDataString(email).Replace("%40", "@", StringComparison.Ordinal)) : new("E-mail", "none");
        if (journey.Inquiry?.Details is { Unfinished: true, AsTyped: { } typed })
            yield return new("Typed as address or number", typed);
    }

    public static IEnumerable<FactDetail> Wrote(Journey journey)
    {
        if (journey.Inquiry is not { Details: var details })
            yield break;
        if (details.Interest is { } interest)
            yield return new("What brings them", interest);
        if (details.Question is { } question)
            yield return new("Their question", question);
        if (details.HowHeard is { } heard)
            yield return new("Heard of us", heard);
    }
}
