using Akka.Actor;
using Hpa.Actors.Runs;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Runs;

/// <summary>A desk where one worker of the run's own node stands, with room for two batches. It passes what it is given to a probe, whose answers are its own.</summary>
internal sealed class OneWorkerDesk : ReceiveActor
{
    public OneWorkerDesk(IActorRef probe) => Receive<DeskActor.StageOpened>(_ =>
    {
        Sender.Tell(new DeskActor.WorkerJoined(Context.ActorOf(Props.Create(() => new Worker(probe))), "home", Home: true));
    });

    public static Props Of(IActorRef probe) => Props.Create(() => new OneWorkerDesk(probe));

    private sealed class Worker : ReceiveActor
    {
        private IActorRef _coordinator = ActorRefs.Nobody;

        public Worker(IActorRef probe)
        {
            Receive<RunOffered>(offer =>
            {
                _coordinator = Sender;
                _coordinator.Tell(new AskForBatches(offer.Run, 2, []));
            });
            Receive<ExtractBatch>(batch => probe.Tell(batch));
            Receive<IBatchMessage>(answer => _coordinator.Tell(answer));
        }
    }
}
