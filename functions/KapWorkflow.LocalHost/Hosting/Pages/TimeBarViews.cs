namespace KapWorkflow.LocalHost;

internal sealed class TimeBarViews(IClinicTime time, LocalPractice practice, ILocalInbox inbox)
{
    public TimeBarView Of(HttpContext http)
    {
        var zone = practice.Zone;
        return new TimeBarView(
            PracticeMoment.Words(time.Now, zone), time.NextStop is { } next ? PracticeMoment.Words(next, zone) : null, time.IsHeld, inbox.All.Count, practice.SignedIn(http)?.Name);
    }
}
