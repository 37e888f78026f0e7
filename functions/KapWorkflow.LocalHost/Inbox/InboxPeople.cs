using System.Collections.Concurrent;
using KapWorkflow.Functions;

namespace KapWorkflow.LocalHost;

/// <summary>
/// Whose address a message went to. The app tells providers no names, so the inbox looks them up where the practice keeps them: the
/// clinic's people, the on-call contacts, the clients by the keyed hash of their address.
/// </summary>
internal sealed class InboxPeople(ILocalInbox inbox, LocalPractice practice, IServiceProvider services)
{
    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every message with its person, where anybody knows.</summary>
    public async Task<IReadOnlyList<InboxMessage>> AllAsync(CancellationToken cancellationToken)
    {
        var all = inbox.All;
        foreach (var address in all.Where(message => message.Person is null).Select(message => message.To).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (!_known.ContainsKey(address) && (OfThePractice(address) ?? await ClientAsync(address, cancellationToken)) is { } name)
                _known[address] = name;
        }
        return [.. all.Select(message => message.Person is null && _known.TryGetValue(message.To, out var name) ? message with { Person = name } : message)];
    }

    private string? OfThePractice(string address) =>
        practice.Staff.FirstOrDefault(member => string.Equals(member.Email, address, StringComparison.OrdinalIgnoreCase))?.Name
        ?? (practice.OnCall.FirstOrDefault(contact => contact.PagerId == address || contact.Phone == address || contact.Email == address) is { } contact ? $"On call, {contact.Id}" : null);

    private async Task<string?> ClientAsync(string address, CancellationToken cancellationToken)
    {
        if (services.GetService<KeyedHashes>() is not { } hashes || services.GetService<KnownPeople>() is not { } people || services.GetService<IJourneyStore>() is not { } journeys)
            return null;
        var hash = address.Contains('@', StringComparison.Ordinal) ? hashes.OfEmail(address) : hashes.OfPhone(address);
        var names = new List<string>();
        foreach (var id in await people.JourneysOfAsync(hash, cancellationToken))
        {
            if ((await journeys.LoadAsync(id, cancellationToken))?.Journey.Inquiry?.Details is { } details)
                names.Add($"{details.FirstName} {details.LastName}".Trim());
        }
        // People share telephones.
        return names.Count == 0 ? null : string.Join(", ", names.Distinct(StringComparer.Ordinal));
    }
}
