namespace Hpa.Host.Tests;

/// <summary>Needs scikit-learn in Debian's Python.</summary>
internal sealed class SklearnFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> s_installed = new(() => PythonModule.Installed("sklearn"));

    public SklearnFactAttribute() => Skip = s_installed.Value ? null : "needs scikit-learn: apt-get install python3-sklearn libopenblas0-pthread";
}
