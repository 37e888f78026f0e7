using KapWorkflow.Core;

namespace KapWorkflow.Functions;

internal static class KnownJourneys
{
    /// <summary>To a page an erased journey is one that never was.</summary>
    public static async Task<LoadedJourney?> FindAsync(this IJourneyDesk journeys, JourneyId id, CancellationToken cancellation)
    {
        try
        {
            return await journeys.LoadAsync(id, cancellation);
        }
        catch (ErasedJourneyException)
        {
            return null;
        }
    }
}
