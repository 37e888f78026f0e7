using KapWorkflow.Core;
using Microsoft.Extensions.Configuration;

namespace KapWorkflow.Functions;

/// <summary>
/// Reads clinic.json at start: from the app's own folder, or from the file that `Clinic__File` names. `Clinic__SmsEnabled` true switches
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
        if (clinic is null)
            throw new SettingsException([.. problems.Select(problem => $"clinic.json: {problem}")]);
        return settings["Clinic:SmsEnabled"] is "true" && !clinic.Messaging.SmsEnabled
            ? (clinic with { Version = clinic.Version + "-sms", Messaging = clinic.Messaging with { SmsEnabled = true } }, json)
            : (clinic, json);
    }
}
