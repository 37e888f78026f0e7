namespace KapWorkflow.Functions;

/// <summary>The app cannot start as it is configured. Says everything that is wrong, so that one correction is enough.</summary>
public sealed class SettingsException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
