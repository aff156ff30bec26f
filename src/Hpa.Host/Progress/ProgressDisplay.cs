using System.Globalization;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Host.Progress;

/// <summary>Shows how far long work is: bars on a terminal, plain lines otherwise.</summary>
internal abstract class ProgressDisplay : IAsyncDisposable
{
    /// <summary>The unit that is shown in megabytes.</summary>
    public const string Bytes = "bytes";

    /// <summary>Whether a program reads the output: set once, before any command runs.</summary>
    public static bool ForPrograms { get; set; }

    /// <summary>The display that fits where the output goes.</summary>
    public static ProgressDisplay ForThisTerminal() => ForPrograms
        ? new JsonProgress(Console.Out)
        : Console.IsOutputRedirected
            ? new PlainProgress(Console.Out, TimeProvider.System)
            : new TerminalProgress(TimeProvider.System);

    /// <summary>What a stage is called on the display.</summary>
    public static string Title(Stage stage) => stage.ToString().ToLowerInvariant();

    /// <summary>Takes news in; called from one thread at a time.</summary>
    /// <param name="title">What the work is called.</param>
    /// <param name="done">Units done.</param>
    /// <param name="total">Units in all, or null while nobody knows.</param>
    /// <param name="unit">What is counted, <see cref="Bytes"/> among others.</param>
    /// <param name="detail">A few words, or empty.</param>
    public abstract void Show(string title, long done, long? total, string unit, string detail);

    /// <summary>Takes a generation of an island in; people are told of generations by <see cref="Show(string, long, long?, string, string)"/>.</summary>
    public virtual void Show(GenerationSeen generation)
    {
    }

    /// <summary>Shows a line once; called from the thread that calls Show.</summary>
    public abstract void Say(string line);

    /// <summary>Shows the last state and gives the terminal back.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>How much of the work is done, the rate, and the detail, in words.</summary>
    protected static string Words(long done, long? total, string unit, string rate, string detail)
    {
        var amount = (unit == Bytes, total) switch
        {
            (true, { } all) => string.Create(CultureInfo.InvariantCulture, $"{done / 1e6:0.0}/{all / 1e6:0.0} MB"),
            (true, null) => string.Create(CultureInfo.InvariantCulture, $"{done / 1e6:0.0} MB"),
            (false, { } all) => $"{done}/{all} {unit}",
            _ => $"{done} {unit}",
        };
        return string.Join(", ", new[] { amount, rate, detail }.Where(words => words.Length > 0));
    }
}
