using KapWorkflow.Core;
using Microsoft.AspNetCore.Http;

namespace KapWorkflow.Functions;

/// <summary>A signed-in member of staff, with the roles that hold for this request.</summary>
public sealed record StaffPerson(StaffMember Member, Role Roles)
{
    public Author Author => Author.Of(Member.Id, Roles);

    public bool Has(Role any) => (Roles & any) != Role.None;
}

public abstract record StaffSignIn
{
    private StaffSignIn()
    {
    }

    public sealed record SignedIn(StaffPerson Person) : StaffSignIn;

    /// <summary>Nobody is signed in, or nobody whose sign-in can be believed.</summary>
    public sealed record Nobody : StaffSignIn;

    /// <summary>Somebody is signed in, but not as one of the practice's people with a role.</summary>
    public sealed record Stranger : StaffSignIn;
}

/// <summary>Who is asking. The answer is no unless everything says yes.</summary>
public interface IStaffIdentity
{
    StaffSignIn Of(HttpContext http);

    /// <param name="back">A path of ours to return to.</param>
    string SignInUrl(string back);

    string SignOutUrl { get; }
}

/// <summary>
/// The development sign-in: reads what the local host put beside the request. Nothing that comes over the wire can put it there, so in
/// Azure this names nobody.
/// </summary>
public sealed class DevelopmentStaffIdentity(Clinic clinic) : IStaffIdentity
{
    public const string Item = "kap.dev.staff";

    public string SignOutUrl => "/local/sign-out";

    public StaffSignIn Of(HttpContext http)
    {
        if (!http.Items.TryGetValue(Item, out var item) || !StaffId.TryParse(item?.ToString(), out var id))
            return new StaffSignIn.Nobody();
        return clinic.Find(id) is { Roles: not Role.None } member
            ? new StaffSignIn.SignedIn(new StaffPerson(member, member.Roles))
            : new StaffSignIn.Stranger();
    }

    public string SignInUrl(string back) => $"/local/sign-in?back={Uri.EscapeDataString(back)}";
}
