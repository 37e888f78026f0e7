using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.LocalHost;

/// <summary>What this host's own pages know of the practice. A set of functions without a clinic is hosted too: at UTC, with nobody.</summary>
internal sealed class LocalPractice(IServiceProvider services)
{
    public DateTimeZone Zone => Clinic?.Zone ?? DateTimeZone.Utc;

    public IReadOnlyList<StaffMember> Staff => Clinic?.Staff ?? [];

    private Clinic? Clinic => services.GetService<Func<Clinic>>()?.Invoke();

    public StaffMember? SignedIn(HttpContext http) =>
        http.Items[DevelopmentStaff.Item] is string id ? Staff.FirstOrDefault(member => member.Id.Value == id) : null;
}
