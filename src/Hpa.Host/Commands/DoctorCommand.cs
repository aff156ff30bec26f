using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using Hpa.Contracts;
using Microsoft.ML.OnnxRuntime;
using OpenCvSharp;
using SkiaSharp;

namespace Hpa.Host.Commands;

/// <summary><c>hpa doctor</c>: what this machine has, and what is missing.</summary>
internal static class DoctorCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var command = new Command("doctor", "Check this machine: native libraries, fonts, cores, memory, disk.");
        command.SetAction((_, _) => Outcome.Of(() => Task.FromResult(Check())));
        return command;
    }

    private static int Check()
    {
        var sound = true;
        Line("system", () => $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
        Line("cores", () => Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture));
        Line("memory", () => Gigabytes(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes));
        Line("disk", () => $"{Gigabytes(new DriveInfo(Directory.GetCurrentDirectory()).AvailableFreeSpace)} free here");
        Line("OpenCV", () => Cv2.GetVersionString() ?? throw new InputException("no version"));
        Line("ONNX Runtime", () => $"{OrtEnv.Instance().GetVersionString()} ({string.Join(", ", OrtEnv.Instance().GetAvailableProviders())})");
        Line("fonts", () => SKFontManager.Default.FontFamilyCount + " families");
        return sound ? Outcome.Done : Outcome.Failed;

        void Line(string name, Func<string> ask)
        {
            try
            {
                Console.WriteLine($"{name,-13} {ask()}");
            }
            catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or InputException)
            {
                sound = false;
                Console.WriteLine($"{name,-13} MISSING: {(e.InnerException ?? e).Message.ReplaceLineEndings(" ")}");
            }
        }
    }

    private static string Gigabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB");
}
