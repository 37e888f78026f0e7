using System.Reflection;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>Something a person or the passing of time asks of a journey, in the imperative.</summary>
public abstract record Command;

/// <summary>What a command is called in URLs, what a page calls it, and who may give it.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class CommandAttribute(string name, string title, Role roles = Role.None) : Attribute
{
    public string Name { get; } = name;
    public string Title { get; } = title;
    public Role Roles { get; } = roles;

    /// <summary>Clients may give it through a link of theirs.</summary>
    public bool ByClient { get; init; }

    /// <summary>Time, the website or a provider may give it although it has roles; what has none is theirs alone.</summary>
    public bool BySystem { get; init; }
}

/// <summary>The circumstances of a decision: when, by whom, under which rules.</summary>
public sealed record Moment(Instant Now, Author By, Clinic Clinic);

public sealed record CommandKind(Type Type, string Name, string Title, Role Roles, bool ByClient)
{
    public bool BySystem { get; init; }

    /// <summary>The system, the website and providers record what comes by itself, and approve nothing (care-pathway §12, invariant 8).</summary>
    public bool Allows(Author author) => author.Kind switch
    {
        AuthorKind.Staff => author.Has(Roles),
        AuthorKind.Client => ByClient,
        _ => BySystem || (Roles == Role.None && !ByClient),
    };
}

/// <summary>Every command there is, by its name.</summary>
public static class Commands
{
    public static IReadOnlyList<CommandKind> All { get; } =
    [
        .. typeof(Command).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Command)) && !type.IsAbstract)
            .Select(type => (type, attribute: type.GetCustomAttribute<CommandAttribute>()
                ?? throw new InvalidOperationException($"{type.Name} has no [Command].")))
            .Select(each => new CommandKind(each.type, each.attribute.Name, each.attribute.Title, each.attribute.Roles, each.attribute.ByClient) { BySystem = each.attribute.BySystem })
            .OrderBy(kind => kind.Name, StringComparer.Ordinal),
    ];

    private static readonly Dictionary<string, CommandKind> ByName = All.ToDictionary(kind => kind.Name, StringComparer.Ordinal);
    private static readonly Dictionary<Type, CommandKind> ByType = All.ToDictionary(kind => kind.Type);

    public static CommandKind? Find(string name) => ByName.GetValueOrDefault(name);

    public static CommandKind KindOf(Command command) => ByType[command.GetType()];
}
