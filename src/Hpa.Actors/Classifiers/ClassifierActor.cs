using Akka.Actor;
using Akka.Event;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Classifiers;

/// <summary>Measures subsets, one at a time, on a thread of its own; all classifiers of a node share the kernels.</summary>
public sealed class ClassifierActor : ReceiveActor
{
    private readonly IReadOnlyDictionary<string, ISubsetFitness> _studies;
    private readonly FitnessWorkspace _workspace = new();

    /// <summary>Sets up the protocol.</summary>
    /// <param name="studies">Fitness by study.</param>
    public ClassifierActor(IReadOnlyDictionary<string, ISubsetFitness> studies)
    {
        _studies = studies;
        Receive<EvaluateSubset>(ask => Sender.Tell(Answer(ask)));
    }

    /// <summary>Creates the actor's props.</summary>
    public static Props Props(IReadOnlyDictionary<string, ISubsetFitness> studies) =>
        Akka.Actor.Props.Create(() => new ClassifierActor(studies)).WithDispatcher("hpa.classifiers.dispatcher");

    private object Answer(EvaluateSubset ask)
    {
        try
        {
            return new SubsetEvaluated(ask.Run, ask.Study, ask.Subset, _studies[ask.Study].Evaluate(ask.Subset, _workspace));
        }
        catch (Exception e)
        {
            // The asker waits for an answer, so whatever went wrong must become one.
            Context.GetLogger().Error(e, "subset {0} of {1} failed", ask.Subset, ask.Study);
            return new SubsetFailed(ask.Run, ask.Study, ask.Subset, e.Message.ReplaceLineEndings(" "));
        }
    }
}
