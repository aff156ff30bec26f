using Hpa.Contracts.Runs;

namespace Hpa.Host.Progress;

/// <summary>Shows how far long work is: bars on a terminal, plain lines otherwise.</summary>
internal abstract class ProgressDisplay : IAsyncDisposable
{
    /// <summary>The display that fits where the output goes.</summary>
    public static ProgressDisplay ForThisTerminal() => Console.IsOutputRedirected
        ? new PlainProgress(Console.Out, TimeProvider.System)
        : new TerminalProgress(TimeProvider.System);

    /// <summary>What a stage is called on the display.</summary>
    public static string Title(Stage stage) => stage.ToString().ToLowerInvariant();

    /// <summary>Takes news in; called from one thread at a time.</summary>
    public abstract void Show(string title, long done, long total, string unit, string detail);

    /// <summary>Shows the last state and gives the terminal back.</summary>
    public abstract ValueTask DisposeAsync();
}
