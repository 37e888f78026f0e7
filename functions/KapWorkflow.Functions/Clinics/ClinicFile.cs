using KapWorkflow.Core;
using Microsoft.Extensions.Configuration;

namespace KapWorkflow.Functions;

/// <summary>
/// Reads clinic.json, and the documents in the folder consents beside it, at start: from the app's own folder, or from the file that `Clinic__File` names. `Clinic__SmsEnabled` true switches
/// texts on without touching the file, as the local host does.
/// </summary>
public static class ClinicFile
{
    /// <exception cref="SettingsException">Names every problem of the file.</exception>
    public static (Clinic Clinic, string Json) Read(IConfiguration settings)
    {
        var file = settings["Clinic:File"] is { Length: > 0 } named ? named : Path.Combine(AppContext.BaseDirectory, "clinic.json");
        if (!File.Exists(file))
            throw new SettingsException([$"Clinic__File: there is no file {Path.GetFileName(file)}."]);
        var json = File.ReadAllText(file);
        var (clinic, problems) = ClinicJson.Read(json);
        var (documents, wrong) = ConsentDocuments.Read(DocumentsBeside(file));
        if (clinic is null || wrong.Count > 0)
            throw new SettingsException([.. problems.Select(problem => $"clinic.json: {problem}"), .. wrong.Select(problem => $"{Folder}: {problem}")]);
        clinic = ClinicJson.With(clinic, documents);
        return (settings["Clinic:SmsEnabled"] is "true" ? WithTexts(clinic) : clinic, json);
    }

    private const string Folder = "consents";

    /// <summary>The practice's own documents, or the app's where it has none yet.</summary>
    private static IEnumerable<(string Name, string Json)> DocumentsBeside(string file)
    {
        var own = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, Folder);
        var folder = Directory.Exists(own) ? own : Path.Combine(AppContext.BaseDirectory, Folder);
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(each => (Path.GetFileName(each), File.ReadAllText(each))) : [];
    }

    /// <summary>Other settings as they would hold here: with texts switched on beside the file where they are for the one that runs.</summary>
    public static Clinic InPlaceOf(Clinic running, Clinic other) => ClinicJson.With(other, running.Documents) is var here && running.Version.EndsWith(TextsOn, StringComparison.Ordinal) ? WithTexts(here) : here;

    private const string TextsOn = "-sms";

    private static Clinic WithTexts(Clinic clinic) => clinic.Messaging.SmsEnabled
        ? clinic
        : clinic with { Version = clinic.Version + TextsOn, Messaging = clinic.Messaging with { SmsEnabled = true } };
}
