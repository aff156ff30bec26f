using System.Diagnostics;
using Akka.Actor;
using Hpa.Actors.Classifiers;
using Hpa.Actors.Selection;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>A selection by itself, on fitness that is ready: the Select stage without a run around it.</summary>
public sealed class SelectionJobActor : ReceiveActor
{
    /// <summary>Sets up the protocol.</summary>
    /// <param name="plan">What to select.</param>
    /// <param name="fitness">Fitness by the labels of studies, see <see cref="FitnessActor"/>.</param>
    /// <param name="classifiers">How many subsets are measured at once.</param>
    /// <param name="regions">The node to do it on.</param>
    public SelectionJobActor(SelectionPlan plan, IReadOnlyDictionary<string, ISubsetFitness> fitness, int classifiers, RunRegions regions)
    {
        IActorRef asker = ActorRefs.Nobody;
        var started = 0L;
        Receive<Begin>(_ =>
        {
            (asker, started) = (Sender, Stopwatch.GetTimestamp());
            regions.Node.Tell(new NodeActor.OpenSelection(plan));
            IActorRef[] workers = [.. Enumerable.Range(0, classifiers).Select(_ => Context.ActorOf(ClassifierActor.Props(fitness)))];
            Context.ActorOf(SelectionActor.Props(plan, regions.Islands, workers), "selection");
        });
        Receive<SelectionActor.SelectionFinished>(done => asker.Tell(new Finished(done.Evaluations, Stopwatch.GetElapsedTime(started))));
        Receive<SelectionActor.SelectionInterrupted>(failed => asker.Tell(new RunFailed($"the journal cannot be reached ({failed.Reason})", Settings: false)));
        Receive<SelectionActor.SelectionFailed>(failed => asker.Tell(new RunFailed(failed.Reason, Settings: false)));
    }

    /// <summary>Creates the actor's props.</summary>
    /// <inheritdoc cref="SelectionJobActor(SelectionPlan, IReadOnlyDictionary{string, ISubsetFitness}, int, RunRegions)"/>
    public static Props Props(SelectionPlan plan, IReadOnlyDictionary<string, ISubsetFitness> fitness, int classifiers, RunRegions regions) =>
        Akka.Actor.Props.Create(() => new SelectionJobActor(plan, fitness, classifiers, regions));

    /// <summary>Start; answered by <see cref="Finished"/> or <see cref="RunFailed"/>.</summary>
    public sealed record Begin;

    /// <summary>The studies' files are written.</summary>
    /// <param name="Evaluations">Different subsets that were asked for.</param>
    /// <param name="Took">From <see cref="Begin"/> on.</param>
    public sealed record Finished(int Evaluations, TimeSpan Took);
}
