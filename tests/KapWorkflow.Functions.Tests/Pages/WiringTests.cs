using KapWorkflow.Core;
using KapWorkflow.LocalHost;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NSubstitute;

namespace KapWorkflow.Functions.Tests;

public class The_pages_services
{
    private static readonly Type[] Functions = [typeof(InquiryFunctions), typeof(ClientFunctions), typeof(StaffFunctions), typeof(StaffApiFunctions), typeof(AssetFunctions), typeof(UnknownFunctions)];

    [Fact]
    public void Make_every_function_of_the_pages()
    {
        var settings = new ConfigurationBuilder().Build();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(AClinicOf.Portland)
            .AddSingleton<IClock>(SystemClock.Instance)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<ITables>(new InMemoryTables())
            .AddSingleton(AKeyRing.New)
            .AddSingleton<KeyedHashes>()
            .AddSingleton<ClientLinks>()
            .AddSingleton<IdempotencyKeys>()
            .AddSingleton<RequestRates>()
            .AddSingleton(Substitute.For<IJourneyDesk>())
            .AddSingleton(Substitute.For<IBoard>())
            .AddPages(settings).AddInquiries().AddClients().AddStaff(settings)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        Assert.All(Functions, function => Assert.NotNull(ActivatorUtilities.CreateInstance(services, function)));
        Assert.IsType<EasyAuthStaffIdentity>(services.GetRequiredService<IStaffIdentity>());
    }

    [Fact]
    public void Keep_the_routes_that_messages_and_the_website_know()
    {
        var routes = Functions.SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttributes(typeof(FunctionAttribute), inherit: false).Length > 0)
            .Select(method => (HttpTriggerAttribute)method.GetParameters()[0].GetCustomAttributes(typeof(HttpTriggerAttribute), inherit: false).Single())
            .ToList();
        Assert.All(routes, trigger => Assert.Equal(AuthorizationLevel.Anonymous, trigger.AuthLevel));
        Assert.Equal(
            [
                " {*address}", "get api/staff/journeys/{id}", "get api/staff/tasks", "get assets/{name}", "get c/{token}", "get c/{token}/{act}", "get inquiry", "get inquiry/thanks",
                "get staff", "get staff/journeys/{id}", "get staff/journeys/{id}/forms/{number}", "get staff/tasks", "get staff/tasks/{id}", "get {ignored:maxlength(0)?}",
                "post api/inquiries", "post api/staff/journeys/{id}/{command}", "post api/staff/tasks/{id}/decision", "post c/{token}/{act}",
                "post staff/journeys/{id}/{command}", "post staff/tasks/{id}/decision",
            ],
            routes.Select(trigger => $"{trigger.Methods?.SingleOrDefault()} {trigger.Route}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Name_every_setting_that_is_wrong()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Site:BaseUrl"] = "visits", ["Site:AddressFrom"] = "header", ["Site:RateMinutes"] = "-1" }).Build();
        Assert.Equal(3, Assert.Throws<SettingsException>(() => SiteOptions.From(settings)).Problems.Count);
    }

    [Theory]
    [InlineData(false, "203.0.113.7")]
    [InlineData(true, "198.51.100.4")]
    public void Take_an_address_from_headers_only_where_the_platform_writes_them(bool platform, string address)
    {
        var request = AnHttpRequest.Get("/", ("X-Forwarded-For", "10.0.0.1, 198.51.100.4:52345"));
        Assert.Equal(address, ClientAddress.Of(request.HttpContext, new SiteOptions { AddressFromPlatform = platform }));
    }

    [Fact]
    public void Count_a_whole_IPv6_network_as_one_address()
    {
        var (one, two) = (AnHttpRequest.Get("/"), AnHttpRequest.Get("/"));
        one.HttpContext.Connection.RemoteIpAddress = System.Net.IPAddress.Parse("2001:db8:1:2::1");
        two.HttpContext.Connection.RemoteIpAddress = System.Net.IPAddress.Parse("2001:db8:1:2:ffff::2");
        Assert.Equal(ClientAddress.Of(one.HttpContext, new SiteOptions()), ClientAddress.Of(two.HttpContext, new SiteOptions()));
    }
}
