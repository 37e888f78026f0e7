using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>The journey's data key was destroyed: what happened is no longer known, only that it did.</summary>
public sealed class ErasedJourneyException(JourneyId journey) : Exception($"Journey {journey} was erased.");
