using Akka.Actor;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection;

/// <summary>One generation of an island: asks for the fitness of its subsets and answers when all are known.</summary>
public sealed class PopulationActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(30);

    private readonly IslandKey _key;
    private readonly int _generation;
    private readonly IActorRef _coordinator;
    private readonly HashSet<Genome> _missing;
    private readonly Dictionary<Genome, double> _fitness = [];

    /// <summary>Starts asking at once.</summary>
    public PopulationActor(IslandKey key, int generation, IReadOnlyList<Genome> genomes, IActorRef coordinator)
    {
        _key = key;
        _generation = generation;
        _coordinator = coordinator;
        _missing = [.. genomes];
        Receive<SubsetEvaluated>(Collect);
        Receive<AskAgain>(_ => Ask());
        Ask();
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Creates the actor's props.</summary>
    public static Props Props(IslandKey key, int generation, IReadOnlyList<Genome> genomes, IActorRef coordinator) =>
        Akka.Actor.Props.Create(() => new PopulationActor(key, generation, genomes, coordinator));

    /// <inheritdoc />
    protected override void PreStart() => Timers.StartPeriodicTimer("ask", new AskAgain(), AskAgainAfter);

    private void Ask()
    {
        foreach (var subset in _missing.Order()) _coordinator.Tell(new EvaluateSubset(_key.Run, _key.Study, subset));
    }

    private void Collect(SubsetEvaluated answer)
    {
        if (!_missing.Remove(answer.Subset)) return;
        _fitness[answer.Subset] = answer.Fitness;
        if (_missing.Count > 0) return;
        Context.Parent.Tell(new PopulationEvaluated(_generation, _fitness));
        Context.Stop(Self);
    }

    /// <summary>The fitness of every subset of a generation.</summary>
    internal sealed record PopulationEvaluated(int Generation, IReadOnlyDictionary<Genome, double> Fitness);

    private sealed record AskAgain;
}
