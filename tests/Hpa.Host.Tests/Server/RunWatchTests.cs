using System.Net.ServerSentEvents;
using Hpa.Contracts.Selection;
using Hpa.Contracts.Server;
using Hpa.Host.Progress;
using Hpa.Host.Server;
using Hpa.Host.Server.Api;
using Hpa.Host.Tests.Progress;

namespace Hpa.Host.Tests.Server;

public sealed class RunWatchTests
{
    private static readonly QueuedRun s_run = new("run-00001", "a", "plates", "", RunPhase.Running, 1, DateTimeOffset.UnixEpoch);

    private readonly RunFeed _feed = new(new DataFolder("/nowhere"), new ManualClock());

    [Fact]
    public async Task A_client_gets_all_that_is_known_and_then_every_piece()
    {
        _feed.Begin("run-00001");
        Step(1);
        var events = Watch();

        Assert.Contains("\"done\":1", (await NextAsync(events, "state")).Data, StringComparison.Ordinal);
        Step(2);
        _feed.Tell("run-00001", new ProgressLine { Generation = new GenerationSeen("image", new HistoryRow(1, 0, 0.5, 0.25, 1), 8) });
        _feed.Tell(s_run with { Phase = RunPhase.Finished });
        Assert.Contains("\"done\":2", (await NextAsync(events, "step")).Data, StringComparison.Ordinal);
        Assert.Equal("""{"study":"image","island":0,"generation":1,"best":0.5,"mean":0.25}""", (await NextAsync(events, "generation")).Data);
        await NextAsync(events, "run");
        Assert.False(await events.MoveNextAsync());
    }

    [Fact]
    public async Task A_slow_client_gets_the_latest_state_instead_of_what_it_missed()
    {
        _feed.Begin("run-00001");
        var events = Watch();
        await NextAsync(events, "state");
        for (var done = 1; done <= 10 * RunWatch.Waiting; done++) Step(done);

        await NextAsync(events, "step");
        Assert.Contains($"\"done\":{10 * RunWatch.Waiting}", (await NextAsync(events, "state")).Data, StringComparison.Ordinal);
        _feed.Tell(s_run with { Phase = RunPhase.Finished });
        await NextAsync(events, "run");
    }

    [Fact]
    public async Task News_of_other_runs_are_not_told()
    {
        var events = Watch();
        await NextAsync(events, "state");
        _feed.Tell(s_run with { Id = "run-00002" });
        _feed.Tell(s_run with { Phase = RunPhase.Failed });

        Assert.Contains("run-00001", (await NextAsync(events, "run")).Data, StringComparison.Ordinal);
    }

    [Fact]
    public void A_piece_is_written_once_for_all_who_watch()
    {
        var seen = new List<RunNews>();
        using var first = _feed.Subscribe("run-00001", seen.Add);
        using var second = _feed.Subscribe(null, seen.Add);
        _feed.Tell(s_run);

        Assert.Equal(2, seen.Count);
        Assert.Same(seen[0].Text, seen[1].Text);
        second.Dispose();
        _feed.Tell(s_run);
        Assert.Equal(3, seen.Count);
    }

    private static async Task<SseItem<string>> NextAsync(IAsyncEnumerator<SseItem<string>> events, string kind)
    {
        Assert.True(await events.MoveNextAsync());
        Assert.Equal(kind, events.Current.EventType);
        return events.Current;
    }

    private IAsyncEnumerator<SseItem<string>> Watch() => new RunWatch(_ => Task.FromResult(s_run), _feed).EventsAsync("run-00001", CancellationToken.None).GetAsyncEnumerator();

    private void Step(int done) => _feed.Tell("run-00001", new ProgressLine { Step = new ProgressStep("extract", done, null, "images", "") });
}
