using System.Globalization;
using System.Text;
using KapWorkflow.Functions;

namespace KapWorkflow.LocalHost;

/// <summary>Writes every fact as a line of JSON, content in clear text, to a new file or to standard output.</summary>
internal sealed class ExportCommand(TextWriter output, TextWriter errors) : ILocalCommand
{
    public string Name => "export";

    public string Does => "writes every fact as a line of JSON, in clear text: export [new file]";

    public async Task<int> RunAsync(Arguments arguments, CancellationToken stop)
    {
        if (arguments.Operands.Count > 1)
            throw new LocalProblemException("'export' writes one file: give one name, or none for standard output.");

        // Standard output is the export: what is said besides goes elsewhere.
        await using var practice = await ClosedPractice.OpenAsync(arguments, errors.WriteLine, stop);
        var export = new FactExport(practice.Tables, practice.Keys);
        if (arguments.Operands is not [var file])
        {
            await export.WriteAsync(output, stop);
            return CommandLine.Done;
        }

        await using var to = NewFile(file);
        var count = await export.WriteAsync(to, stop);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count} facts are in {file}, in clear text: keep it as safe as a chart."));
        return CommandLine.Done;
    }

    private static StreamWriter NewFile(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            return new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), options);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new LocalProblemException($"{file} cannot be made ({(File.Exists(file) ? "it is there already" : "its folder is missing or closed")}): give another name.", cause);
        }
    }
}
