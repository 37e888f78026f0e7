using System.Net.Http.Json;
using System.Text.Json;
using KapWorkflow.LocalHost;

namespace KapWorkflow.Functions.Tests;

public class The_local_inbox
{
    [Fact]
    public async Task Says_whose_each_message_is_though_no_provider_was_told()
    {
        await using var clinic = await LocalClinic.StartAsync(new LocalClinicOptions { StartAt = DemoDay.Start, Tables = new InMemoryTables() }, TestContext.Current.CancellationToken);
        var ground = new HttpGround(clinic);
        await ground.SubmitAsync(ScriptedClient.Inquiry);
        await ground.LookAsync();
        var inbox = await clinic.Http.GetFromJsonAsync<JsonElement>("/local/inbox.json", TestContext.Current.CancellationToken);
        var people = inbox.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("person").GetString()).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(["Ines Romero", "Rowan Hale"], people.Order(StringComparer.Ordinal));
        Assert.All(clinic.Inbox.All, message => Assert.Null(message.Person));
    }
}
