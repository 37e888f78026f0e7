namespace KapWorkflow.Functions;

/// <summary>A message in words, for the channel it goes by.</summary>
public abstract record Composed
{
    private Composed()
    {
    }

    public sealed record Mail(string Subject, string Text, string Html) : Composed;

    /// <param name="Body">One segment.</param>
    public sealed record Sms(string Body) : Composed
    {
        /// <summary>By which the provider's list is searched after a crash.</summary>
        public string Fingerprint => Functions.Fingerprint.Of(Body);
    }
}
