namespace KapWorkflow.Functions;

/// <summary>Time zones as people call them, never by the name that computers use.</summary>
public static class ZoneWords
{
    /// <summary>Those that the inquiry form offers, in its order.</summary>
    public static IReadOnlyList<string> Offered { get; } =
        ["America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico"];

    private static readonly Dictionary<string, (string English, string Spanish)> Names = new(StringComparer.Ordinal)
    {
        ["America/New_York"] = ("Eastern time", "hora del este"),
        ["America/Detroit"] = ("Eastern time", "hora del este"),
        ["America/Chicago"] = ("Central time", "hora central"),
        ["America/Denver"] = ("Mountain time", "hora de la montaña"),
        ["America/Boise"] = ("Mountain time", "hora de la montaña"),
        ["America/Phoenix"] = ("Arizona time", "hora de Arizona"),
        ["America/Los_Angeles"] = ("Pacific time", "hora del Pacífico"),
        ["America/Anchorage"] = ("Alaska time", "hora de Alaska"),
        ["Pacific/Honolulu"] = ("Hawaii time", "hora de Hawái"),
        ["America/Puerto_Rico"] = ("Puerto Rico time", "hora de Puerto Rico"),
        ["Etc/UTC"] = ("universal time (UTC)", "hora universal (UTC)"),
    };

    // As Spanish writes them, where that differs.
    private static readonly Dictionary<string, string> Cities = new(StringComparer.Ordinal)
    {
        ["Bogota"] = "Bogotá",
        ["Cancun"] = "Cancún",
        ["Havana"] = "La Habana",
        ["London"] = "Londres",
        ["Mazatlan"] = "Mazatlán",
        ["Merida"] = "Mérida",
        ["Mexico City"] = "Ciudad de México",
        ["Panama"] = "Panamá",
        ["Sao Paulo"] = "São Paulo",
    };

    /// <summary>Such as "Eastern time" and "hora del este"; of a zone without a name of its own, its city's.</summary>
    public static string Of(string zone, string language)
    {
        if (Names.TryGetValue(zone, out var names))
            return language == "es" ? names.Spanish : names.English;
        var city = Dates.Place(zone);
        return language == "es" ? $"hora de {Cities.GetValueOrDefault(city, city)}" : $"{city} time";
    }

    /// <summary>The same at the beginning of a line.</summary>
    public static string Choice(string zone, string language)
    {
        var words = Of(zone, language);
        return char.ToUpperInvariant(words[0]) + words[1..];
    }
}
