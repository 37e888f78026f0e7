using KapWorkflow.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>The app's services, one line a feature: Program on the Functions host and the local host both call it.</summary>
public static class KapWorkflowServices
{
    public const string Practice = "practice";

    /// <exception cref="SettingsException">Names every setting that is missing or wrong.</exception>
    public static IServiceCollection AddKapWorkflow(this IServiceCollection services, IConfiguration settings) => services
        .RequireSettings(settings)
        .AddClocks()
        .AddClinic(settings)
        .AddProtection(settings)
        .AddTables(settings)
        .AddRegistries()
        .AddMessaging(settings)
        .AddJourneys()
        .AddWebhooks()
        .AddPages(settings)
        .AddInquiries()
        .AddClients()
        .AddStaff(settings)
        .AddHostedService<AtStart>();

    /// <summary>Every feature's problems together: one correction is enough.</summary>
    private static IServiceCollection RequireSettings(this IServiceCollection services, IConfiguration settings)
    {
        List<string> problems =
        [
            .. ProtectionOptions.From(settings).Problems(),
            .. services.BringTables() ? [] : TablesOptions.From(settings).Problems(),
            .. MessagingOptions.From(settings).Problems(),
            .. ProblemsOf(() => SiteOptions.From(settings)),
            .. ProblemsOf(() => ClinicFile.Read(settings)),
        ];
        if (problems.Count == 0)
            problems.AddRange(TextProblems(ClinicFile.Read(settings).Clinic, MessagingOptions.From(settings)));
        return problems.Count == 0 ? services : throw new SettingsException(problems);

        static IEnumerable<string> ProblemsOf<T>(Func<T> read)
        {
            try
            {
                read();
                return [];
            }
            catch (SettingsException wrong)
            {
                return wrong.Problems;
            }
        }
    }

    /// <summary>A brand or an address that breaks every text is found now, not when somebody is not reminded.</summary>
    private static IEnumerable<string> TextProblems(Clinic clinic, MessagingOptions messaging) =>
    [
        .. TextLinter.MayStandInMessages(clinic.Brand) ? [] : new[] { "clinic.json: brand: choose a short name that says nothing about the treatment." },
        .. clinic.Messaging.SmsEnabled && messaging.HasSms ? TextCheck.Problems(clinic, messaging.Site!) : [],
    ];

    private static bool BringTables(this IServiceCollection services) => services.Any(service => service.ServiceType == typeof(ITables));

    // What the local host has already brought, a clock that can be moved and tables that can crash, stays.
    private static IServiceCollection AddClocks(this IServiceCollection services)
    {
        services.TryAddSingleton<IClock>(SystemClock.Instance);
        services.TryAddSingleton(TimeProvider.System);
        return services;
    }

    private static IServiceCollection AddClinic(this IServiceCollection services, IConfiguration settings)
    {
        var (clinic, json) = ClinicFile.Read(settings);
        return services.AddSingleton(clinic).AddSingleton<Func<Clinic>>(() => clinic).AddSingleton(new ClinicText(json));
    }

    private static IServiceCollection AddProtection(this IServiceCollection services, IConfiguration settings) => services
        .AddSingleton(KeyRing.From(ProtectionOptions.From(settings)))
        .AddSingleton<KeyedHashes>();

    private static IServiceCollection AddTables(this IServiceCollection services, IConfiguration settings) =>
        services.BringTables() ? services : services.AddSingleton<ITables>(AzureTables.From(TablesOptions.From(settings)));

    private static IServiceCollection AddRegistries(this IServiceCollection services) => services
        .AddSingleton<ClientLinks>()
        .AddSingleton<KnownPeople>()
        .AddSingleton<Addresses>()
        .AddSingleton<IdempotencyKeys>()
        .AddSingleton<RequestRates>()
        .AddSingleton<InboundMessages>()
        .AddSingleton<OptOuts>()
        .AddSingleton<ProviderCodes>()
        .AddSingleton(provider => new ClinicVersions(provider.GetRequiredService<ITables>(), Practice));

    private static IServiceCollection AddJourneys(this IServiceCollection services) => services
        .AddSingleton<IJourneyStore, JourneyStore>()
        .AddSingleton<IJourneyDesk, JourneyDesk>()
        .AddSingleton<Reception>()
        .AddSingleton<Bookings>()
        .AddSingleton(provider => new Daysheets(provider.GetRequiredService<ITables>(), Practice, provider.GetRequiredService<Func<Clinic>>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<Board>()
        .AddSingleton<IBoard>(provider => provider.GetRequiredService<Board>())
        .AddSingleton<MessageLinks>()
        .AddSingleton<Outbox>()
        .AddSingleton<Commits>()
        .AddSingleton<Bell>()
        .AddSingleton<Attention>()
        .AddSingleton<Turns>()
        .AddSingleton<Effects>()
        .AddSingleton<OnCallPages>()
        .AddSingleton<SettingsTrial>()
        .AddSingleton<Sweep>();

    private static IServiceCollection AddWebhooks(this IServiceCollection services) => services
        .AddSingleton<Receipts>()
        .AddSingleton<InboundTexts>();
}
