using System.Diagnostics;
using Hpa.Actors.Cells;
using OpenCvSharp;

namespace Hpa.Host.Benchmarks;

/// <summary>
/// Seconds per picture of the built-in segmenter and of the peer, in turns on the same pictures, so that a machine that slows
/// down meanwhile slows both.
/// </summary>
/// <param name="Images">Pictures that were timed.</param>
/// <param name="Ours">Median seconds.</param>
/// <param name="Theirs">Median seconds; NaN without a peer.</param>
/// <param name="RoundRatios">Ours over theirs, medians of each round; empty without a peer.</param>
internal sealed record NucleiTimes(int Images, double Ours, double Theirs, IReadOnlyList<double> RoundRatios)
{
    /// <summary>Side of a timed picture, pixels.</summary>
    public const int Side = 512;

    /// <summary>Spread evenly over the set.</summary>
    private const int MostImages = 12;

    /// <summary>Ours over theirs; NaN without a peer.</summary>
    public double Ratio => RoundRatios.Count == 0 ? double.NaN : Median(RoundRatios);

    /// <summary>Segments each picture in each round with both.</summary>
    public static async Task<NucleiTimes> MeasureAsync(NucleiSet set, WatershedSegmenter segmenter, SkimageBaseline? baseline, int rounds, CancellationToken stop)
    {
        var count = Math.Min(MostImages, set.Names.Count);
        Mat[] fields = [.. Enumerable.Range(0, count).Select(i => Square(set, set.Names[(int)((long)i * set.Names.Count / count)]))];
        var (ours, theirs) = (new List<double[]>(), new List<double[]>());
        try
        {
            // The first round compiles, fills caches, and does not count.
            for (var round = 0; round <= rounds; round++)
            {
                var (mine, other) = (new double[count], new double[count]);
                for (var i = 0; i < count; i++)
                {
                    stop.ThrowIfCancellationRequested();
                    (var labels, mine[i]) = Find(segmenter, fields[i]);
                    labels.Dispose();
                    other[i] = baseline is null ? double.NaN : await SecondsAsync(baseline, fields[i], stop);
                }

                if (round == 0) continue;
                ours.Add(mine);
                theirs.Add(other);
            }
        }
        finally
        {
            foreach (var field in fields) field.Dispose();
        }

        return new NucleiTimes(
            count, Median(ours.SelectMany(x => x)), Median(theirs.SelectMany(x => x)), baseline is null ? [] : [.. ours.Zip(theirs, (o, t) => Median(o) / Median(t))]);
    }

    /// <summary>Finds nuclei; returns CV_32SC1, which the caller disposes, and the seconds it took.</summary>
    public static (Mat Labels, double Seconds) Find(WatershedSegmenter segmenter, Mat image)
    {
        var started = Stopwatch.GetTimestamp();
        using var segmentation = segmenter.Begin(image);
        var labels = segmentation.Finish([]);
        return (labels, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private static async Task<double> SecondsAsync(SkimageBaseline baseline, Mat field, CancellationToken stop)
    {
        var (labels, seconds) = await baseline.SegmentAsync(field, stop);
        labels.Dispose();
        return seconds;
    }

    /// <summary>Repeats a picture beside and below itself, and cuts: nuclei keep their size.</summary>
    private static Mat Square(NucleiSet set, string name)
    {
        using var image = set.Image(name);
        using var tiled = new Mat();
        Cv2.Repeat(image, (Side + image.Height - 1) / image.Height, (Side + image.Width - 1) / image.Width, tiled);
        using var part = tiled[new Rect(0, 0, Side, Side)];
        return part.Clone();
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
