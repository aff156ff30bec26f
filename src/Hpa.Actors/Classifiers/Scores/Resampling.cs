using Hpa.Contracts.Datasets;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Classifiers.Scores;

/// <summary>
/// Draws as many images as there are, with replacement, and measures a prediction on them. Images with the same truth and the
/// same prediction are one kind: a draw is an increment, and figures cost a visit per kind instead of one per image.
/// </summary>
internal sealed class Resampling
{
    private readonly int[] _kindOf;
    private readonly (LabelSet Truth, LabelSet Predicted)[] _kinds;
    private readonly int[] _drawn;
    private readonly int[] _counts = new int[ClassTally.Length];

    /// <summary>Begins with every image once.</summary>
    /// <param name="truth">One set per image.</param>
    /// <param name="predicted">As many sets.</param>
    public Resampling(IReadOnlyList<LabelSet> truth, IReadOnlyList<LabelSet> predicted)
    {
        var places = new Dictionary<(LabelSet, LabelSet), int>();
        _kindOf = new int[truth.Count];
        for (var image = 0; image < _kindOf.Length; image++)
        {
            var kind = (truth[image], predicted[image]);
            if (places.TryAdd(kind, places.Count)) _kindOf[image] = places.Count - 1;
            else _kindOf[image] = places[kind];
        }

        _kinds = [.. places.OrderBy(kind => kind.Value).Select(kind => kind.Key)];
        _drawn = new int[_kinds.Length];
        foreach (var kind in _kindOf) _drawn[kind]++;
    }

    /// <summary>Draws anew.</summary>
    public void Draw(CounterRandom stream)
    {
        Array.Clear(_drawn);
        for (var i = 0; i < _kindOf.Length; i++) _drawn[_kindOf[stream.NextInt(_kindOf.Length)]]++;
    }

    /// <summary>The figures on the images drawn.</summary>
    public HeadlineFigures Measure(LabelSet classesScored)
    {
        Array.Clear(_counts);
        var tally = new ClassTally(_counts);
        var exact = 0;
        for (var k = 0; k < _kinds.Length; k++)
        {
            if (_drawn[k] == 0) continue;
            var (truth, predicted) = _kinds[k];
            tally.Add(truth, predicted, _drawn[k]);
            if (truth == predicted) exact += _drawn[k];
        }

        return HeadlineFigures.Of(tally, classesScored, exact, _kindOf.Length);
    }
}
