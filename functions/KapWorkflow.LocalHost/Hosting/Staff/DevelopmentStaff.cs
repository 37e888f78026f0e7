using System.Net;
using KapWorkflow.Core;
using KapWorkflow.Functions;
using Microsoft.AspNetCore.DataProtection;

namespace KapWorkflow.LocalHost;

/// <summary>
/// Who is signed in, on this machine only. The app's development identity reads <see cref="Item"/> of the request and nothing else;
/// here it is set, from a protected cookie or, for programs, from a header. What EasyAuth would send in Azure is taken away: off Azure
/// anybody could write it.
/// </summary>
internal sealed class DevelopmentStaff(RequestDelegate next, IDataProtectionProvider protection)
{
    public const string Item = DevelopmentStaffIdentity.Item;
    public const string Cookie = "kap-staff";
    public const string Header = "x-kap-staff";
    private const string Purpose = "KapWorkflow.LocalHost.sign-in";
    private static readonly string[] Platform = ["X-MS-CLIENT-PRINCIPAL", "X-MS-TOKEN"];

    public Task InvokeAsync(HttpContext http)
    {
        foreach (var header in http.Request.Headers.Keys.Where(IsPlatforms).ToList())
            http.Request.Headers.Remove(header);

        if (IsLocal(http) && StaffId.TryParse(Claimed(http.Request), out var staff))
            http.Items[Item] = staff.Value;
        return next(http);
    }

    public static string Protect(IDataProtectionProvider protection, StaffId staff) => protection.CreateProtector(Purpose).Protect(staff.Value);

    public static bool IsLocal(HttpContext http) => http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);

    private static bool IsPlatforms(string header) => Array.Exists(Platform, start => header.StartsWith(start, StringComparison.OrdinalIgnoreCase));

    private string? Claimed(HttpRequest request)
    {
        if (request.Headers.TryGetValue(Header, out var named))
            return named;

        if (!request.Cookies.TryGetValue(Cookie, out var cookie))
            return null;

        try
        {
            return protection.CreateProtector(Purpose).Unprotect(cookie);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            // Of another data folder, or written by hand.
            return null;
        }
    }
}
