using System.Globalization;
using Hpa.Actors.Cells;
using Hpa.Contracts.Cells;
using Hpa.Host.Commands;
using OpenCvSharp;
using Spectre.Console;
using LogLevel = OpenCvSharp.LogLevel;
using Size = OpenCvSharp.Size;

namespace Hpa.Host.Benchmarks;

/// <summary>
/// <c>hpa bench nuclei</c>: how well the built-in segmenter finds the nuclei of pictures with known ones, and how fast, beside
/// the usual recipe with scikit-image on the same pictures in the same run.
/// </summary>
internal static class NucleiBenchmark
{
    /// <summary>A match's intersection over union.</summary>
    private const double Usual = 0.5, Strict = 0.7;

    private const int Worst = 10;

    /// <summary>Measures and prints.</summary>
    /// <param name="set">Pictures and what is true of them.</param>
    /// <param name="settings">The size of a pixel.</param>
    /// <param name="python">The interpreter of the peer, or null for the usual ones.</param>
    /// <param name="rounds">How often each picture is timed.</param>
    /// <param name="output">Folder for pictures of the worst, or null.</param>
    /// <param name="stop">The user's wish to stop.</param>
    public static async Task RunAsync(NucleiSet set, CellSettings settings, string? python, int rounds, string? output, CancellationToken stop)
    {
        Cv2.SetNumThreads(1);
        Cv2.SetLogLevel(LogLevel.SILENT);
        var segmenter = new WatershedSegmenter(settings);
        var (baseline, why) = await SkimageBaseline.OpenAsync(python, stop);
        using (baseline)
        {
            var scores = new List<Scores>();
            foreach (var name in set.Names) scores.Add(await ScoreAsync(set, name, segmenter, baseline, stop));
            Say($"images      {scores.Count} with {scores.Sum(s => s.True)} nuclei");
            if (baseline is null) Console.WriteLine($"comparison  none: needs Python with scikit-image (apt-get install python3-skimage, or --python): {why}");
            PrintMeans(scores, baseline);
            await PrintTimesAsync(set, segmenter, baseline, rounds, stop);
            Scores[] worst = [.. scores.OrderBy(s => s.Ours.Precision).ThenBy(s => s.Name, StringComparer.Ordinal).Take(Worst)];
            PrintWorst(worst);
            if (output is not null) Draw(set, segmenter, worst, output);
        }
    }

    private static async Task<Scores> ScoreAsync(NucleiSet set, string name, WatershedSegmenter segmenter, SkimageBaseline? baseline, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        using var image = set.Image(name);
        using var truth = set.Truth(name, image.Size());
        using var ours = NucleiTimes.Find(segmenter, image).Labels;
        var (score, strict) = (SegmentationScore.Of(truth, ours, Usual), SegmentationScore.Of(truth, ours, Strict));
        if (baseline is null) return new Scores(name, image.Size(), score, strict, null, null);
        using var theirs = (await baseline.SegmentAsync(image, stop)).Labels;
        return new Scores(name, image.Size(), score, strict, SegmentationScore.Of(truth, theirs, Usual), SegmentationScore.Of(truth, theirs, Strict));
    }

    private static void PrintMeans(List<Scores> scores, SkimageBaseline? baseline)
    {
        var table = TableOutput.New("Program").AddColumns(Right("Mean AP at IoU 0.5", "at 0.7", "Matched", "Spurious", "Missed"));
        Row("hpa", s => s.Ours, s => s.OursStrict);
        if (baseline is not null) Row(baseline.Name, s => s.Theirs!.Value, s => s.TheirsStrict!.Value);
        TableOutput.Write(table);
        if (baseline is not null) Say($"difference  {scores.Average(s => s.Ours.Precision - s.Theirs!.Value.Precision):+0.000;-0.000} at IoU 0.5");

        void Row(string program, Func<Scores, SegmentationScore> usual, Func<Scores, SegmentationScore> strict) => table.AddRow(
            program, Text($"{scores.Average(s => usual(s).Precision):0.000}"), Text($"{scores.Average(s => strict(s).Precision):0.000}"),
            Text($"{scores.Sum(s => usual(s).Matched)}"), Text($"{scores.Sum(s => usual(s).Spurious)}"), Text($"{scores.Sum(s => usual(s).Missed)}"));
    }

    private static async Task PrintTimesAsync(NucleiSet set, WatershedSegmenter segmenter, SkimageBaseline? baseline, int rounds, CancellationToken stop)
    {
        var times = await NucleiTimes.MeasureAsync(set, segmenter, baseline, rounds, stop);
        var head = Text($"time        {NucleiTimes.Side} x {NucleiTimes.Side} px, one thread, median of {times.Images} images x {rounds} rounds: hpa {times.Ours * 1000:0.0} ms");
        if (baseline is null) Console.WriteLine(head);
        else Say($"{head}, {baseline.Name} {times.Theirs * 1000:0.0} ms; ratio {times.Ratio:0.000} (median of rounds, {times.RoundRatios.Min():0.000} to {times.RoundRatios.Max():0.000})");
    }

    private static void PrintWorst(Scores[] worst)
    {
        var table = TableOutput.New("Worst image", "Pixels").AddColumns(Right("AP", "True", "Found", "Matched", "AP of scikit-image"));
        foreach (var s in worst)
        {
            table.AddRow(
                Markup.Escape(s.Name), Text($"{s.Size.Width} x {s.Size.Height}"), Text($"{s.Ours.Precision:0.000}"), Text($"{s.True}"), Text($"{s.Found}"),
                Text($"{s.Ours.Matched}"), s.Theirs is { } theirs ? Text($"{theirs.Precision:0.000}") : "");
        }

        TableOutput.Write(table);
    }

    private static void Draw(NucleiSet set, WatershedSegmenter segmenter, Scores[] worst, string output)
    {
        Directory.CreateDirectory(output);
        for (var i = 0; i < worst.Length; i++)
        {
            using var image = set.Image(worst[i].Name);
            using var truth = set.Truth(worst[i].Name, image.Size());
            using var found = NucleiTimes.Find(segmenter, image).Labels;
            NucleiPictures.Write(Path.Combine(output, Text($"{i + 1:00}_{worst[i].Name}")), image, truth, found);
        }

        Say($"pictures    {worst.Length} in {output}: {NucleiPictures.Legend}");
    }

    private static TableColumn[] Right(params string[] names) => Array.ConvertAll(names, name => new TableColumn(name).RightAligned());

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Say(FormattableString text) => Console.WriteLine(Text(text));

    private sealed record Scores(
        string Name, Size Size, SegmentationScore Ours, SegmentationScore OursStrict, SegmentationScore? Theirs, SegmentationScore? TheirsStrict)
    {
        public int True => Ours.Matched + Ours.Missed;

        public int Found => Ours.Matched + Ours.Spurious;
    }
}
