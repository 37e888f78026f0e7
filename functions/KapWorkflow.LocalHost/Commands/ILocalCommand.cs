namespace KapWorkflow.LocalHost;

/// <summary>One thing that this program can be told to do.</summary>
internal interface ILocalCommand
{
    string Name { get; }

    /// <summary>One line, for the list of commands.</summary>
    string Does { get; }

    /// <returns>The process's exit code.</returns>
    Task<int> RunAsync(Arguments arguments, CancellationToken stop);
}
