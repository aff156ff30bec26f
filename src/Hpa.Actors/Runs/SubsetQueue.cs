using Akka.Actor;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Runs;

/// <summary>Subsets that wait for a classifier of this node. State of <see cref="WorkerActor"/>.</summary>
internal sealed class SubsetQueue
{
    private readonly Queue<EvaluateSubset> _waiting = new();
    private readonly Stack<IActorRef> _idle = new();

    /// <summary>Subsets that this node takes at once: one more than it has classifiers, so that none waits for the network.</summary>
    public int Room { get; private set; }

    /// <summary>Subsets that wait or are being measured.</summary>
    public int Held { get; private set; }

    /// <summary>Classifiers are ready.</summary>
    public void Open(IReadOnlyList<IActorRef> classifiers)
    {
        Close();
        foreach (var classifier in classifiers) _idle.Push(classifier);
        Room = classifiers.Count + 1;
    }

    /// <summary>Classifiers are gone.</summary>
    public void Close()
    {
        (Room, Held) = (0, 0);
        _waiting.Clear();
        _idle.Clear();
    }

    /// <summary>A subset is to be measured.</summary>
    public void Take(EvaluateSubset ask, IActorRef self)
    {
        if (Room == 0) return;
        Held++;
        _waiting.Enqueue(ask);
        Dispatch(self);
    }

    /// <summary>A classifier has measured one.</summary>
    public void Answer(SubsetEvaluated answer, IActorRef classifier, IActorRef self, IActorRef coordinator)
    {
        if (Room == 0) return;
        Held--;
        coordinator.Tell(answer, self);
        _idle.Push(classifier);
        Dispatch(self);
    }

    private void Dispatch(IActorRef self)
    {
        while (_idle.Count > 0 && _waiting.TryDequeue(out var next)) _idle.Pop().Tell(next, self);
    }
}
