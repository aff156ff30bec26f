using Hpa.Contracts.Selection;
using Hpa.Host.Progress;

namespace Hpa.Host.Server;

/// <summary>What the process of a run has told so far.</summary>
/// <param name="clock">Tells the time.</param>
internal sealed class RunTrack(TimeProvider clock)
{
    private readonly List<StepState> _steps = [];
    private readonly Dictionary<string, StageRate> _rates = [];
    private readonly List<GenerationPoint> _generations = [];
    private StageRate? _evaluations;
    private long _evaluated;

    /// <summary>A copy of all that is known.</summary>
    public RunProgress Now()
    {
        lock (_steps) return new RunProgress([.. _steps], [.. _generations]) { EvaluationsPerSecond = _evaluations?.PerSecond(_evaluated) };
    }

    /// <summary>Takes news of some work in.</summary>
    public StepState Take(ProgressStep step)
    {
        lock (_steps)
        {
            if (!_rates.TryGetValue(step.Title, out var rate)) _rates[step.Title] = rate = new StageRate(clock, step.Done);
            var left = step.Total is { } total ? rate.Left(step.Done, total) : null;
            var state = new StepState(step.Title, step.Done, step.Total, step.Unit, step.Detail, rate.PerSecond(step.Done), left?.TotalSeconds);
            var index = _steps.FindIndex(known => known.Title == step.Title);
            if (index < 0) _steps.Add(state);
            else _steps[index] = state;
            return state;
        }
    }

    /// <summary>Takes a generation in.</summary>
    public void Take(GenerationSeen seen)
    {
        lock (_steps)
        {
            _generations.Add(GenerationPoint.Of(seen));
            _evaluations ??= new StageRate(clock, seen.Evaluations);
            _evaluated = seen.Evaluations;
        }
    }
}

/// <summary>How far a run is.</summary>
/// <param name="Steps">Its steps in the order in which they began.</param>
/// <param name="Generations">The generations of its islands, in any order.</param>
internal sealed record RunProgress(IReadOnlyList<StepState> Steps, IReadOnlyList<GenerationPoint> Generations)
{
    /// <summary>Subsets measured per second, or null before anything can be said.</summary>
    public double? EvaluationsPerSecond { get; init; }
}
