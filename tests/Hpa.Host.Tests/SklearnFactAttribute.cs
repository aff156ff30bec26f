namespace Hpa.Host.Tests;

/// <summary>Needs scikit-learn in Debian's Python, and maybe data of others below the folder that the environment variable HPA_DATA names.</summary>
internal sealed class SklearnFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> s_installed = new(() => PythonModule.Installed("sklearn"));

    public SklearnFactAttribute(string? data = null) =>
        Skip = !s_installed.Value ? "needs scikit-learn: apt-get install python3-sklearn libopenblas0-pthread"
            : data is not null && !Directory.Exists(PathOf(data)) ? $"needs {data} in the folder that HPA_DATA names"
            : null;

    /// <summary>A folder of data.</summary>
    public static string PathOf(string folder) => Path.Combine(Environment.GetEnvironmentVariable("HPA_DATA") ?? "", folder);
}
