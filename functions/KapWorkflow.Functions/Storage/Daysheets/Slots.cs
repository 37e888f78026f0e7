using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>A wish for resources.</summary>
/// <param name="Attempt">Names the one who asks: the same attempt again gets the same slot, another one does not.</param>
public sealed record SlotClaim(BookingId Booking, string Attempt, IReadOnlyList<Need> Needs)
{
    public Instant Start => Needs.Min(need => need.From);
}

public abstract record SlotAnswer
{
    private SlotAnswer()
    {
    }

    public sealed record Claimed : SlotAnswer;

    /// <summary>An earlier call of the same attempt got it.</summary>
    public sealed record AlreadyOurs : SlotAnswer;

    /// <summary>Nothing was claimed.</summary>
    /// <param name="Resources">What is not free at that time.</param>
    public sealed record Taken(IReadOnlyList<string> Resources) : SlotAnswer;

    /// <summary>It runs past the practice's midnight, or takes more quarter-hours than one transaction holds.</summary>
    public sealed record DoesNotFit : SlotAnswer;
}

public enum SlotState
{
    /// <summary>Until it expires; afterwards until somebody else wants the time.</summary>
    Held,
    Confirmed,
}

/// <summary>A booking as the daysheet shows it.</summary>
/// <param name="Expires">Of a hold, on the system's clock.</param>
public sealed record BookedSlot(BookingId Booking, string Attempt, SlotState State, Instant? Expires, Instant Start, Instant End, IReadOnlyList<string> Resources);
