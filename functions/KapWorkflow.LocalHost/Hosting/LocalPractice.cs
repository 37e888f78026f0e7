using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.LocalHost;

/// <summary>What this host's own pages know of the practice. A set of functions without a clinic is hosted too: at UTC, with nobody.</summary>
internal sealed class LocalPractice(IServiceProvider services)
{
    public DateTimeZone Zone => Clinic?.Zone ?? DateTimeZone.Utc;

    public IReadOnlyList<StaffMember> Staff => Clinic?.Staff ?? [];

    public IReadOnlyList<OnCallContact> OnCall => Clinic?.OnCall ?? [];

    private Clinic? Clinic => Of(services);

    public static Clinic? Of(IServiceProvider services) => services.GetService<Func<Clinic>>()?.Invoke() ?? services.GetService<Clinic>();

    public StaffMember? SignedIn(HttpContext http) =>
        http.Items[DevelopmentStaff.Item] is string id ? Staff.FirstOrDefault(member => member.Id.Value == id) : null;
}
