using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;

namespace KapWorkflow.LocalHost.Tests;

public class A_faulty_function
{
    [Fact]
    public void Is_named_with_all_the_others_before_anything_starts()
    {
        var refused = Assert.Throws<FunctionsException>(() => Read(typeof(Faulty)));

        Assert.Equal(
            [
                "Function '1st' (Faulty.BadName): its name must be a letter, then up to 126 letters, digits, - or _.",
                "Function 'asked' (Faulty.Unsourced): parameter 'other' (String) has no source: the route has 'id', and a value is a string, number, Guid, bool or enum.",
                "Function 'astray' (Faulty.AdminRoute): routes under '/admin' are kept for the host.",
                "Function 'barred' (Faulty.NotPublic): it must be a public method of a public class.",
                "Function 'bodiless' (Faulty.Poco): it returns String, which the worker answers with an empty page: return an IActionResult or an IResult.",
                "Function 'both' (Faulty.Both): it has 2 triggers, and a function has one.",
                "Function 'clock' (Faulty.FiveFields): its schedule '*/5 * * * *' is not an NCRONTAB expression of six fields, seconds first, such as '0 */5 * * * *'.",
                "Function 'emptyroute' (Faulty.EmptyRoute): an empty route is not served by the Functions host: use '{ignored:maxlength(0)?}' for the home page.",
                "Function 'lone' (Faulty.NoTrigger): it has no trigger.",
                "Function 'lost' (Faulty.Missing): its schedule is the setting Nightly, which is missing.",
                "Function 'mistaken' (Faulty.WrongTimer): its trigger gives a TimerInfo, and parameter 'timer' is a String.",
                "Function 'orchestra' (Faulty.Client): parameter 'client' (DurableTaskClient) has no source: an orchestrator has its context, one input and a FunctionContext.",
                "Function 'orchestra' (Faulty.Client): an orchestrator is static: an instance would be constructed again at every replay.",
                "Function 'twice' (Faulty.NeverAwaited): it is async void, so nobody can wait for it: return Task.",
                "Function 'unread' (Faulty.BadRoute): its route 'a/{b' cannot be read: There is an incomplete parameter in the route template. Check that each '{' character has a matching '}' character.",
                "Function 'Twice': 2 functions have this name (Faulty.Again, Faulty.NeverAwaited).",
                "Route 'GET /same': more than one function serves it (same1, same2).",
            ],
            refused.Problems);
    }

    [Fact]
    public void Is_not_among_those_of_the_app()
    {
        var found = FunctionCatalogue.FindIn(typeof(KapWorkflow.Functions.KapWorkflowServices).Assembly, new ConfigurationBuilder().Build(), "");

        Assert.NotEmpty(found.All);
    }

    [Fact]
    public async Task Of_a_class_that_cannot_be_constructed_is_named_at_start()
    {
        var refused = await Assert.ThrowsAsync<FunctionsException>(() => AClinic.ServingAsync(typeof(NeedsSomething), typeof(UnknownConstraint)));

        Assert.Collection(
            refused.Problems,
            problem => Assert.Equal("Class NeedsSomething: it needs a IFormatProvider, and nobody has registered one.", problem),
            problem => Assert.StartsWith("Function 'unconstrained': its route 'x/{y:nonsense}' cannot be served: ", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Is_not_one_whose_schedule_is_a_setting_that_is_there()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Nightly", "0 0 3 * * *")]).Build();

        var found = FunctionCatalogue.Of([typeof(Scheduled)], settings, "");

        Assert.Equal("nightly", Assert.Single(found.All).Name);
    }

    [Theory]
    [InlineData("0 */5 * * * *", true)]
    [InlineData("0 30 9-17 * JAN-MAR MON-FRI", true)]
    [InlineData("0 0 0 L * *", false)]
    [InlineData("0 0 0 15W * *", false)]
    [InlineData("@daily", false)]
    [InlineData("0 0 25 * * *", false)]
    public void Is_one_whose_schedule_the_Functions_host_would_refuse(string schedule, bool isGood) => Assert.Equal(isGood, TimerSchedule.Parse(schedule) is not null);

    private static FunctionCatalogue Read(params Type[] types) => FunctionCatalogue.Of(types, new ConfigurationBuilder().Build(), "");

    public sealed class NeedsSomething(IFormatProvider something)
    {
        [Function("needy")]
        public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Results.Text(something.ToString());
    }

    public static class UnknownConstraint
    {
        [Function("unconstrained")]
        public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "x/{y:nonsense}")] HttpRequest request, string y) => Results.Text(y);
    }

    public static class Scheduled
    {
        [Function("nightly")]
        public static Task Run([TimerTrigger("%Nightly%")] TimerInfo timer) => Task.CompletedTask;
    }

    public sealed class Faulty
    {
        [Function("1st")]
        public static void BadName([TimerTrigger("0 * * * * *")] TimerInfo timer)
        {
        }

        [Function("asked")]
        public static IResult Unsourced([HttpTrigger(AuthorizationLevel.Anonymous, Route = "asked/{id}")] HttpRequest request, string id, string other) => Results.Text(id + other);

        [Function("astray")]
        public static IResult AdminRoute([HttpTrigger(AuthorizationLevel.Anonymous, Route = "admin/people")] HttpRequest request) => Results.NoContent();

        [Function("barred")]
        internal static IResult NotPublic([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Results.NoContent();

        [Function("bodiless")]
        public static Task<string> Poco([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Task.FromResult("");

        [Function("both")]
        public static void Both([TimerTrigger("0 * * * * *")] TimerInfo timer, [ActivityTrigger] string input)
        {
        }

        [Function("clock")]
        public static void FiveFields([TimerTrigger("*/5 * * * *")] TimerInfo timer)
        {
        }

        [Function("emptyroute")]
        public static IResult EmptyRoute([HttpTrigger(AuthorizationLevel.Anonymous, Route = "")] HttpRequest request) => Results.NoContent();

        [Function("lone")]
        public static void NoTrigger(string text)
        {
        }

        [Function("lost")]
        public static void Missing([TimerTrigger("%Nightly%")] TimerInfo timer)
        {
        }

        [Function("mistaken")]
        public static void WrongTimer([TimerTrigger("0 * * * * *")] string timer)
        {
        }

        [Function("orchestra")]
        public Task Client([OrchestrationTrigger] TaskOrchestrationContext context, [DurableClient] DurableTaskClient client) => Task.CompletedTask;

        [Function("same1")]
        public static IResult Same1([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "same")] HttpRequest request) => Results.NoContent();

        [Function("same2")]
        public static IResult Same2([HttpTrigger(AuthorizationLevel.Anonymous, "post", "get", Route = "/same/")] HttpRequest request) => Results.NoContent();

        [Function("Twice")]
        public static void Again([ActivityTrigger] string input)
        {
        }

        [Function("twice")]
#pragma warning disable MA0155 // That is the fault.
        public static async void NeverAwaited([ActivityTrigger] string input) => await Task.Yield();
#pragma warning restore MA0155

        [Function("unread")]
        public static IResult BadRoute([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a/{b")] HttpRequest request) => Results.NoContent();
    }
}
