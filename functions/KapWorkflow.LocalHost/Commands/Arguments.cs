using System.Globalization;

namespace KapWorkflow.LocalHost;

/// <summary>What the command line asks for.</summary>
/// <param name="Command">The first word; <c>run</c> when there is none.</param>
/// <param name="Operands">What follows the command and is no option.</param>
internal sealed record Arguments(string Command, IReadOnlyList<string> Operands)
{
    public const int UsualPort = 7071;
    public const int UsualTablesPort = 10002;

    public int Port { get; init; } = UsualPort;

    public int TablesPort { get; init; } = UsualTablesPort;

    /// <summary>Null for the repository's own <c>.local</c>.</summary>
    public string? Data { get; init; }

    public bool InMemory { get; init; }

    public bool Fresh { get; init; }

    /// <summary>Every problem at once, one line each; none when the arguments are good.</summary>
    public static (Arguments Arguments, IReadOnlyList<string> Problems) Read(IReadOnlyList<string> given, IReadOnlyCollection<string> commands)
    {
        var problems = new List<string>();
        var words = new List<string>();
        var arguments = new Arguments("run", []);
        for (var i = 0; i < given.Count; i++)
        {
            arguments = given[i] switch
            {
                "--port" => arguments with { Port = PortAfter(given, ref i, problems) },
                "--tables-port" => arguments with { TablesPort = PortAfter(given, ref i, problems) },
                "--data" => arguments with { Data = ValueAfter(given, ref i, problems, "a folder") },
                "--in-memory" => arguments with { InMemory = true },
                "--fresh" => arguments with { Fresh = true },
                "--help" or "-h" or "-?" => arguments with { Command = "help" },
                ['-', ..] unknown => Unknown(unknown),
                var word => Word(word),
            };
        }

        if (arguments.InMemory && arguments.Data is not null)
            problems.Add("--in-memory keeps nothing, so it cannot be given together with --data.");
        if (words is [var command, .. var operands])
        {
            if (!commands.Contains(command, StringComparer.Ordinal))
                problems.Add($"There is no command '{command}': there are {string.Join(", ", commands)}.");
            arguments = arguments with { Command = arguments.Command == "help" ? "help" : command, Operands = operands };
        }

        return (arguments, problems);

        Arguments Unknown(string option)
        {
            problems.Add($"There is no option '{option}': 'help' lists them.");
            return arguments;
        }

        Arguments Word(string word)
        {
            words.Add(word);
            return arguments;
        }
    }

    private static int PortAfter(IReadOnlyList<string> given, ref int i, List<string> problems)
    {
        var option = given[i];
        var value = ValueAfter(given, ref i, problems, "a port");
        if (value is null)
            return 0;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= ushort.MaxValue)
            return port;

        problems.Add($"{option} needs a port from 1 to {ushort.MaxValue}, and '{value}' is none.");
        return 0;
    }

    private static string? ValueAfter(IReadOnlyList<string> given, ref int i, List<string> problems, string what)
    {
        if (i + 1 < given.Count && given[i + 1] is not ['-', '-', ..])
            return given[++i];

        problems.Add($"{given[i]} needs {what} after it.");
        return null;
    }
}
