using System.Reflection;

namespace Hpa.Host.Nodes;

/// <summary>What this program is, to the commit.</summary>
internal static class ProgramVersion
{
    /// <summary>Version and commit.</summary>
    public static string Text { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
