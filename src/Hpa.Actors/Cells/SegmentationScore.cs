using OpenCvSharp;

namespace Hpa.Actors.Cells;

/// <summary>
/// How well found nuclei agree with true ones: a found and a true nucleus match when intersection over union is above a
/// threshold of at least 0.5, above which no nucleus can have two matches.
/// </summary>
/// <param name="Matched">TP: pairs that match.</param>
/// <param name="Spurious">FP: found nuclei without a true one.</param>
/// <param name="Missed">FN: true nuclei without a found one.</param>
public readonly record struct SegmentationScore(int Matched, int Spurious, int Missed)
{
    /// <summary>Average precision as in the literature on nuclei: TP / (TP + FP + FN), in [0, 1]; 1 where there is nothing to find and nothing was found.</summary>
    public double Precision => Matched + Spurious + Missed == 0 ? 1 : (double)Matched / (Matched + Spurious + Missed);

    /// <summary>Compares two label maps of one size.</summary>
    /// <param name="truth">CV_32SC1, 0 = background; numbers need not be consecutive.</param>
    /// <param name="found">CV_32SC1, likewise.</param>
    /// <param name="threshold">Intersection over union that a match exceeds, in [0.5, 1).</param>
    public static SegmentationScore Of(Mat truth, Mat found, double threshold)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threshold, 0.5);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(threshold, 1);
        Check(truth, nameof(truth));
        Check(found, nameof(found));
        if (truth.Size() != found.Size()) throw new ArgumentException($"label maps of {truth.Size()} and {found.Size()}", nameof(found));
        var (pairs, ofTruth, ofFound) = (new Dictionary<(int, int), int>(), new Dictionary<int, int>(), new Dictionary<int, int>());
        var t = truth.AsSpan<int>();
        var f = found.AsSpan<int>();
        for (var i = 0; i < t.Length; i++)
        {
            if (t[i] != 0) ofTruth[t[i]] = ofTruth.GetValueOrDefault(t[i]) + 1;
            if (f[i] != 0) ofFound[f[i]] = ofFound.GetValueOrDefault(f[i]) + 1;
            if (t[i] != 0 && f[i] != 0) pairs[(t[i], f[i])] = pairs.GetValueOrDefault((t[i], f[i])) + 1;
        }

        var matched = pairs.Count(p => p.Value > threshold * (ofTruth[p.Key.Item1] + ofFound[p.Key.Item2] - p.Value));
        return new SegmentationScore(matched, ofFound.Count - matched, ofTruth.Count - matched);
    }

    private static void Check(Mat labels, string name)
    {
        // The pixels of a part of a larger picture cannot be seen as one span: OpenCvSharp gives an empty one.
        if (labels.Type() != MatType.CV_32SC1 || !labels.IsContinuous()) throw new ArgumentException($"{labels.Type()} is no whole label map", name);
    }
}
