using System.Threading.Channels;
using Spectre.Console;

namespace Hpa.Host.Progress;

/// <summary>A bar for each stage with rate and time left.</summary>
internal sealed class TerminalProgress : ProgressDisplay
{
    private readonly Channel<Action<ProgressContext>> _news = Channel.CreateUnbounded<Action<ProgressContext>>();
    private readonly Dictionary<string, (ProgressTask Task, StageRate Rate)> _bars = [];
    private readonly TimeProvider _clock;
    private readonly Task _drawing;

    /// <summary>Starts drawing.</summary>
    public TerminalProgress(TimeProvider clock)
    {
        _clock = clock;
        _drawing = DrawAsync();
    }

    /// <inheritdoc />
    public override void Show(string title, long done, long? total, string unit, string detail) =>
        _news.Writer.TryWrite(context => Draw(context, title, done, total, unit, detail));

    /// <inheritdoc />
    public override void Say(string line) => _news.Writer.TryWrite(_ => AnsiConsole.WriteLine(line));

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        _news.Writer.TryComplete();
        await _drawing;
    }

    private Task DrawAsync() => AnsiConsole.Progress()
        .AutoRefresh(true)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
        .StartAsync(async context =>
        {
            await foreach (var draw in _news.Reader.ReadAllAsync()) draw(context);
        });

    private void Draw(ProgressContext context, string title, long done, long? total, string unit, string detail)
    {
        if (!_bars.TryGetValue(title, out var bar))
            _bars[title] = bar = (context.AddTask(title), new StageRate(_clock, done));
        bar.Task.IsIndeterminate = total is null;
        // A bar of nothing is a full one.
        bar.Task.MaxValue = Math.Max(1, total ?? 1);
        bar.Task.Value = total is null ? 0 : total == 0 ? 1 : done;
        var rate = done < (total ?? long.MaxValue) ? bar.Rate.Describe(done, total, unit) : "";
        bar.Task.Description = Markup.Escape($"{title,-9} {Words(done, total, unit, rate, detail)}");
        if (done >= total) bar.Task.StopTask();
    }
}
