using System.ComponentModel;
using System.Diagnostics;

namespace Hpa.Actors.Tests.Backbones;

/// <summary>Slow cases that run torchvision in Debian's Python.</summary>
internal sealed class TorchvisionTheoryAttribute : SlowTheoryAttribute
{
    public const string Python = "/usr/bin/python3";

    private static readonly Lazy<bool> s_installed = new(() => Start("-c", "import torchvision"));

    public TorchvisionTheoryAttribute() => Skip ??= s_installed.Value ? null : "needs torchvision: apt-get install python3-torchvision";

    private static bool Start(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardError = true })!;
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
