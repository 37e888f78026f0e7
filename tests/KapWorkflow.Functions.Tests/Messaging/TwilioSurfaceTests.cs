using System.Reflection;
using System.Text;

namespace KapWorkflow.Functions.Tests;

/// <summary>
/// The stand-in offers what stands in twilio.surface.txt and no more. Each line of that file is a member of Twilio 7.14.9; one that
/// the package lacks would compile here and nowhere else.
/// </summary>
public class The_twilio_stand_in
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public async Task Offers_no_more_than_the_package()
    {
        var surface = new StringBuilder();
        var types = typeof(MessagingOptions).Assembly.GetExportedTypes().Where(type => type.Namespace is "Twilio" || type.Namespace?.StartsWith("Twilio.", StringComparison.Ordinal) == true);
        foreach (var type in types.OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            surface.Append(type.FullName).Append(" : ").Append(type.BaseType?.ToString() ?? "interface").Append('\n');
            foreach (var member in type.GetMembers(Own).Where(member => member is not MethodInfo { IsSpecialName: true } || member.Name == "op_Implicit").Select(Words).Order(StringComparer.Ordinal))
                surface.Append("  ").Append(member).Append('\n');
        }
        await Golden.HoldsAsync("twilio.surface.txt", surface.ToString());
    }

    private static string Words(MemberInfo member) => member switch
    {
        PropertyInfo property => $"{property} {{{(property.GetMethod?.IsPublic == true ? " get;" : "")}{(property.SetMethod?.IsPublic == true ? " set;" : "")} }}",
        MethodBase method => $"{member} [{string.Join(", ", method.GetParameters().Select(parameter => parameter.Name))}]",
        _ => member.ToString()!,
    };
}
