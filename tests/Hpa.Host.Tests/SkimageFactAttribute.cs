namespace Hpa.Host.Tests;

/// <summary>Needs scikit-image in Debian's Python.</summary>
internal sealed class SkimageFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> s_installed = new(() => PythonModule.Installed("skimage"));

    public SkimageFactAttribute() => Skip = s_installed.Value ? null : "needs scikit-image: apt-get install python3-skimage";
}
