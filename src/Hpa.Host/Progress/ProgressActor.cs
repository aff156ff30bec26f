using Akka.Actor;
using Hpa.Contracts.Runs;

namespace Hpa.Host.Progress;

/// <summary>Passes the node's progress events to the display.</summary>
internal sealed class ProgressActor : ReceiveActor
{
    /// <summary>Sets up the protocol.</summary>
    public ProgressActor(ProgressDisplay display)
    {
        Receive<ProgressChanged>(news =>
            display.Show(news.Step.Length > 0 ? news.Step : ProgressDisplay.Title(news.Stage), news.Done, news.Total, news.Unit, news.Detail));
        Receive<RunNotice>(notice => display.Say(notice.Line));
    }

    /// <summary>Creates the actor's props.</summary>
    public static Props Props(ProgressDisplay display) => Akka.Actor.Props.Create(() => new ProgressActor(display));

    /// <inheritdoc />
    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(ProgressChanged));
        Context.System.EventStream.Subscribe(Self, typeof(RunNotice));
    }
}
