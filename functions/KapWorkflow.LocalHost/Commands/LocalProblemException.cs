namespace KapWorkflow.LocalHost;

/// <summary>
/// Something the person at the keyboard can put right: the message is the one line they are shown, and says what to do.
/// The process ends with exit code 1.
/// </summary>
public sealed class LocalProblemException : Exception
{
    public LocalProblemException(string message)
        : base(message)
    {
    }

    public LocalProblemException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
