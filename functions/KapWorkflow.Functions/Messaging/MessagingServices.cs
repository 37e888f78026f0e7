using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KapWorkflow.Functions;

/// <summary>Senders, signatures and texts.</summary>
public static class MessagingServices
{
    /// <remarks>The senders ask for the <see cref="Core.Clinic"/>, which is not registered here.</remarks>
    /// <exception cref="SettingsException">Names every setting of messaging that is missing or wrong.</exception>
    public static IServiceCollection AddMessaging(this IServiceCollection services, IConfiguration settings)
    {
        var options = MessagingOptions.From(settings);
        return options.Problems() is { Count: > 0 } problems ? throw new SettingsException(problems) : services.AddMessaging(options);
    }

    /// <summary>The same, with options that were checked already.</summary>
    public static IServiceCollection AddMessaging(this IServiceCollection services, MessagingOptions options)
    {
        services.AddSingleton(options);
        services.AddProvider(SendGridSender.ClientName, options).AddProvider(TwilioSender.ClientName, options).AddProvider(WebhookPager.ClientName, options);
        services.AddSingleton<IEmailSender, SendGridSender>();
        services.AddSingleton<MessageComposer>().AddSingleton<TwilioSignature>().AddSingleton<SendGridSignature>();
        if (options.HasSms)
            services.AddSingleton<ISmsSender, TwilioSender>();
        else
            services.AddSingleton<ISmsSender, NoSms>();
        if (options.HasPager)
            services.AddSingleton<IPager, WebhookPager>();
        else
            services.AddSingleton<IPager, NoPager>();
        return services;
    }

    /// <summary>
    /// No redirects, which would turn a post into a get; no cookies; no retries, which are duties (architecture §5); and no logging of
    /// addresses, because Twilio's list is asked for with a number in the query.
    /// </summary>
    private static IServiceCollection AddProvider(this IServiceCollection services, string name, MessagingOptions options)
    {
        services.AddHttpClient(name)
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = options.ConnectPatience,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            .RemoveAllLoggers();
        return services;
    }
}
