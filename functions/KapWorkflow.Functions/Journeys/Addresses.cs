using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>
/// Makes a journey findable under the addresses it is about to get, before they are recorded: a text from the new number, a cry for
/// help among them, is never a stranger's. Only what the rules will accept is noted.
/// </summary>
public sealed class Addresses(KnownPeople people, KeyedHashes hashes, Func<Clinic> clinic, IClock clock)
{
    public async Task NoteAsync(LoadedJourney read, Command command, Author by, CancellationToken cancellation)
    {
        var (email, phone) = command switch
        {
            CorrectContact correct => (correct.Email, correct.Phone),
            RecordCameForward forward => (forward.Email, forward.Phone),
            _ => (null, null),
        };
        if ((email ?? phone) is null || Pathway.Decide(read.Journey, command, new Moment(clock.GetCurrentInstant(), by, clinic())) is not Decision.Accepted)
            return;
        if (email is not null && email != read.Journey.Contact.Email)
            await people.NoteAsync(hashes.OfEmail(email), read.Journey.Id, cancellation);
        if (phone is not null && phone != read.Journey.Contact.Phone)
            await people.NoteAsync(hashes.OfPhone(phone), read.Journey.Id, cancellation);
    }
}
