using NodaTime;

namespace KapWorkflow.LocalHost;

/// <summary>Something that falls due at instants of the clinic's clock: the engine's timers, the app's timer functions.</summary>
public interface ITimed
{
    /// <summary>The earliest instant at which something falls due; past or present when it is due already, null when nothing ever will.</summary>
    Instant? NextDue { get; }

    /// <summary>Whether a skip stops there. Timer functions are no stops: they run at most once between two, past due.</summary>
    bool IsStop { get; }

    /// <summary>Told, on any thread, that something may fall due earlier than before. Of use only where that can happen between two stops.</summary>
    event EventHandler? NextDueChanged
    {
        add
        {
        }
        remove
        {
        }
    }

    /// <summary>Starts everything that is due by now. What it starts is counted by <see cref="Stillness"/> until it has ended.</summary>
    void RunDue(Instant now);
}
