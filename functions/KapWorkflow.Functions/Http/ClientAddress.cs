using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace KapWorkflow.Functions;

/// <summary>Who is at the other end, as far as rate limits go. The address is only ever hashed.</summary>
public static class ClientAddress
{
    public static string Of(HttpContext context, SiteOptions site) =>
        (site.AddressFromPlatform ? FromPlatform(context.Request.Headers) : context.Connection.RemoteIpAddress) is { } address ? Network(address) : "unknown";

    /// <summary>The front end appends to X-Forwarded-For: only its own, last entry can be believed.</summary>
    private static IPAddress? FromPlatform(IHeaderDictionary headers) =>
        Parse(headers["X-Azure-ClientIP"].LastOrDefault()) ?? Parse(headers["X-Forwarded-For"].LastOrDefault()?.Split(',')[^1]);

    private static IPAddress? Parse(string? text) =>
        IPAddress.TryParse(text?.Trim(), out var address) ? address
        : IPEndPoint.TryParse(text?.Trim() ?? "", out var withPort) ? withPort.Address
        : null;

    /// <summary>Whoever has one IPv6 address has its whole /64.</summary>
    private static string Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes) + "/64";
    }
}
