using Akka.Actor;
using Akka.Event;
using Hpa.Contracts.Backbones;
using Hpa.Contracts.Images;

namespace Hpa.Actors.Backbones;

/// <summary>
/// A device of this node: the only place where sessions run. It keeps as many lanes busy as the device takes calls at
/// once; each lane has a dispatcher thread of its own, so that no call ever waits in the .NET thread pool.
/// </summary>
public sealed class DeviceActor : ReceiveActor
{
    private readonly Queue<(RunSession Call, IActorRef Asker)> _waiting = new();
    private readonly Stack<IActorRef> _idle = new();

    /// <summary>Starts the lanes.</summary>
    /// <param name="lanes">Session calls at once.</param>
    public DeviceActor(int lanes)
    {
        for (var lane = 0; lane < lanes; lane++)
            _idle.Push(Context.ActorOf(Akka.Actor.Props.Create<Lane>().WithDispatcher("hpa.backbones.lane-dispatcher"), $"lane-{lane}"));
        Receive<RunSession>(call =>
        {
            _waiting.Enqueue((call, Sender));
            Dispatch();
        });
        Receive<LaneFree>(_ =>
        {
            _idle.Push(Sender);
            Dispatch();
        });
    }

    /// <summary>Creates the actor's props.</summary>
    public static Props Props(int lanes) => Akka.Actor.Props.Create(() => new DeviceActor(lanes));

    private void Dispatch()
    {
        while (_idle.Count > 0 && _waiting.TryDequeue(out var next)) _idle.Pop().Tell(next.Call, next.Asker);
    }

    /// <summary>A call for a lane.</summary>
    /// <param name="Backbone">Catalogue name.</param>
    /// <param name="Request">The inputs.</param>
    /// <param name="Run">Computes on the thread that calls it; one vector per input.</param>
    internal sealed record RunSession(string Backbone, RunInputs Request, Func<RunInputs, IReadOnlyList<float[]>> Run);

    private sealed record LaneFree;

    private sealed class Lane : ReceiveActor
    {
        public Lane() => Receive<RunSession>(call =>
        {
            Sender.Tell(Answer(call));
            Context.Parent.Tell(new LaneFree());
        });

        private object Answer(RunSession call)
        {
            try
            {
                return new InputsRun(call.Backbone, call.Run(call.Request));
            }
            catch (Exception e)
            {
                // The image waits for an answer, so whatever went wrong must become one.
                Context.GetLogger().Error(e, "{0} failed", call.Backbone);
                return new InputsFailed(call.Backbone, e is ImageFaultException fault ? fault.Reason : e.Message.ReplaceLineEndings(" "));
            }
        }
    }
}
