using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Hpa.Actors.Runs;
using Hpa.Contracts;

namespace Hpa.Actors.Tests.Architecture;

/// <summary>The types of the project and what they depend on; those of the tests are there to break the rules.</summary>
internal static class Code
{
    private static readonly ArchUnitNET.Domain.Architecture s_everything =
        new ArchLoader().LoadAssemblies(typeof(IWireMessage).Assembly, typeof(RunActor).Assembly, typeof(Code).Assembly).Build();

    /// <summary>The types of Hpa.Contracts.</summary>
    public static IReadOnlyList<IType> Contracts { get; } = Of(typeof(IWireMessage));

    /// <summary>The types of Hpa.Actors.</summary>
    public static IReadOnlyList<IType> Actors { get; } = Of(typeof(RunActor));

    /// <summary>Types that break the rules on purpose.</summary>
    public static IReadOnlyList<IType> Offenders { get; } = [.. Of(typeof(Code)).Where(t => t.Namespace.FullName == "Hpa.Actors.Reports.Offenders")];

    /// <summary>The full names of the types that a type uses, lambdas included.</summary>
    public static IEnumerable<string> Uses(IType type) => type.Dependencies.Select(d => d.Target.FullName).Distinct();

    private static IType[] Of(System.Type example) => [.. s_everything.Types.Where(t => t.Assembly.Name == example.Assembly.GetName().Name)];
}
