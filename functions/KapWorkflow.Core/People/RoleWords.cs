namespace KapWorkflow.Core;

/// <summary>Roles as people say them.</summary>
public static class RoleWords
{
    private static readonly Role[] Single = [Role.Intake, Role.Therapist, Role.Prescriber, Role.Nurse, Role.Director, Role.Admin];

    /// <summary>"therapist or prescriber".</summary>
    public static string Of(Role roles) => string.Join(" or ", Single.Where(role => roles.HasFlag(role)).Select(Word));

    /// <summary>"a therapist or a prescriber".</summary>
    public static string AnyOf(Role roles) => string.Join(" or ", Single.Where(role => roles.HasFlag(role)).Select(role => role switch
    {
        Role.Intake => "somebody of intake",
        Role.Director => "the director",
        _ => $"a {Word(role)}",
    }));

    private static string Word(Role role) => role.ToString().ToLowerInvariant();
}
