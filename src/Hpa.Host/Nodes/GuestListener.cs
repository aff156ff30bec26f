using Akka.Actor;
using Hpa.Actors.Runs;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;
using Hpa.Host.Progress;

namespace Hpa.Host.Nodes;

/// <summary>Shows what a guest node does and completes a task when it has nothing more to do.</summary>
internal sealed class GuestListener : ReceiveActor
{
    private long _subsets;

    /// <summary>Sets up the protocol.</summary>
    public GuestListener(ProgressDisplay display, GuestTally tally, TaskCompletionSource<WorkerActor.HelpEnded> ended)
    {
        Receive<WorkerActor.HelpBegan>(began => display.Say($"helps the run in {began.Folder}"));
        Receive<ProgressChanged>(news => display.Show(news.Step.Length > 0 ? news.Step : ProgressDisplay.Title(news.Stage), news.Done, news.Total, news.Unit, news.Detail));
        Receive<ImageFinished>(finished => display.Show("extracted here", tally.Add(finished.Count), null, "images", ""));
        Receive<SubsetEvaluated>(_ => display.Show("measured here", ++_subsets, null, "subsets", ""));
        Receive<WorkerActor.HelpEnded>(end => ended.TrySetResult(end));
    }

    /// <summary>Creates the actor's props.</summary>
    public static Props Props(ProgressDisplay display, GuestTally tally, TaskCompletionSource<WorkerActor.HelpEnded> ended) =>
        Akka.Actor.Props.Create(() => new GuestListener(display, tally, ended));

    /// <inheritdoc />
    protected override void PreStart()
    {
        foreach (var kind in new[] { typeof(WorkerActor.HelpBegan), typeof(WorkerActor.HelpEnded), typeof(ProgressChanged), typeof(ImageFinished), typeof(SubsetEvaluated) })
            Context.System.EventStream.Subscribe(Self, kind);
    }
}
