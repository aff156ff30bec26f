using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hpa.Actors.Runs;
using Hpa.Contracts;

namespace Hpa.Actors.Tests.Architecture;

public sealed partial class ProjectTests
{
    [Fact]
    public void Only_the_host_is_a_program()
    {
        var projects = Directory.GetFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories);

        Assert.Equal(["Hpa.Host.csproj"], projects.Where(IsProgram).Select(Path.GetFileName));
        Assert.Null(typeof(IWireMessage).Assembly.EntryPoint);
        Assert.Null(typeof(RunActor).Assembly.EntryPoint);
    }

    [Fact]
    public void Contracts_reference_no_package_and_no_project()
    {
        var project = XDocument.Load(Repository.PathOf("src", "Hpa.Contracts", "Hpa.Contracts.csproj"));

        Assert.Empty(project.Descendants("PackageReference").Concat(project.Descendants("ProjectReference")));
    }

    [Fact]
    public void No_type_is_a_drawer_without_a_name()
    {
        Assert.DoesNotContain(Code.Contracts.Concat(Code.Actors).Select(t => t.Name), IsDrawer);
        Assert.Equal(["ColourHelpers"], Code.Offenders.Select(t => t.Name).Where(IsDrawer));
    }

    [Fact]
    public void No_folder_or_file_is_a_drawer_without_a_name()
    {
        var paths = new[] { "src", "tests" }
            .SelectMany(top => Directory.EnumerateFileSystemEntries(Repository.PathOf(top), "*", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Repository.Root, path))
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj")).ToArray();

        Assert.InRange(paths.Length, 200, 100_000);
        Assert.DoesNotContain(paths, path => IsDrawer(Path.GetFileNameWithoutExtension(path)));
    }

    [Theory]
    [InlineData("Utils", true)]
    [InlineData("StringUtil", true)]
    [InlineData("CommonTypes", true)]
    [InlineData("ActorManager", true)]
    [InlineData("HelperBase", true)]
    [InlineData("Commons", false)]
    [InlineData("Utility", false)]
    [InlineData("Manages", false)]
    public void A_drawer_is_told_by_a_whole_word_of_its_name(string name, bool drawer) => Assert.Equal(drawer, IsDrawer(name));

    private static bool IsDrawer(string name) => Drawer().IsMatch(name);

    private static bool IsProgram(string project)
    {
        var root = XDocument.Load(project).Root!;
        return root.Descendants("OutputType").Any(type => type.Value.Contains("Exe", StringComparison.OrdinalIgnoreCase))
            || root.Attribute("Sdk")!.Value is "Microsoft.NET.Sdk.Web" or "Microsoft.NET.Sdk.Worker";
    }

    [GeneratedRegex("(?<![A-Z])(Utils?|Common|Helpers?|Managers?)(?![a-z])")]
    private static partial Regex Drawer();
}
