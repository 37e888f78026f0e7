using KapWorkflow.Core;
using KapWorkflow.LocalHost;
using Microsoft.Extensions.DependencyInjection;

namespace KapWorkflow.Functions.Tests;

/// <summary>
/// Five clients, walked through the real app over HTTP, each told as a diary that a clinician can read and object to. The files are
/// approved by reading them: KAP_APPROVE=1 writes them anew.
/// </summary>
public class The_diary_of
{
    public static TheoryData<string> Scenarios => [.. Scenario.All.Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Each_kind_of_client_reads_as_approved(string name)
    {
        var scenario = Scenario.Find(name)!;
        await using var clinic = await LocalClinic.StartAsync(new LocalClinicOptions
        {
            StartAt = DemoDay.Start,
            Tables = new InMemoryTables(),
            Engine = DemoDay.OneAtATime,
        }, TestContext.Current.CancellationToken);
        var practice = clinic.Services.GetRequiredService<Clinic>();
        var end = await new Walk(new HttpGround(clinic), practice, scenario, inPace: true).GoAsync();
        await Golden.HoldsAsync($"Diaries/{name}.txt", DiaryPage.Of(scenario, end, practice));
    }
}
