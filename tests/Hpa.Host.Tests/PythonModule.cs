using System.ComponentModel;
using System.Diagnostics;

namespace Hpa.Host.Tests;

/// <summary>What Debian's Python can import.</summary>
internal static class PythonModule
{
    /// <summary>Whether a module is there.</summary>
    public static bool Installed(string name)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", $"import {name}"]) { RedirectStandardError = true })!;
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
