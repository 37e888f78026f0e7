using NodaTime;
using NodaTime.Text;

namespace KapWorkflow.LocalHost;

/// <summary>The frame of this host's own pages.</summary>
internal static class LocalPage
{
    public const string End = "</main></body></html>";

    public static string Start(string title) =>
        $"""
         <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
         <title>{title} (local)</title><link rel="stylesheet" href="/local/pages.css"></head><body><main><h1>{title}</h1>
         """;

    public const string Css = """
        body { margin: 0; color: #1f2937; background: #f9fafb; font: 16px/1.5 system-ui, sans-serif; }
        main { max-width: 48rem; margin: 0 auto; padding: 1rem; min-height: 80vh; }
        h1 { font-size: 1.5rem; }
        a { color: #1d4ed8; }
        form.filter { display: flex; flex-wrap: wrap; gap: 1rem; align-items: end; }
        select, button { font: inherit; min-height: 2rem; padding: .25rem .5rem; }
        article { margin: 1rem 0; padding: 1rem; background: #fff; border: 1px solid #d1d5db; border-radius: 6px; }
        article h2 { margin: 0; font-size: 1.1rem; }
        .meta { margin: .25rem 0 .75rem; color: #4b5563; font-size: .9rem; }
        .tag { padding: 0 .4rem; border-radius: 4px; background: #e5e7eb; color: #1f2937; }
        .text { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
        ul.people { list-style: none; padding: 0; }
        ul.people li { margin: .5rem 0; }
        a:focus-visible, button:focus-visible, select:focus-visible { outline: 3px solid #1d4ed8; outline-offset: 2px; }

        """;
}

internal static class PracticeMoment
{
    private static readonly ZonedDateTimePattern Pattern =
        ZonedDateTimePattern.CreateWithInvariantCulture("dddd d MMMM uuuu, HH:mm x", DateTimeZoneProviders.Tzdb);

    /// <summary>As a person at the practice says it: <c>Tuesday 1 December 2026, 10:00 EST</c>.</summary>
    public static string Words(Instant instant, DateTimeZone zone) => Pattern.Format(instant.InZone(zone));
}
