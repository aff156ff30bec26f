using System.Threading.Channels;
using Spectre.Console;

namespace Hpa.Host.Progress;

/// <summary>A bar for each stage with rate and time left.</summary>
internal sealed class TerminalProgress : ProgressDisplay
{
    private readonly Channel<News> _news = Channel.CreateUnbounded<News>();
    private readonly Task _drawing;

    /// <summary>Starts drawing.</summary>
    public TerminalProgress(TimeProvider clock) => _drawing = DrawAsync(clock);

    /// <inheritdoc />
    public override void Show(string title, long done, long total, string unit, string detail) =>
        _news.Writer.TryWrite(new News(title, done, total, unit, detail));

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        _news.Writer.TryComplete();
        await _drawing;
    }

    private Task DrawAsync(TimeProvider clock) => AnsiConsole.Progress()
        .AutoRefresh(true)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
        .StartAsync(async context =>
        {
            var tasks = new Dictionary<string, (ProgressTask Task, StageRate Rate)>();
            await foreach (var news in _news.Reader.ReadAllAsync())
            {
                if (!tasks.TryGetValue(news.Title, out var bar))
                    tasks[news.Title] = bar = (context.AddTask(news.Title, maxValue: news.Total), new StageRate(clock, news.Done));
                bar.Task.MaxValue = news.Total;
                bar.Task.Value = news.Done;
                var words = new[] { $"{news.Done}/{news.Total} {news.Unit}", news.Done < news.Total ? bar.Rate.Describe(news.Done, news.Total) : "", news.Detail };
                bar.Task.Description = Markup.Escape($"{news.Title,-9} {string.Join(", ", words.Where(w => w.Length > 0))}");
                if (news.Done >= news.Total) bar.Task.StopTask();
            }
        });

    private sealed record News(string Title, long Done, long Total, string Unit, string Detail);
}
