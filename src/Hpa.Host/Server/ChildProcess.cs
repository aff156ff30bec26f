using System.Diagnostics;
using System.Globalization;

namespace Hpa.Host.Server;

/// <summary>
/// The program as a process of its own, so that crashes of native code, memory and cores of some work are not the server's. It ends in
/// order when its standard input is closed, which also happens when the server is killed.
/// </summary>
/// <param name="niceness">How much it gives way to others.</param>
/// <param name="stopWithin">How long it may take to stop in order before it is killed.</param>
internal sealed class ChildProcess(int niceness, TimeSpan stopWithin)
{
    private const string Nice = "/usr/bin/nice";
    private static readonly string s_program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "hpa.exe" : "hpa");

    /// <summary>Runs a command and waits for its end.</summary>
    /// <param name="arguments">The command.</param>
    /// <param name="told">Gets each line of its output.</param>
    /// <param name="stop">Asks it to stop in order.</param>
    /// <param name="started">Told the number of the process; what it returns is disposed of at the end.</param>
    public async Task<ChildEnd> RunAsync(IEnumerable<string> arguments, Action<string> told, CancellationToken stop, Func<int, IDisposable>? started = null)
    {
        using var process = new Process { StartInfo = Start(arguments) };
        var errors = new Queue<string>();
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text) told(text);
        };
        process.ErrorDataReceived += (_, line) => Keep(errors, line.Data);
        process.Start();
        using var watched = started?.Invoke(process.Id);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await using (stop.Register(() => Leave(process))) await process.WaitForExitAsync(CancellationToken.None);
        lock (errors) return new ChildEnd(process.ExitCode, [.. errors]);
    }

    private ProcessStartInfo Start(IEnumerable<string> arguments)
    {
        var command = new List<string> { s_program };
        // A program started by nice has all of its threads nice.
        if (niceness > 0 && File.Exists(Nice)) command.InsertRange(0, [Nice, "-n", niceness.ToString(CultureInfo.InvariantCulture)]);
        command.AddRange([.. arguments, "--progress", "json", "--while-stdin-open"]);
        return new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ORT_DISABLE_TELEMETRY"] = "1" },
        };
    }

    private void Leave(Process process)
    {
        process.StandardInput.Close();
        _ = KillLateAsync(process);
    }

    private async Task KillLateAsync(Process process)
    {
        try
        {
            await process.WaitForExitAsync(CancellationToken.None).WaitAsync(stopWithin);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It is over and disposed of.
        }
    }

    private static void Keep(Queue<string> lines, string? line)
    {
        const int Enough = 20;
        if (line is null) return;
        lock (lines)
        {
            if (lines.Count == Enough) lines.Dequeue();
            lines.Enqueue(line);
        }
    }
}

/// <summary>How a process ended.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Errors">Its last lines on stderr.</param>
internal sealed record ChildEnd(int Code, IReadOnlyList<string> Errors)
{
    private const int BySignal = 128;

    /// <summary>Why it failed, in one line for a person.</summary>
    public string Reason => Errors.LastOrDefault(line => line.StartsWith("hpa: ", StringComparison.Ordinal)) is { } line
        ? line["hpa: ".Length..]
        : Code > BySignal
            ? $"the process was ended by signal {Code - BySignal} (out of memory, or killed by somebody)"
            : Errors.Count > 0 ? Errors[^1] : $"the process ended with code {Code} and said nothing";
}
