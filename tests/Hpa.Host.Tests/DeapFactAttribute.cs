namespace Hpa.Host.Tests;

/// <summary>Needs DEAP and scikit-learn in Debian's Python.</summary>
internal sealed class DeapFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> s_installed = new(() => PythonModule.Installed("deap, sklearn"));

    public DeapFactAttribute() =>
        Skip = s_installed.Value ? null : "needs DEAP and scikit-learn: apt-get install python3-deap python3-sklearn libopenblas0-pthread";
}
