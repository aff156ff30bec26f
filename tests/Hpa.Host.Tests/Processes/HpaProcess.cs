using System.Diagnostics;

namespace Hpa.Host.Tests.Processes;

/// <summary>The program as a process of its own, its output caught. Killed when a test is over.</summary>
internal sealed class HpaProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(2);

    /// <summary>Stands in for the user's home: nothing of it is read, nothing gets there.</summary>
    private static readonly string s_home = TemporaryHome();

    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly List<string> _errors = [];

    private HpaProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The apphost beside the tests.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "hpa");

    /// <summary>Starts the program.</summary>
    public static HpaProcess Start(params IEnumerable<string> arguments) => new(Redirected(Program, arguments));

    /// <summary>Starts the program and waits for its end.</summary>
    public static async Task<Ended> RunAsync(params IEnumerable<string> arguments)
    {
        await using var process = Start(arguments);
        return await process.EndAsync();
    }

    /// <summary>Runs any other program to its end.</summary>
    public static async Task<Ended> RunOtherAsync(string program, params IEnumerable<string> arguments)
    {
        await using var process = new HpaProcess(Redirected(program, arguments));
        return await process.EndAsync();
    }

    /// <summary>Waits for the end of the process.</summary>
    /// <exception cref="TimeoutException">It takes too long; says what it had written.</exception>
    public async Task<Ended> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            throw new TimeoutException($"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)} did not end; {Written()}");
        }

        lock (_output) return new Ended(_process.ExitCode, [.. _output], [.. _errors]);
    }

    /// <summary>Waits until something can be seen, or the process is over.</summary>
    /// <returns>Whether it was seen while the process ran.</returns>
    public async Task<bool> SeeAsync(Func<HpaProcess, bool> seen)
    {
        var since = Stopwatch.GetTimestamp();
        while (!_process.HasExited)
        {
            if (seen(this)) return true;
            if (Stopwatch.GetElapsedTime(since) > Patience) throw new TimeoutException($"nothing was seen; {Written()}");
            await Task.Delay(LookEvery);
        }

        return false;
    }

    /// <summary>Whether a line of the output begins so.</summary>
    public bool Wrote(string beginning)
    {
        lock (_output) return _output.Any(line => line.StartsWith(beginning, StringComparison.Ordinal));
    }

    /// <summary>The first line of the output that begins so.</summary>
    public string Line(string beginning)
    {
        lock (_output) return _output.First(line => line.StartsWith(beginning, StringComparison.Ordinal));
    }

    /// <summary>Says that nothing more comes on its input.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>SIGKILL: the process has no say in it.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Sends a signal by its name without SIG.</summary>
    public Task SignalAsync(string name) => RunOtherAsync("/bin/kill", $"-{name}", $"{_process.Id}");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static ProcessStartInfo Redirected(string program, IEnumerable<string> arguments) =>
        new(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetTempPath(),
            Environment =
            {
                ["XDG_DATA_HOME"] = s_home,
                // Counting for code that runs for seconds costs a quarter of the time of these short runs.
                ["DOTNET_TieredPGO"] = "0",
            },
        };

    private static string TemporaryHome()
    {
        var folder = Directory.CreateTempSubdirectory("hpa-host-home-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        return folder.FullName;
    }

    private string Written()
    {
        lock (_output) return $"it wrote:\n{string.Join('\n', _output.Concat(_errors))}";
    }

    private void Keep(List<string> lines, string? line)
    {
        lock (_output)
            if (line is not null) lines.Add(line);
    }
}

/// <summary>A process that is over.</summary>
internal sealed record Ended(int Code, IReadOnlyList<string> Output, IReadOnlyList<string> Errors)
{
    /// <summary>Killed by SIGKILL.</summary>
    public const int Killed = 128 + 9;

    /// <summary>All of stdout.</summary>
    public string Text => string.Join('\n', Output);

    /// <summary>Done, without a word on stderr.</summary>
    public Ended MustBeDone()
    {
        Assert.True(Code == 0 && Errors.Count == 0, $"exit code {Code}\n{string.Join('\n', Errors)}\n{Text}");
        return this;
    }

    /// <summary>Ended with this code and one line on stderr that has all these words.</summary>
    public void MustComplain(int code, params IEnumerable<string> words)
    {
        Assert.True(Code == code && Errors.Count == 1, $"exit code {Code}\n{string.Join('\n', Errors)}\n{Text}");
        Assert.StartsWith("hpa: ", Errors[0], StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, Errors[0], StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", Errors[0] + Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", Errors[0] + Text, StringComparison.Ordinal);
    }
}
