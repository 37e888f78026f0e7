namespace KapWorkflow.Core;

/// <summary>What a person at the practice may do (care-pathway §2.3). A person may hold several.</summary>
[Flags]
public enum Role
{
    None = 0,
    Intake = 1,
    Therapist = 2,
    Prescriber = 4,
    Nurse = 8,
    Director = 16,
    Admin = 32,
    Clinician = Therapist | Prescriber | Nurse,
    Staff = Intake | Clinician | Director,
}

public enum AuthorKind
{
    /// <summary>Time passing, or a rule; never an approver (care-pathway §12, invariant 8).</summary>
    System,
    Website,
    Client,
    Staff,
    Provider,
}

/// <summary>Who recorded a fact. Staff carry the roles they held at that moment.</summary>
public sealed record Author(AuthorKind Kind, StaffId? Staff = null, Role Roles = Role.None)
{
    public static Author System { get; } = new(AuthorKind.System);
    public static Author Website { get; } = new(AuthorKind.Website);
    public static Author Client { get; } = new(AuthorKind.Client);
    public static Author Provider { get; } = new(AuthorKind.Provider);

    public static Author Of(StaffId staff, Role roles) => new(AuthorKind.Staff, staff, roles);

    public bool Has(Role any) => (Roles & any) != Role.None;
}
