using Hpa.Contracts.Datasets;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Classifiers.Scores;

/// <summary>
/// Draws as many images as there are, with replacement, and measures two predictions on them. Images with the same truth and
/// the same predictions are one kind: a draw is an increment, and figures cost a visit per kind instead of one per image.
/// </summary>
internal sealed class Resampling
{
    private readonly int[] _kindOf;
    private readonly (LabelSet Truth, LabelSet First, LabelSet Second)[] _kinds;
    private readonly int[] _drawn;
    private readonly int[] _counts = new int[ClassTally.Length];

    /// <summary>Begins with every image once.</summary>
    /// <param name="truth">One set per image.</param>
    /// <param name="first">As many sets.</param>
    /// <param name="second">As many sets; the first prediction again where there is one only.</param>
    public Resampling(IReadOnlyList<LabelSet> truth, IReadOnlyList<LabelSet> first, IReadOnlyList<LabelSet> second)
    {
        var places = new Dictionary<(LabelSet, LabelSet, LabelSet), int>();
        _kindOf = new int[truth.Count];
        for (var image = 0; image < _kindOf.Length; image++)
        {
            var kind = (truth[image], first[image], second[image]);
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

    /// <summary>The first prediction's figures on the images drawn.</summary>
    public HeadlineFigures First(LabelSet classesScored) => Measure(classesScored, second: false);

    /// <summary>The second's.</summary>
    public HeadlineFigures Second(LabelSet classesScored) => Measure(classesScored, second: true);

    private HeadlineFigures Measure(LabelSet classesScored, bool second)
    {
        Array.Clear(_counts);
        var tally = new ClassTally(_counts);
        var exact = 0;
        for (var k = 0; k < _kinds.Length; k++)
        {
            if (_drawn[k] == 0) continue;
            var predicted = second ? _kinds[k].Second : _kinds[k].First;
            tally.Add(_kinds[k].Truth, predicted, _drawn[k]);
            if (_kinds[k].Truth == predicted) exact += _drawn[k];
        }

        return HeadlineFigures.Of(tally, classesScored, exact, _kindOf.Length);
    }
}
