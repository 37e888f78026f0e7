using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KapWorkflow.LocalHost.Tests;

/// <summary>What code can see of some sources: each type with its kind and bases, each member with the names and defaults that callers may write.</summary>
public static partial class PublicSurface
{
    private static readonly SyntaxKind[] Compared =
    [
        SyntaxKind.PublicKeyword, SyntaxKind.ProtectedKeyword, SyntaxKind.AbstractKeyword, SyntaxKind.VirtualKeyword, SyntaxKind.OverrideKeyword,
        SyntaxKind.SealedKeyword, SyntaxKind.StaticKeyword, SyntaxKind.ReadOnlyKeyword, SyntaxKind.ConstKeyword, SyntaxKind.NewKeyword,
    ];

    /// <summary>One line a type or member.</summary>
    public static IReadOnlySet<string> Of(string source) => CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes()
        .OfType<MemberDeclarationSyntax>()
        .Where(type => type is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax && IsVisible(type))
        .SelectMany(Lines)
        .ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Lines(MemberDeclarationSyntax declared)
    {
        var home = string.Join('.', declared.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Select(space => space.Name.ToString()).Reverse());
        if (declared is DelegateDeclarationSyntax one)
        {
            yield return $"{home}.{one.Identifier}: delegate {Name(one.ReturnType)} {List(one.ParameterList)}";
            yield break;
        }

        var type = (BaseTypeDeclarationSyntax)declared;
        var name = $"{home}.{type.Identifier}{(type as TypeDeclarationSyntax)?.TypeParameterList}";
        yield return $"{name}: {Modifiers(type)} {Kind(type)}";
        foreach (var parent in type.BaseList?.Types ?? default) yield return $"{name}: is {Name(parent.Type)}";
        var members = type switch
        {
            EnumDeclarationSyntax values => values.Members.Select((value, number) => $"{value.Identifier} = {value.EqualsValue?.Value.ToString() ?? number.ToString(System.Globalization.CultureInfo.InvariantCulture)}"),
            TypeDeclarationSyntax all => Primary(all).Concat(all.Members.Where(IsVisible).SelectMany(Member)),
            _ => [],
        };
        foreach (var member in members) yield return $"{name}: {member}";
    }

    /// <summary>A primary constructor is one more constructor; a record's makes properties as well.</summary>
    private static IEnumerable<string> Primary(TypeDeclarationSyntax type)
    {
        if (type.ParameterList is not { } parameters) yield break;
        yield return $"public {type.Identifier}{List(parameters)}";
        if (type is not RecordDeclarationSyntax) yield break;
        foreach (var parameter in parameters.Parameters) yield return $"public {Name(parameter.Type)} {parameter.Identifier} {{ get init }}";
    }

    private static IEnumerable<string> Member(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => [$"{Modifiers(method)} {Name(method.ReturnType)} {method.Identifier}{method.TypeParameterList}{List(method.ParameterList)}{Constraints(method)}"],
        ConstructorDeclarationSyntax constructor => [$"{Modifiers(constructor)} {constructor.Identifier}{List(constructor.ParameterList)}"],
        PropertyDeclarationSyntax property => [$"{Modifiers(property)} {Name(property.Type)} {property.Identifier} {{ {Accessors(property)} }}"],
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => $"{Modifiers(field)} {Name(field.Declaration.Type)} {variable.Identifier}{Value(field, variable)}"),
        ConversionOperatorDeclarationSyntax conversion => [$"{conversion.ImplicitOrExplicitKeyword} {Name(conversion.Type)}{List(conversion.ParameterList)}"],
        OperatorDeclarationSyntax operation => [$"{Name(operation.ReturnType)} {operation.OperatorToken}{List(operation.ParameterList)}"],
        BaseTypeDeclarationSyntax or DelegateDeclarationSyntax => [],
        EventFieldDeclarationSyntax raised => [$"{Modifiers(raised)} event {raised.Declaration}"],
        _ => [member.ToString()],
    };

    private static bool IsVisible(MemberDeclarationSyntax member) => member.Parent is InterfaceDeclarationSyntax
        || member.Modifiers.Any(modifier => modifier.IsKind(SyntaxKind.PublicKeyword) || modifier.IsKind(SyntaxKind.ProtectedKeyword));

    private static string Modifiers(MemberDeclarationSyntax member) =>
        string.Join(' ', member.Modifiers.Where(modifier => Compared.Contains(modifier.Kind())).Select(modifier => modifier.Text).Order(StringComparer.Ordinal));

    private static string Kind(BaseTypeDeclarationSyntax type) => type switch
    {
        RecordDeclarationSyntax record => $"record {record.ClassOrStructKeyword}".TrimEnd(),
        TypeDeclarationSyntax other => other.Keyword.Text,
        _ => "enum",
    };

    private static string Accessors(PropertyDeclarationSyntax property) => property.AccessorList is { } list
        ? string.Join(' ', list.Accessors.Where(accessor => accessor.Modifiers.Count == 0).Select(accessor => accessor.Keyword.Text))
        : "get";

    private static string List(BaseParameterListSyntax list) => $"({string.Join(", ", list.Parameters.Select(Parameter))})";

    private static string Parameter(ParameterSyntax parameter) =>
        $"{string.Concat(parameter.Modifiers.Select(modifier => modifier.Text + " "))}{Name(parameter.Type)} {parameter.Identifier}{(parameter.Default is { } value ? $" = {Name(value.Value)}" : "")}";

    private static string Constraints(MethodDeclarationSyntax method) => string.Concat(method.ConstraintClauses.Select(clause => $" {clause.ToString().Trim()}"));

    private static string Value(FieldDeclarationSyntax field, VariableDeclaratorSyntax variable) =>
        field.Modifiers.Any(SyntaxKind.ConstKeyword) ? $" {variable.Initializer}" : "";

    /// <summary>Without the namespaces before it, which each file may shorten by its own usings.</summary>
    private static string Name(SyntaxNode? node) => Qualifiers().Replace(node?.ToString() ?? "", "");

    [GeneratedRegex(@"(\w+\.)+(?=\w)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Qualifiers();
}
