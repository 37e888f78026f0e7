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
         <title>{title} (local)</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/local/pages.css"></head><body><main><h1>{title}</h1>
         """;

    public const string Css = """
        :root { color-scheme: light dark; --ink: #1f2937; --soft: #4b5563; --paper: #f9fafb; --card: #fff; --line: #d1d5db; --edge: #6b7280; --tag: #e5e7eb; --link: #1d4ed8; --bad: #991b1b; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #f3f4f6; --soft: #cbd5e1; --paper: #111827; --card: #1f2937; --line: #374151; --edge: #9ca3af; --tag: #374151; --link: #93c5fd; --bad: #fca5a5; }
        }
        * { box-sizing: border-box; }
        body { margin: 0; color: var(--ink); background: var(--paper); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
        main { max-width: 48rem; margin: 0 auto; padding: 1rem; min-height: 80vh; }
        h1 { font-size: 1.5rem; }
        h2 { font-size: 1.15rem; }
        a { color: var(--link); }
        form.filter { display: flex; flex-wrap: wrap; gap: 1rem; align-items: end; }
        main select, main button, main input, main textarea { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--edge); border-radius: 4px; min-height: 2.5rem; padding: .35rem .75rem; max-width: 100%; }
        main button { cursor: pointer; }
        main button:hover { border-color: var(--link); }
        form.phone label { display: block; margin: .75rem 0 .25rem; font-weight: 600; }
        form.phone input, form.phone textarea { width: 100%; }
        .words { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
        .problem { padding: .75rem 1rem; border: 2px solid var(--bad); border-radius: 6px; color: var(--bad); }
        article { margin: 1rem 0; padding: 1rem; background: var(--card); border: 1px solid var(--line); border-radius: 6px; }
        article h2 { margin: 0; font-size: 1.1rem; }
        .meta { margin: .25rem 0 .75rem; color: var(--soft); font-size: .9rem; }
        .tag { padding: 0 .4rem; border-radius: 4px; background: var(--tag); color: var(--ink); }
        .text { margin: 0; white-space: pre-wrap; }
        ul.people { list-style: none; padding: 0; }
        ul.people li { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; margin: .5rem 0; }
        a:focus-visible, button:focus-visible, select:focus-visible, input:focus-visible, textarea:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }

        """;
}

internal static class PracticeMoment
{
    private static readonly ZonedDateTimePattern Pattern =
        ZonedDateTimePattern.CreateWithInvariantCulture("dddd d MMMM uuuu, HH:mm x", DateTimeZoneProviders.Tzdb);

    /// <summary>As a person at the practice says it: <c>Tuesday 1 December 2026, 10:00 EST</c>.</summary>
    public static string Words(Instant instant, DateTimeZone zone) => Pattern.Format(instant.InZone(zone));
}
