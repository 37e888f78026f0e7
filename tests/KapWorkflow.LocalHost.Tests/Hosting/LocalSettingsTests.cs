using Microsoft.Extensions.Configuration;

namespace KapWorkflow.LocalHost.Tests;

public class The_local_settings
{
    [Fact]
    public void Lead_every_provider_to_this_machine()
    {
        var settings = Read(null);

        Assert.Equal("http://localhost:7071/local/providers/sendgrid", settings["SendGrid:BaseAddress"]);
        Assert.Equal("http://localhost:7071/local/providers/twilio", settings["Twilio:BaseAddress"]);
        Assert.Equal("http://localhost:7071", settings["Site:BaseUrl"]);
    }

    [Fact]
    public void Are_overruled_by_the_file_and_the_file_by_what_is_asked_for()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "local.settings.json");
        File.WriteAllText(file, """{ "IsEncrypted": false, /* ours */ "Values": { "Site__BaseUrl": "https://a.example", "Twilio__From": "+15005550009", "Messaging__Live": false, } }""");

        var settings = Read(file, KeyValuePair.Create("Twilio__From", (string?)"+15005550001"));

        Assert.Equal(("https://a.example", "+15005550001", "False"), (settings["Site:BaseUrl"], settings["Twilio:From"], settings["Messaging:Live"]));
    }

    [Fact]
    public void That_are_no_JSON_say_so_in_one_line_that_repeats_none_of_them()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "local.settings.json");
        File.WriteAllText(file, "{\n  \"Values\": { \"Secret\": s3cret }\n}");

        var problem = Assert.Throws<LocalProblemException>(() => Read(file));

        Assert.Equal("local.settings.json cannot be read as JSON, line 2: correct it, or copy local.settings.sample.json over it.", problem.Message);
    }

    private static IConfigurationRoot Read(string? file, params KeyValuePair<string, string?>[] asked) => new ConfigurationBuilder()
        .AddLocalSettings(new LocalClinicOptions { SettingsFile = file, Settings = asked.ToDictionary() }, DevelopmentKeys.Of(null), new Uri("http://localhost:7071"), storage: null)
        .Build();
}
