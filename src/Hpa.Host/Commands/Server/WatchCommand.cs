using System.CommandLine;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Hpa.Contracts;
using Hpa.Contracts.Server;
using Hpa.Host.Progress;
using Hpa.Host.Server;
using Hpa.Host.Server.Api;

namespace Hpa.Host.Commands.Server;

/// <summary><c>hpa watch ID</c>: the progress of a server's run, until it is over.</summary>
internal static class WatchCommand
{
    private const int MostAttempts = 30;
    private static readonly TimeSpan s_tryAgainAfter = TimeSpan.FromSeconds(2);

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The run, such as run-00001" };
        var server = ServerClient.Option();
        var command = new Command("watch", "Watch a run of a lab server until it is over.") { id, server };
        command.SetAction((parsed, stop) => Outcome.Of(async () =>
        {
            using var client = ServerClient.Of(parsed.GetValue(server)!);
            return await WatchAsync(client, parsed.GetValue(id)!, stop);
        }));
        return command;
    }

    private static async Task<int> WatchAsync(ServerClient client, string id, CancellationToken stop)
    {
        RunView? run = null;
        await using (var display = ProgressDisplay.ForThisTerminal())
        {
            for (var attempts = 0; run is not { Phase: RunPhase.Finished or RunPhase.Failed or RunPhase.Canceled }; attempts++)
            {
                try
                {
                    await using var events = await client.StreamAsync($"api/v1/runs/{Uri.EscapeDataString(id)}/events", stop);
                    await foreach (var piece in SseParser.Create(events).EnumerateAsync(stop))
                    {
                        attempts = 0;
                        run = Show(piece, display) ?? run;
                    }
                }
                catch (Exception e) when (run is not null && attempts < MostAttempts && e is (IOException or HttpRequestException or InputException { InnerException: HttpRequestException }))
                {
                    // The server goes down and comes up again; its runs go on, and so does this.
                    await Task.Delay(s_tryAgainAfter, stop);
                }
            }
        }

        return run.Phase == RunPhase.Finished ? Outcome.Done : throw new InputException($"{run.Id} {run.Phase.ToString().ToLowerInvariant()}{(run.Reason.Length > 0 ? ": " + run.Reason : "")}");
    }

    private static RunView? Show(SseItem<string> piece, ProgressDisplay display)
    {
        switch (piece.EventType)
        {
            case "state":
                var state = JsonSerializer.Deserialize<RunState>(piece.Data, RunNews.Json)!;
                display.Say($"{state.Run.Id} {state.Run.Name}: {state.Run.Phase.ToString().ToLowerInvariant()}");
                foreach (var known in state.Steps) Show(known, display);
                return state.Run;
            case "run":
                var run = JsonSerializer.Deserialize<RunView>(piece.Data, RunNews.Json)!;
                display.Say($"{run.Id} {run.Name}: {run.Phase.ToString().ToLowerInvariant()}");
                return run;
            case "step":
                Show(JsonSerializer.Deserialize<StepState>(piece.Data, RunNews.Json)!, display);
                return null;
            default:
                return null;
        }
    }

    private static void Show(StepState step, ProgressDisplay display) => display.Show(step.Title, step.Done, step.Total, step.Unit, step.Detail);
}
