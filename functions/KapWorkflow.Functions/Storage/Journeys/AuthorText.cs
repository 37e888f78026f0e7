using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>
/// An author in a row, readable by auditors: `system`, `client`, `staff:st_ada:Therapist+Director`. Roles are written one by one, so
/// that a combined role may change its meaning without changing what was recorded.
/// </summary>
internal static class AuthorText
{
    private static readonly Role[] Single = [.. Enum.GetValues<Role>().Where(role => BitOperations.IsPow2((int)role))];

    public static string Write(Author by) => by.Staff is { } staff
        ? $"{Word(by.Kind)}:{staff}:{string.Join('+', Single.Where(role => by.Has(role)))}"
        : Word(by.Kind);

    public static bool TryParse(string text, [NotNullWhen(true)] out Author? author)
    {
        author = null;
        var parts = text.Split(':');
        if (!Enum.GetValues<AuthorKind>().Any(kind => Word(kind) == parts[0])) return false;
        var who = Enum.Parse<AuthorKind>(parts[0], ignoreCase: true);
        if (parts.Length == 1)
        {
            author = new Author(who);
            return true;
        }
        var words = parts is [_, _, { Length: > 0 } some] ? some.Split('+') : [];
        var roles = Single.Where(role => words.Contains(role.ToString(), StringComparer.Ordinal)).ToList();
        if (parts.Length != 3 || roles.Count != words.Length || !StaffId.TryParse(parts[1], out var staff)) return false;
        author = new Author(who, staff, roles.Aggregate(Role.None, (all, role) => all | role));
        return true;
    }

    private static string Word(AuthorKind kind) => kind.ToString().ToLowerInvariant();
}
