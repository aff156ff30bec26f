using Akka.Actor;
using Akka.Event;
using Hpa.Contracts.Backbones;
using Hpa.Contracts.Images;
using Schedule = Hpa.Actors.Backbones.LaneSchedule<(Hpa.Contracts.Backbones.RunInputs Request, Akka.Actor.IActorRef Asker)>;

namespace Hpa.Actors.Backbones;

/// <summary>
/// A device of this node: the only place where sessions run. It keeps as many lanes busy as the device takes calls at
/// once; each lane has a dispatcher thread of its own, so that no call ever waits in the .NET thread pool.
/// </summary>
public sealed class DeviceActor : ReceiveActor
{
    private readonly Stack<IActorRef> _idle = new();
    private readonly Schedule _schedule;

    /// <summary>Starts the lanes.</summary>
    /// <param name="groups">The networks in groups that fit into memory together; the first is there.</param>
    /// <param name="lanes">Session calls at once.</param>
    public DeviceActor(IReadOnlyList<IReadOnlyList<INetwork>> groups, int lanes)
    {
        var networks = groups.SelectMany(g => g).ToDictionary(n => n.Name);
        _schedule = new Schedule([.. groups.Select(g => g.Select(n => n.Name).ToArray())], name => networks[name].Batch);
        for (var lane = 0; lane < lanes; lane++)
            _idle.Push(Context.ActorOf(Akka.Actor.Props.Create(() => new Lane(networks)).WithDispatcher("hpa.backbones.lane-dispatcher"), $"lane-{lane}"));
        Receive<RunSession>(call =>
        {
            _schedule.Enqueue(call.Backbone, call.Request.Count, (call.Request, Sender));
            Dispatch();
        });
        Receive<LaneFree>(_ =>
        {
            _idle.Push(Sender);
            _schedule.Done();
            Dispatch();
        });
    }

    /// <summary>Creates the actor's props.</summary>
    public static Props Props(IReadOnlyList<IReadOnlyList<INetwork>> groups, int lanes) => Akka.Actor.Props.Create(() => new DeviceActor(groups, lanes));

    private void Dispatch()
    {
        while (_idle.Count > 0 && _schedule.Next() is { } work) _idle.Pop().Tell(work);
    }

    /// <summary>A call of a network.</summary>
    /// <param name="Backbone">Catalogue name.</param>
    /// <param name="Request">The inputs.</param>
    internal sealed record RunSession(string Backbone, RunInputs Request);

    private sealed record LaneFree;

    private sealed class Lane : ReceiveActor
    {
        private readonly IReadOnlyDictionary<string, INetwork> _networks;

        public Lane(IReadOnlyDictionary<string, INetwork> networks)
        {
            _networks = networks;
            Receive<Schedule.Calls>(calls =>
            {
                Run(calls);
                Context.Parent.Tell(new LaneFree());
            });
            Receive<Schedule.Exchange>(exchange =>
            {
                Exchange(exchange);
                Context.Parent.Tell(new LaneFree());
            });
        }

        private void Run(Schedule.Calls calls)
        {
            try
            {
                var vectors = _networks[calls.Network].Run([.. calls.All.Select(c => c.Request)]);
                var first = 0;
                foreach (var (request, asker) in calls.All)
                {
                    asker.Tell(new InputsRun(calls.Network, [.. vectors.Skip(first).Take(request.Count)]));
                    first += request.Count;
                }
            }
            catch (Exception) when (calls.All.Count > 1)
            {
                // The fault may be one image's; the others must not suffer for it.
                foreach (var call in calls.All) Run(new Schedule.Calls(calls.Network, [call]));
            }
            catch (Exception e)
            {
                // The image waits for an answer, so whatever went wrong must become one.
                Context.GetLogger().Error(e, "{0} failed", calls.Network);
                calls.All[0].Asker.Tell(new InputsFailed(calls.Network, e is ImageFaultException fault ? fault.Reason : e.Message.ReplaceLineEndings(" ")));
            }
        }

        /// <summary>A network that cannot be loaded answers every call with the reason.</summary>
        private void Exchange(Schedule.Exchange exchange)
        {
            foreach (var name in exchange.Out) _networks[name].Unload();
            foreach (var name in exchange.In)
            {
                try
                {
                    _networks[name].Load();
                }
                catch (Exception e)
                {
                    Context.GetLogger().Error(e, "{0} cannot be loaded", name);
                }
            }
        }
    }
}
