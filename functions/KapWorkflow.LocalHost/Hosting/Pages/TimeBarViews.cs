using KapWorkflow.Core;
using NodaTime.Text;

namespace KapWorkflow.LocalHost;

internal sealed class TimeBarViews(ClinicTime time, LocalPractice practice, ILocalInbox inbox)
{
    public TimeBarView Of(HttpContext http)
    {
        var zone = practice.Zone;
        return new TimeBarView(
            PracticeMoment.Words(time.Now, zone), time.Next is { } next ? PracticeMoment.Words(next, zone) : null, time.IsHeld, inbox.All.Count, practice.SignedIn(http)?.Name)
        {
            Earliest = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Format(PracticeTime.Local(time.Now, zone)),
        };
    }
}
