using System.CommandLine;
using System.Runtime.InteropServices;
using Hpa.Host.Progress;

namespace Hpa.Host.Commands;

/// <summary>
/// A process that another program has started and watches over: it tells its progress in a form for programs, and ends in order when
/// that program closes its input or is gone, however it went.
/// </summary>
internal sealed class Supervision : IDisposable
{
    /// <summary>How long a command may take to leave in order; a node that helps finishes its batches first.</summary>
    public static readonly TimeSpan LeaveWithin = TimeSpan.FromSeconds(75);

    /// <summary><c>--progress json</c>.</summary>
    public static readonly Option<string> Progress = new("--progress") { Recursive = true, Hidden = true };

    /// <summary><c>--while-stdin-open</c>.</summary>
    public static readonly Option<bool> WhileStdinOpen = new("--while-stdin-open") { Recursive = true, Hidden = true };

    private readonly CancellationTokenSource _left = new();
    private readonly PosixSignalRegistration[] _signals;

    private Supervision()
    {
        // Ctrl-C and the end of a service reach the whole family; the other program then says what is to become of this one.
        _signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, context => context.Cancel = true))];
        new Thread(WaitForTheEnd) { IsBackground = true, Name = "stdin" }.Start();
    }

    /// <summary>Cancelled when the other program wants it, or is gone.</summary>
    public CancellationToken Left => _left.Token;

    /// <summary>Does as the options say; null for a process that nobody watches over.</summary>
    public static Supervision? Read(ParseResult parsed)
    {
        ProgressDisplay.ForPrograms = parsed.GetValue(Progress) == "json";
        return parsed.GetValue(WhileStdinOpen) ? new Supervision() : null;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var signal in _signals) signal.Dispose();
    }

    private void WaitForTheEnd()
    {
        using var input = Console.OpenStandardInput();
        Span<byte> ignored = stackalloc byte[64];
        while (input.Read(ignored) > 0)
        {
        }

        _left.Cancel();
        // As after a signal: whoever does not leave in order is made to.
        using var late = new Timer(_ => Environment.Exit(Outcome.Failed), null, LeaveWithin, Timeout.InfiniteTimeSpan);
        new ManualResetEventSlim().Wait();
    }
}
