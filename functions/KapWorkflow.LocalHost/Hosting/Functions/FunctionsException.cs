namespace KapWorkflow.LocalHost;

/// <summary>The app's functions cannot be hosted as they are declared. Names every fault, so that one correction is enough.</summary>
public sealed class FunctionsException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
