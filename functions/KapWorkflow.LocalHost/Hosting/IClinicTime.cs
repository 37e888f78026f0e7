using NodaTime;

namespace KapWorkflow.LocalHost;

internal interface IClinicTime
{
    Instant Now { get; }
    bool IsHeld { get; }
    Instant? NextStop { get; }
    Task SkipToNextAsync(CancellationToken cancellation);
    Task GoToAsync(Instant at, CancellationToken cancellation);
    void Hold(bool isOn);
}
