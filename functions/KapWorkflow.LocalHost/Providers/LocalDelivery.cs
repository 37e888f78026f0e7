namespace KapWorkflow.LocalHost;

/// <summary>What becomes of a message after a local provider has taken it.</summary>
public abstract record LocalDelivery
{
    private LocalDelivery()
    {
    }

    /// <summary>It arrives, and the app is told. What happens without an order.</summary>
    public sealed record Arrives : LocalDelivery;

    /// <summary>It does not arrive, and the app is told.</summary>
    /// <param name="Code">SendGrid's event (<c>bounce</c>, <c>dropped</c>) or Twilio's error code (<c>30003</c>).</param>
    public sealed record Fails(string Code) : LocalDelivery;

    /// <summary>The app is told nothing, for as long as this process lives.</summary>
    public sealed record Silent : LocalDelivery;
}
