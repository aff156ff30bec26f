using System.CommandLine;
using Hpa.Host.Progress;

namespace Hpa.Host.Commands;

/// <summary>
/// Options of a process that another program has started: progress in a form for programs, and an end in order when that program is
/// gone, however it went.
/// </summary>
internal static class Supervision
{
    /// <summary>How long a command may take to leave in order; a node does so within five seconds.</summary>
    public static readonly TimeSpan LeaveWithin = TimeSpan.FromSeconds(15);

    /// <summary><c>--progress json</c>.</summary>
    public static readonly Option<string> Progress = new("--progress") { Recursive = true, Hidden = true };

    /// <summary><c>--while-stdin-open</c>.</summary>
    public static readonly Option<bool> WhileStdinOpen = new("--while-stdin-open") { Recursive = true, Hidden = true };

    /// <summary>Does as the options say.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="left">Cancelled when the other program is gone.</param>
    public static void Read(ParseResult parsed, out CancellationToken left)
    {
        ProgressDisplay.ForPrograms = parsed.GetValue(Progress) == "json";
        left = CancellationToken.None;
        if (!parsed.GetValue(WhileStdinOpen)) return;
        var source = new CancellationTokenSource();
        left = source.Token;
        new Thread(() => WaitForTheEnd(source)) { IsBackground = true, Name = "stdin" }.Start();
    }

    private static void WaitForTheEnd(CancellationTokenSource left)
    {
        using var input = Console.OpenStandardInput();
        Span<byte> ignored = stackalloc byte[64];
        while (input.Read(ignored) > 0)
        {
        }

        left.Cancel();
        // As after a signal: whoever does not leave in order is made to.
        using var _ = new Timer(_ => Environment.Exit(Outcome.Failed), null, LeaveWithin, Timeout.InfiniteTimeSpan);
        new ManualResetEventSlim().Wait();
    }
}
