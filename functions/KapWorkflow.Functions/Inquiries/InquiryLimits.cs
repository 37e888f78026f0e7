using Microsoft.AspNetCore.Http;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>How many inquiries an address may send. A repeat under one idempotency key is the same inquiry and does not count.</summary>
public sealed class InquiryLimits(RequestRates rates, IdempotencyKeys keys, KeyedHashes hashes, SiteOptions site)
{
    public async Task<RateAnswer> AskAsync(HttpRequest request, string? key, CancellationToken cancellation)
    {
        var repeated = key is null ? null : hashes.OfIdempotencyKey(key);
        if (repeated is not null && await keys.KnowsAsync(repeated, cancellation))
            return RateAnswer.Yes;
        var address = hashes.OfAddress(ClientAddress.Of(request.HttpContext, site));
        return await rates.AskAsync(address, site.InquiriesPerWindow, Duration.FromMinutes(site.RateMinutes), repeated, cancellation);
    }
}
