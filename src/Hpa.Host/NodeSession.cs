using Akka.Actor;
using Hpa.Actors.Runs;
using Hpa.Contracts;
using Hpa.Contracts.Runs;
using Hpa.Host.Progress;

namespace Hpa.Host;

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
    /// <exception cref="InputException">The job failed; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The user stopped it.</exception>
    public static async Task<T> AskAsync<T>(RunFolder folder, Func<Node, Props> job, object begin, CancellationToken stop, ProgressDisplay? display = null)
    {
        stop.ThrowIfCancellationRequested();
        await using var node = await Node.StartAsync(folder);
        try
        {
            return await AskAsync<T>(node, folder, job, begin, display ?? ProgressDisplay.ForThisTerminal(), stop);
        }
        catch (Exception e) when (e is not InputException and not OperationCanceledException)
        {
            node.Log(e);
            throw new InputException($"unexpected {e.GetType().Name}: {e.Message}; {folder.Log} says more", e);
        }
    }

    private static async Task<T> AskAsync<T>(Node node, RunFolder folder, Func<Node, Props> job, object begin, ProgressDisplay display, CancellationToken stop)
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
