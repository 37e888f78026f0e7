using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions.Tests;

public class A_clients_link_that_has_closed : AClientsBrowser
{
    [Theory]
    [InlineData(FormKind.Phq9, "9", "3", SafetyRule.Item9Urgent)]
    [InlineData(FormKind.EmergencyContact, "name", "I want to kill myself", SafetyRule.CrisisWords)]
    public async Task Hears_what_cannot_wait(FormKind kind, string question, string answer, SafetyRule rule)
    {
        Journey.OnThePath();
        var token = await LinkAsync("forms");
        Clock.Advance(Duration.FromDays(30));
        var reply = await PostAsync(token, $"form-{(int)kind}", ($"answers.{question}", answer));
        Assert.Equal(410, reply.Status);
        Assert.All(["This link closed before you sent it", "was not kept", "We have told the people of the practice", "988"], text => Assert.Contains(text, reply.Body, StringComparison.Ordinal));
        Assert.Contains(Desk.Journey(Journey.Id).Alerts.Unresolved, alert => alert.Rule == rule);
    }

    [Fact]
    public async Task Says_that_nothing_was_kept_and_takes_nothing_in()
    {
        Journey.OnThePath();
        var token = await LinkAsync("forms");
        Clock.Advance(Duration.FromDays(30));
        var reply = await PostAsync(token, $"form-{(int)FormKind.Phq9}", ("answers.9", "0"));
        Assert.Equal(410, reply.Status);
        Assert.Contains("was not kept", reply.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("We have told", reply.Body, StringComparison.Ordinal);
        Assert.Empty(Desk.Given);
    }

    [Fact]
    public async Task Hears_who_withdraws_in_despair()
    {
        Journey.OnThePath();
        var token = await LinkAsync("forms");
        Clock.Advance(Duration.FromDays(30));
        Assert.Equal(410, (await PostAsync(token, "withdraw", ("reason", "no quiero vivir"))).Status);
        Assert.Contains(Desk.Journey(Journey.Id).Alerts.Unresolved, alert => alert.Rule == SafetyRule.CrisisWords);
        Assert.True(Desk.Journey(Journey.Id).Standing.IsOpen);
    }
}
