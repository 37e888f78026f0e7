using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace KapWorkflow.Core.Tests;

/// <summary>What the design promises of the source as a whole (architecture §2, house style).</summary>
public partial class The_architecture
{
    private static readonly Assembly Core = typeof(Journey).Assembly;

    private static IEnumerable<Type> Written => Core.GetTypes().Where(type => type.GetCustomAttribute<CompilerGeneratedAttribute>() is null && type.Namespace == "KapWorkflow.Core");

    [Fact]
    public void Has_no_settable_property_in_Core() => Assert.Empty(Written
        .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(property => property.SetMethod is { } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)))
        .Select(property => $"{property.DeclaringType!.Name}.{property.Name}"));

    [Fact]
    public void Has_no_field_in_Core_that_changes() => Assert.Empty(Written
        .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(field => !field.IsInitOnly && !field.IsLiteral && field.GetCustomAttribute<CompilerGeneratedAttribute>() is null)
        .Select(field => $"{field.DeclaringType!.Name}.{field.Name}"));

    [Fact]
    public void Lets_Core_depend_on_nothing_but_NodaTime() => Assert.All(
        Core.GetReferencedAssemblies().Select(each => each.Name!),
        name => Assert.True(name.StartsWith("System", StringComparison.Ordinal) || name.StartsWith("NodaTime", StringComparison.Ordinal), name));

    [Fact]
    public void Keeps_every_fact_and_command_a_sealed_record() => Assert.All(
        Written.Where(type => (type.IsSubclassOf(typeof(Fact)) || type.IsSubclassOf(typeof(Command))) && !type.IsAbstract),
        type =>
        {
            Assert.True(type.IsSealed, $"{type.Name} is not sealed");
            Assert.NotNull(type.GetMethod("<Clone>$"));
        });

    [Fact]
    public void Names_every_command_and_lets_somebody_give_it()
    {
        Assert.Equal(Written.Count(type => type.IsSubclassOf(typeof(Command)) && !type.IsAbstract), Commands.All.Count);
        Assert.Equal(Commands.All.Count, Commands.All.Select(kind => kind.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(Commands.All, kind => Assert.Same(kind, Commands.Find(kind.Name)));
        Assert.All(Commands.All, kind => Assert.Matches("^[a-z]+(-[a-z]+)*$", kind.Name));
    }

    [Fact]
    public void Has_every_kind_of_task_in_the_catalogue_with_commands_that_its_roles_may_give()
    {
        Assert.Equal(Enum.GetValues<TaskKind>(), TaskCatalogue.All.Select(form => form.Kind).Order());
        Assert.All(TaskCatalogue.All, form => Assert.All(form.Commands, name =>
        {
            var kind = Commands.Find(name) ?? throw new InvalidOperationException($"{form.Kind} offers {name}, which is no command");
            Assert.True((kind.Roles & form.Roles) != Role.None, $"nobody who has the task {form.Kind} may give {name}");
        }));
        // Whoever has the task can finish it in some way.
        var single = new[] { Role.Intake, Role.Therapist, Role.Prescriber, Role.Nurse, Role.Director };
        Assert.All(TaskCatalogue.All, form => Assert.All(
            single.Where(role => form.Roles.HasFlag(role)),
            role => Assert.True(form.Commands.Any(name => Commands.Find(name)!.Roles.HasFlag(role)), $"{role} has the task {form.Kind} and may do nothing about it")));
    }

    [Fact]
    public void Has_words_in_the_diary_for_every_text() => Assert.All(Text.All, text => Assert.NotEmpty(Diary.Words(text)));

    [Fact]
    public void Knows_every_text_by_one_id() => Assert.Equal(Text.All.Count, Text.All.Select(text => text.Id).Distinct(StringComparer.Ordinal).Count());

    [Theory]
    [InlineData("KapWorkflow.Core")]
    [InlineData("KapWorkflow.Functions", "KapWorkflow.Core")]
    [InlineData("KapWorkflow.Functions.Offline", "KapWorkflow.Core")]
    [InlineData("KapWorkflow.LocalHost", "KapWorkflow.Functions.Offline")]
    public void Points_its_arrows_one_way(string project, params string[] to) => Assert.Equal(
        to, Project(project).Descendants("ProjectReference").Select(each => Path.GetFileNameWithoutExtension(Include(each).Replace('\\', '/'))));

    [Fact]
    public void Compiles_one_list_of_files_into_both_apps()
    {
        var linked = Assert.Single(Project("KapWorkflow.Functions.Offline").Descendants("Compile"));
        Assert.Equal("$(AppRoot)**/*.cs", Include(linked));
        Assert.Equal("$(AppRoot)Program.cs;$(AppRoot)bin/**;$(AppRoot)obj/**", linked.Attribute("Exclude")!.Value);
        Assert.Contains("../KapWorkflow.Functions/", Project("KapWorkflow.Functions.Offline").Descendants("AppRoot").Single().Value, StringComparison.Ordinal);
        Assert.Empty(Project("KapWorkflow.Functions").Descendants("Compile"));
        Assert.Equal(Root("KapWorkflow.Functions"), Root("KapWorkflow.Functions.Offline"));
        Assert.Equal(Embedded("KapWorkflow.Functions"), Embedded("KapWorkflow.Functions.Offline"));

        static string Root(string project) => Project(project).Descendants("RootNamespace").Single().Value;
        static List<string> Embedded(string project) => [.. Project(project).Descendants("EmbeddedResource").Select(each => $"{Include(each).Replace("$(AppRoot)", "", StringComparison.Ordinal)} as {each.Attribute("LogicalName")!.Value}")];
    }

    [Theory]
    [InlineData("KapWorkflow.Functions")]
    [InlineData("KapWorkflow.Functions.Offline")]
    public void Ships_host_and_clinic_settings_beside_the_app(string project)
    {
        Assert.Contains("../../host.json", Project(project).Descendants("None").Select(Include));
        Assert.Contains(Project(project).Descendants("None").Select(Include), path => path.EndsWith("clinic.json", StringComparison.Ordinal));
    }

    [Fact]
    public void Keeps_every_file_short_but_code_recorded_elsewhere() => Assert.Empty(Sources()
        .Where(file => !file.Contains("GoldenTraces", StringComparison.Ordinal))
        .Select(file => (file, lines: File.ReadLines(file).Count()))
        .Where(each => each.lines > 300)
        .Select(each => $"{Path.GetRelativePath(TheRepository.Root, each.file)}: {each.lines} lines"));

    [Fact]
    public void Checks_the_format_of_every_project_but_the_deployable()
    {
        static IEnumerable<string> ProjectsIn(string file) => ProjectPath().Matches(File.ReadAllText(TheRepository.Path(file))).Select(match => match.Value.Replace(@"\\", @"\", StringComparison.Ordinal));
        Assert.Equal(
            ProjectsIn("KapWorkflow.sln").Where(project => !project.EndsWith(@"\KapWorkflow.Functions.csproj", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            ProjectsIn(".ci/offline.slnf").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Uses_none_of_the_banned_names() => Assert.DoesNotContain(
        Sources().Select(file => Path.GetFileNameWithoutExtension(file)),
        name => BannedWord().IsMatch(name));

    [GeneratedRegex("(Common|Helper|Helpers|Util|Utils|Utilities|Manager|Managers|Misc|Base|Impl|Dto)($|[A-Z.])", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex BannedWord();

    [GeneratedRegex("""(functions|tests)[^"]+\.csproj""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ProjectPath();

    private static IEnumerable<string> Sources() => new[] { "functions", "tests" }
        .SelectMany(folder => Directory.EnumerateFiles(TheRepository.Path(folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "node_modules"));

    private static XDocument Project(string name) => XDocument.Load(TheRepository.Path("functions", name, $"{name}.csproj"));

    private static string Include(XElement element) => element.Attribute("Include")!.Value;
}
