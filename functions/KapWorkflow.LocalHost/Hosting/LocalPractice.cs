using System.Globalization;
using KapWorkflow.Core;
using KapWorkflow.Functions;
using NodaTime;

namespace KapWorkflow.LocalHost;

/// <summary>What this host's own pages know of the practice. A set of functions without a clinic is hosted too: at UTC, with nobody.</summary>
internal sealed class LocalPractice(IServiceProvider services)
{
    public DateTimeZone Zone => Clinic?.Zone ?? DateTimeZone.Utc;

    public IReadOnlyList<StaffMember> Staff => Clinic?.Staff ?? [];

    public IReadOnlyList<OnCallContact> OnCall => Clinic?.OnCall ?? [];

    /// <summary>What a person could see by now, in one string: it differs when anything was sent, or anything changed for staff.</summary>
    public async Task<string> SightAsync(CancellationToken cancellationToken)
    {
        var sent = services.GetService<ILocalInbox>()?.All.Count ?? 0;
        var board = services.GetService<IBoard>() is { } shown ? await shown.ListAsync(cancellationToken) : [];
        return string.Join('|', board.Select(row => $"{row.Journey} {row.Stage} {row.Standing} {row.Alert} {string.Join(',', row.Tasks)}").Prepend(sent.ToString(CultureInfo.InvariantCulture)));
    }

    private Clinic? Clinic => Of(services);

    public static Clinic? Of(IServiceProvider services) => services.GetService<Func<Clinic>>()?.Invoke() ?? services.GetService<Clinic>();

    public StaffMember? SignedIn(HttpContext http) =>
        http.Items[DevelopmentStaff.Item] is string id ? Staff.FirstOrDefault(member => member.Id.Value == id) : null;
}
