using Akka.Actor;
using Hpa.Actors.Runs;
using Hpa.Contracts;
using Hpa.Contracts.Runs;
using Hpa.Host.Progress;

namespace Hpa.Host.Nodes;

/// <summary>One job done by a node in this process, with its progress shown.</summary>
internal static class NodeSession
{
    /// <summary>Starts a node, has an actor do the job, and stops the node.</summary>
    /// <typeparam name="T">The answer when all went well.</typeparam>
    /// <param name="folder">Where journal and log go.</param>
    /// <param name="job">The actor that does the job.</param>
    /// <param name="begin">What it is told.</param>
    /// <param name="stop">The user's wish to stop.</param>
    /// <param name="display">Where progress is shown; by default this terminal.</param>
    /// <param name="options">Where the node listens; by default nowhere.</param>
    /// <exception cref="InputException">The job failed; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The user stopped it.</exception>
    public static async Task<T> AskAsync<T>(RunFolder folder, Func<HomeNode, Props> job, object begin, CancellationToken stop, ProgressDisplay? display = null, NodeOptions? options = null)
    {
        stop.ThrowIfCancellationRequested();
        await using var node = await HomeNode.StartAsync(folder, options ?? NodeOptions.Alone);
        if (options is { Listens: true }) Invite(node, options);
        try
        {
            var answer = await AskAsync<T>(node, folder, job, begin, display ?? ProgressDisplay.ForThisTerminal(), stop);
            await node.DismissAsync("the run is finished", failed: false);
            return answer;
        }
        catch (Exception e) when (e is InputException or OperationCanceledException)
        {
            await node.DismissAsync(e is InputException ? $"the run has stopped: {e.Message}" : "the run was stopped by its user", failed: true);
            throw;
        }
        catch (Exception e)
        {
            node.Log(e);
            throw new InputException($"unexpected {e.GetType().Name}: {e.Message}; {folder.Log} says more", e);
        }
    }

    private static void Invite(HomeNode node, NodeOptions options)
    {
        var cluster = string.Concat(options.Files.Where(file => NodeCertificate.Of([file]) is not null).Select(file => $" --cluster {file} --listen THAT-MACHINE"));
        Console.WriteLine($"other nodes join with: hpa node --seed {node.Address}{cluster}");
        if (options.Certificate is null) Console.WriteLine("nodes on this machine only: there is no certificate (docs/machines.md)");
    }

    private static async Task<T> AskAsync<T>(HomeNode node, RunFolder folder, Func<HomeNode, Props> job, object begin, ProgressDisplay display, CancellationToken stop)
    {
        await using var shown = display;
        node.System.ActorOf(ProgressActor.Props(display), "progress");
        var worker = node.System.ActorOf(job(node), "job");
        var answer = worker.Ask<object>(begin, Timeout.InfiniteTimeSpan, stop);
        // An actor that fails may also stop, so its last word counts when both are there.
        await Task.WhenAny(answer, worker.WatchAsync(stop));
        stop.ThrowIfCancellationRequested();
        if (!answer.IsCompleted) throw new InputException($"the work stopped unexpectedly, {folder.Log} says why; the same command continues it");
        return await answer switch
        {
            T done => done,
            RunFailed { Settings: true } failed => throw new SettingsException(failed.Reason),
            RunFailed failed => throw new InputException(failed.Reason),
            var other => throw new InvalidOperationException($"the answer was {other}"),
        };
    }
}
