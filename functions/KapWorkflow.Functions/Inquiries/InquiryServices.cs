using Microsoft.Extensions.DependencyInjection;

namespace KapWorkflow.Functions;

public static class InquiryServices
{
    /// <summary>The inquiry's door. Needs <see cref="IJourneyDesk"/>, <see cref="RequestRates"/>, <see cref="IdempotencyKeys"/> and <see cref="KeyedHashes"/>.</summary>
    public static IServiceCollection AddInquiries(this IServiceCollection services) => services
        .AddSingleton<InquiryPages>()
        .AddSingleton<InquiryLimits>()
        .AddSingleton<InquiryDesk>();
}
