using System.ComponentModel;
using System.Diagnostics;

namespace Hpa.Host.Tests;

/// <summary>Needs scikit-image in Debian's Python.</summary>
internal sealed class SkimageFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> s_installed = new(Installed);

    public SkimageFactAttribute() => Skip = s_installed.Value ? null : "needs scikit-image: apt-get install python3-skimage";

    private static bool Installed()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", "import skimage"]) { RedirectStandardError = true })!;
            _ = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
