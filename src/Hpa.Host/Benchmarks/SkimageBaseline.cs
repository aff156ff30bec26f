using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Hpa.Contracts;
using OpenCvSharp;

namespace Hpa.Host.Benchmarks;

/// <summary>nuclei_baseline.py as a process that stays, on one thread: it imports once and segments one picture after the other.</summary>
internal sealed class SkimageBaseline : IDisposable
{
    /// <summary>Where a Python with scikit-image is looked for: the user's own may hide the system's, which has it from apt.</summary>
    private static readonly string[] s_usual = ["python3", "/usr/bin/python3"];

    private readonly string _scratch = Directory.CreateTempSubdirectory("hpa-bench-").FullName;
    private readonly Process _process;
    private volatile string _error = "";

    private SkimageBaseline(string python)
    {
        try
        {
            _process = Process.Start(Start(python, _scratch))!;
        }
        catch
        {
            Directory.Delete(_scratch, recursive: true);
            throw;
        }

        _process.ErrorDataReceived += (_, line) => _error = string.IsNullOrWhiteSpace(line.Data) ? _error : line.Data;
        _process.BeginErrorReadLine();
    }

    /// <summary>Name and version.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Starts it.</summary>
    /// <param name="python">The interpreter, or null for the usual ones.</param>
    /// <param name="stop">The user's wish to stop.</param>
    /// <returns>The baseline, or null and why there is none.</returns>
    public static async Task<(SkimageBaseline? Baseline, string Why)> OpenAsync(string? python, CancellationToken stop)
    {
        var why = "";
        foreach (var program in python is null ? s_usual : [python])
        {
            SkimageBaseline? baseline = null;
            try
            {
                baseline = new SkimageBaseline(program);
                baseline.Name = await baseline.LineAsync(stop);
                return (baseline, "");
            }
            catch (Exception e)
            {
                baseline?.Dispose();
                if (e is not (Win32Exception or InputException)) throw;
                why = $"{program}: {e.Message}";
            }
        }

        return (null, why);
    }

    /// <summary>Segments a picture.</summary>
    /// <param name="image">CV_8UC1 or CV_16UC1, continuous.</param>
    /// <param name="stop">The user's wish to stop.</param>
    /// <returns>CV_32SC1, which the caller disposes, and the seconds it took without the way to it and back.</returns>
    public async Task<(Mat Labels, double Seconds)> SegmentAsync(Mat image, CancellationToken stop)
    {
        var wide = image.Depth() == MatType.CV_16U;
        File.WriteAllBytes(Path.Combine(_scratch, "image.raw"), wide ? MemoryMarshal.AsBytes(image.AsSpan<ushort>()) : image.AsSpan<byte>());
        await _process.StandardInput.WriteLineAsync($"{image.Height} {image.Width} {(wide ? "<u2" : "u1")}".AsMemory(), stop);
        await _process.StandardInput.FlushAsync(stop);
        var seconds = double.Parse(await LineAsync(stop), CultureInfo.InvariantCulture);
        var labels = new Mat(image.Size(), MatType.CV_32SC1);
        using var file = File.OpenRead(Path.Combine(_scratch, "labels.raw"));
        file.ReadExactly(MemoryMarshal.AsBytes(labels.AsSpan<int>()));
        return (labels, seconds);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
        Directory.Delete(_scratch, recursive: true);
    }

    private static ProcessStartInfo Start(string python, string scratch)
    {
        var start = new ProcessStartInfo(python, [Path.Combine(HostFiles.Home, "Benchmarks", "nuclei_baseline.py"), scratch])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var library in new[] { "OMP", "OPENBLAS", "MKL", "NUMEXPR" }) start.Environment[$"{library}_NUM_THREADS"] = "1";
        return start;
    }

    private async Task<string> LineAsync(CancellationToken stop)
    {
        if (await _process.StandardOutput.ReadLineAsync(stop) is { } line) return line;
        await _process.WaitForExitAsync(stop);
        throw new InputException($"nuclei_baseline.py ended with exit code {_process.ExitCode}{(_error.Length > 0 ? ": " : "")}{_error}");
    }
}
