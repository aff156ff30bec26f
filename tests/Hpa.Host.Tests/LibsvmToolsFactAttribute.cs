using Hpa.Host.Benchmarks;

namespace Hpa.Host.Tests;

/// <summary>Needs LIBSVM's own commands, and maybe data of others below the folder that the environment variable HPA_DATA names.</summary>
internal sealed class LibsvmToolsFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> s_installed = new(Installed);

    public LibsvmToolsFactAttribute(string? data = null) =>
        Skip = !s_installed.Value ? "needs LIBSVM: apt-get install libsvm-tools"
            : data is not null && !Directory.Exists(SklearnFactAttribute.PathOf(data)) ? $"needs {data} in the folder that HPA_DATA names"
            : null;

    private static bool Installed()
    {
        using var tools = LibsvmTools.Open();
        return tools is not null;
    }
}
