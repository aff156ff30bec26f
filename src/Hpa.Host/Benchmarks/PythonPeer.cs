using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Hpa.Contracts;

namespace Hpa.Host.Benchmarks;

/// <summary>
/// A script of this folder as a process that stays: it imports once, says its name, and answers one line with one line. Large
/// things go through raw files in a folder of its own.
/// </summary>
internal sealed class PythonPeer : IDisposable
{
    /// <summary>Where a Python with the libraries is looked for: the user's own may hide the system's, which has them from apt.</summary>
    private static readonly string[] s_usual = ["python3", "/usr/bin/python3"];

    private readonly string _script;
    private readonly string _scratch = Directory.CreateTempSubdirectory("hpa-bench-").FullName;
    private readonly Process _process;
    private volatile string _error = "";

    private PythonPeer(string python, string script, int threads)
    {
        _script = script;
        try
        {
            _process = Process.Start(Start(python, script, threads, _scratch))!;
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

    /// <summary>Starts a script.</summary>
    /// <param name="script">Its file name.</param>
    /// <param name="threads">Threads of its numeric libraries.</param>
    /// <param name="python">The interpreter, or null for the usual ones.</param>
    /// <param name="stop">The user's wish to stop.</param>
    /// <returns>The peer, or null and why there is none.</returns>
    public static async Task<(PythonPeer? Peer, string Why)> OpenAsync(string script, int threads, string? python, CancellationToken stop)
    {
        var why = "";
        foreach (var program in python is null ? s_usual : [python])
        {
            PythonPeer? peer = null;
            try
            {
                peer = new PythonPeer(program, script, threads);
                peer.Name = await peer.LineAsync(stop);
                return (peer, "");
            }
            catch (Exception e)
            {
                peer?.Dispose();
                if (e is not (Win32Exception or InputException)) throw;
                why = $"{program}: {e.Message}";
            }
        }

        return (null, why);
    }

    /// <summary>A file that both sides see.</summary>
    public string File(string name) => Path.Combine(_scratch, name);

    /// <summary>Sends a line and waits for the answer.</summary>
    /// <exception cref="InputException">The script ended instead.</exception>
    public async Task<string> AskAsync(string line, CancellationToken stop)
    {
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), stop);
        await _process.StandardInput.FlushAsync(stop);
        return await LineAsync(stop);
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

    private static ProcessStartInfo Start(string python, string script, int threads, string scratch)
    {
        var start = new ProcessStartInfo(python, [Path.Combine(HostFiles.Home, "Benchmarks", script), scratch])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var library in new[] { "OMP", "OPENBLAS", "MKL", "NUMEXPR" }) start.Environment[$"{library}_NUM_THREADS"] = threads.ToString(CultureInfo.InvariantCulture);
        // Set for another processor, these make the peer slower than it is.
        foreach (var name in new[] { "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE" }) start.Environment.Remove(name);
        return start;
    }

    private async Task<string> LineAsync(CancellationToken stop)
    {
        if (await _process.StandardOutput.ReadLineAsync(stop) is { } line) return line;
        await _process.WaitForExitAsync(stop);
        throw new InputException($"{_script} ended with exit code {_process.ExitCode}{(_error.Length > 0 ? ": " : "")}{_error}");
    }
}
