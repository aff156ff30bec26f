using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Hpa.Contracts.Server;

namespace Hpa.Host.Server.Api;

/// <summary>
/// News of a run for one client: first all that is known, then every piece as it comes. A client too slow for that gets all that is known
/// again instead of the pieces that it missed; it costs no more memory than any other.
/// </summary>
/// <param name="find">Finds a run.</param>
/// <param name="feed">Has the news.</param>
internal sealed class RunWatch(Func<string, Task<QueuedRun>> find, RunFeed feed)
{
    /// <summary>Pieces of news that wait for a client.</summary>
    public const int Waiting = 256;

    private static readonly TimeSpan s_sign = TimeSpan.FromSeconds(15);

    /// <summary>The events until the run is over or the client leaves.</summary>
    /// <param name="id">The run.</param>
    /// <param name="left">The client left, or the server goes down.</param>
    public async IAsyncEnumerable<SseItem<string>> EventsAsync(string id, [EnumeratorCancellation] CancellationToken left)
    {
        var news = Channel.CreateBounded<RunNews>(new BoundedChannelOptions(Waiting) { SingleReader = true });
        var missed = false;
        using var subscription = feed.Subscribe(id, piece =>
        {
            if (!news.Writer.TryWrite(piece)) Volatile.Write(ref missed, true);
        });
        for (var all = true; ; all = Interlocked.Exchange(ref missed, false))
        {
            if (all)
            {
                while (news.Reader.TryRead(out _))
                {
                }

                var run = await find(id);
                yield return Event("state", JsonSerializer.Serialize(RunState.Of(run, feed.Latest(id)), RunNews.Json));
                if (run.IsOver) yield break;
            }

            var piece = await NextAsync(news.Reader, left);
            if (piece is null && left.IsCancellationRequested) yield break;
            yield return piece is null ? Event("alive", "{}") : Event(piece.Kind, piece.Text);
            if (piece?.Run is { IsOver: true }) yield break;
        }
    }

    private static SseItem<string> Event(string kind, string text) => new(text, kind);

    /// <summary>The next piece; null when there was none for a while, or the client left.</summary>
    private static async Task<RunNews?> NextAsync(ChannelReader<RunNews> news, CancellationToken left)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(left);
        patience.CancelAfter(s_sign);
        try
        {
            return await news.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}

/// <summary>A run and how far it is.</summary>
/// <param name="Run">The run.</param>
/// <param name="Steps">Its steps in the order in which they began.</param>
/// <param name="Generations">The generations of its islands.</param>
internal sealed record RunState(RunView Run, IReadOnlyList<StepState> Steps, IReadOnlyList<GenerationPoint> Generations)
{
    /// <summary>The state of a run.</summary>
    public static RunState Of(QueuedRun run, RunProgress progress) => new(RunView.Of(run), progress.Steps, progress.Generations);
}
