using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>What may happen at any time: endings, corrections, duplicates, an address that takes no mail.</summary>
public sealed partial class Anybody
{
    private static readonly JourneyId Twin = JourneyId.Parse("jr_bbbbbbbbbbbbbbbbbbbbbbbbbb");

    private Command AtAnyTime(Journey journey, Instant now, Clinic clinic) => Draw(15) switch
    {
        0 => new NotePossibleDuplicate(Twin),
        1 => new MergeDuplicate(Twin, "the same person"),
        2 => new KeepApart(Twin, "two people"),
        3 => new CorrectDetails("they said so", LastName: Yes() ? "Hale" : null, State: Draw(6) == 0 ? "NY" : null, IsAdult: Draw(6) == 0 ? Yes() : null),
        4 => new RecordCameForward("Sam", null, "sam@example.test", null, false, "en", "America/New_York", "MA", Usually()),
        5 => new CorrectContactAttempt(Yes(), Yes(), "the wrong journey"),
        6 => new StopEmail(Any<EmailStop>(), Yes() ? now : null),
        7 => new ResumeEmail("they want them again"),
        8 => new CorrectAttendance(Which(journey), Yes(), "seen in the room"),
        9 => Draw(4) == 0 ? new DischargeForSafety("not safe here", "the hospital", Usually()) : new CorrectAttendance(Which(journey), Yes(), "seen in the room"),
        10 => Draw(4) == 0 ? new ReferOut("another practice suits better", "a clinic near them", Day(now, clinic)) : new ReopenJourney("came back"),
        11 => new RetractDeath("a mistake"),
        12 => Draw(4) == 0 ? new ReopenCarePath("therapy first") : new ResumeEmail("they want them again"),
        13 => new MergeDuplicate(Twin, "the same person"),
        _ => new ReopenJourney("came back"),
    };
}
