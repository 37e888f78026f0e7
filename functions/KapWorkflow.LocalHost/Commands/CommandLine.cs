using KapWorkflow.Functions;

namespace KapWorkflow.LocalHost;

/// <summary>Runs the command that the arguments name, and turns what went wrong into lines that a person can act on.</summary>
internal sealed class CommandLine(IReadOnlyList<ILocalCommand> commands, TextWriter output, TextWriter errors)
{
    public const int Done = 0;

    /// <summary>Something outside is missing or taken.</summary>
    public const int Problem = 1;

    /// <summary>The arguments cannot be read.</summary>
    public const int Misread = 2;

    public async Task<int> RunAsync(IReadOnlyList<string> given, CancellationToken stop)
    {
        var (arguments, problems) = Arguments.Read(given, [.. commands.Select(command => command.Name), "help"]);
        if (problems.Count > 0)
            return Fail(problems, Misread);
        if (arguments.Command == "help")
        {
            await output.WriteAsync(Help());
            return Done;
        }

        try
        {
            return await commands.First(command => command.Name == arguments.Command).RunAsync(arguments, stop);
        }
        catch (LocalProblemException problem)
        {
            return Fail([problem.Message], Problem);
        }
        catch (SettingsException settings)
        {
            return Fail(settings.Problems, Problem);
        }
        catch (FunctionsException functions)
        {
            return Fail(functions.Problems, Problem);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Done;
        }
    }

    private int Fail(IEnumerable<string> problems, int exitCode)
    {
        foreach (var problem in problems)
            errors.WriteLine(problem);
        return exitCode;
    }

    private string Help()
    {
        var lines = commands.Select(command => $"  {command.Name,-16} {command.Does}");
        return $"""
            The whole practice on this machine.

              dotnet run --project functions/KapWorkflow.LocalHost -- [command] [options]

            Commands
            {string.Join(Environment.NewLine, lines)}
              help             shows this

            Options
              --port N         where the practice is served (default {Arguments.UsualPort})
              --tables-port N  where its table storage listens (default {Arguments.UsualTablesPort})
              --data FOLDER    where it is kept (default .local in the repository)
              --in-memory      keeps nothing
              --fresh          deletes what was kept, and starts over

            """;
    }
}
