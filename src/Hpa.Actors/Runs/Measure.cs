using Hpa.Actors.Classifiers.Scores;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>
/// Turns predictions of validation and test images into score cards. All cards of a part stand on the same resamples, so
/// that their intervals can be compared.
/// </summary>
/// <param name="labels">The truth.</param>
/// <param name="classes">The classes that count.</param>
/// <param name="resamples">Resamples of an interval; 0 = none.</param>
/// <param name="seed">The run's seed.</param>
internal sealed class Measure(StudyLabels labels, LabelSet classes, int resamples, ulong seed)
{
    private static readonly Part[] Parts = [Part.Val, Part.Test];

    /// <summary>Both cards of a prediction of the validation rows, then the test rows.</summary>
    /// <param name="predicted">One set per row.</param>
    /// <param name="perClass">Whether the cards keep the figures of every class.</param>
    public IEnumerable<(Part Part, ScoreCard Card)> Both(LabelSet[] predicted, bool perClass) =>
        Parts.Select(part => (part, Card(part, predicted, perClass)));

    /// <summary>One card.</summary>
    /// <inheritdoc cref="Both"/>
    public ScoreCard Card(Part part, LabelSet[] predicted, bool perClass)
    {
        var truth = part == Part.Val ? labels.Val : labels.Test;
        var own = part == Part.Val ? predicted[..truth.Length] : predicted[^truth.Length..];
        return Card(part, truth, own, classes, perClass);
    }

    /// <summary>A card of other rows or classes than those of the whole part.</summary>
    public ScoreCard Card(Part part, LabelSet[] truth, LabelSet[] predicted, LabelSet scored, bool perClass)
    {
        var card = Metrics.Measure(truth, predicted, scored);
        var stream = new CounterRandom(seed).At("bootstrap").At((ulong)part);
        return card with
        {
            PerClass = perClass ? card.PerClass : [],
            Intervals = Bootstrap.Intervals(truth, predicted, scored, resamples, stream),
        };
    }
}
