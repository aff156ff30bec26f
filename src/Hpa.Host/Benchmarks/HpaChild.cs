using System.Diagnostics;
using Hpa.Contracts;

namespace Hpa.Host.Benchmarks;

/// <summary>This program as another process, on one core if wished; killed when nobody needs it any longer.</summary>
internal sealed class HpaChild : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Process _process;
    private readonly List<string> _lines = [];

    private HpaChild(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Processor time so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Most memory so far, bytes.</summary>
    public long PeakMemory { get; private set; }

    /// <summary>Starts the program.</summary>
    /// <param name="core">The one core it may use; null for all.</param>
    /// <param name="arguments">Its arguments.</param>
    public static HpaChild Start(int? core, params IEnumerable<string> arguments)
    {
        var program = Environment.ProcessPath!;
        var start = core is { } number
            ? new ProcessStartInfo("taskset", ["-c", $"{number}", program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        (start.RedirectStandardOutput, start.RedirectStandardError, start.RedirectStandardInput) = (true, true, true);
        return new HpaChild(start);
    }

    /// <summary>The first line that has a text, or null.</summary>
    public string? Find(string text)
    {
        lock (_lines) return _lines.FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal));
    }

    /// <summary>Waits until something is so.</summary>
    /// <exception cref="InputException">The process ended before, or it takes too long.</exception>
    public async Task UntilAsync(Func<bool> seen, CancellationToken stop)
    {
        var since = Stopwatch.GetTimestamp();
        while (!seen())
        {
            if (_process.HasExited) throw new InputException($"a node ended too soon: {Last()}");
            if (Stopwatch.GetElapsedTime(since) > Patience) throw new InputException($"a node does not get on: {Last()}");
            Look();
            await Task.Delay(LookEvery, stop);
        }
    }

    /// <summary>Waits for its end.</summary>
    /// <exception cref="InputException">It failed.</exception>
    public async Task EndAsync(CancellationToken stop)
    {
        while (!_process.HasExited)
        {
            Look();
            await Task.Delay(LookEvery, stop);
        }

        if (_process.ExitCode != 0) throw new InputException($"a node failed: {Last()}");
    }

    /// <summary>SIGKILL.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Kills it if it runs.</summary>
    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private void Look()
    {
        if (_process.HasExited) return;
        _process.Refresh();
        PeakMemory = Math.Max(PeakMemory, _process.PeakWorkingSet64);
    }

    private string Last()
    {
        lock (_lines) return string.Join(" | ", _lines.TakeLast(3));
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_lines) _lines.Add(line);
    }
}
