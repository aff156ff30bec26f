using Hpa.Contracts.Cells;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Reports;

/// <summary>A made-up run of believable size: 28 classes from common to very rare, a few networks, a shuffled control.</summary>
internal static class SampleReport
{
    private static readonly string[] Combinations = ["rrr", "ggg", "bbb", "yyy", "rgb", "ygb"];
    private static readonly string[] Networks =
    [
        "squeezenet1_1", "mobilenet_v2", "resnet18", "alexnet", "googlenet", "resnet50", "resnet101", "densenet201", "inception_v3", "vgg16", "vgg19", "shufflenet_v2",
    ];

    /// <param name="trained">Whether all networks are.</param>
    /// <param name="dataset">Its name.</param>
    /// <param name="cells">Whether nucleus and membrane were looked at too.</param>
    /// <param name="networks">How many networks, 2 to 12.</param>
    public static RunReport Make(bool trained, string dataset = "HPA, spring series", bool cells = false, int networks = 3)
    {
        string[] regions = cells ? ["image", "nucleus", "membrane"] : ["image"];
        var blocks = regions.SelectMany(region => Networks.Take(networks).SelectMany(network => Combinations.Select(c => BlockName.Parse($"{region}.{network}.{c}")))).ToArray();
        var draws = new CounterRandom(5);
        var ranking = blocks.Select(block => new BlockRank(block, 0.11 + 0.22 * draws.NextDouble())).OrderByDescending(rank => rank.ValidationFitness).ToArray();
        var selection = new SampleSelection(blocks);
        var table = SampleResults.Table(cells, new CounterRandom(11));
        var metrics = new RunMetrics(
            RunMetrics.CurrentVersion, Facts(trained, dataset, blocks, networks) with { Cells = cells ? Cells : null },
            selection.Studies(), selection.Searches(), selection.Fronts(), selection.Stability(), Results(), SampleResults.SingleLabel(selection), ranking,
            SampleResults.FeatureSets(selection), table, SampleResults.Best(table), SampleResults.Ablation());
        return new RunReport(metrics, Timings(), selection.Histories(), Quarantine(),
            "hpa {\n  runs { seed = 1, shuffled-control = on }\n  selection { islands = 4, population = 40, generations = 20 }\n}\n",
            "./hpa run fields.conf --out runs/spring", Samples(), cells ? Sheet() : CellSheet.Empty);
    }

    /// <summary>A few fields without cells among many with a dozen.</summary>
    public static CellSummary Cells { get; } = new(4218, 37, new CellCounts(51_344, 31_022, 9_120, 2_411, 318, 4_765, 2));

    public static ScoreCard Card(int images, double level, CounterRandom draws)
    {
        var classes = Enumerable.Range(0, LocationClasses.Count).Select(c =>
        {
            var f1 = Math.Clamp(level + 0.35 * (draws.NextDouble() - 0.5), 0, 1);
            var support = Support(c) * images / 1000;
            return new ClassScore(c, new Score(Math.Min(1, f1 * 1.1), f1 * 0.9, f1), support, support + (c % 3));
        }).ToArray();
        var macro = new Score(level * 1.05, level * 0.95, classes.Average(c => c.Score.F1));
        return new ScoreCard(images, macro, new Score(level + 0.12, level + 0.1, level + 0.11), new Score(level, level + 0.1, level + 0.09), level * 0.7, 0.06, classes);
    }

    private static RunFacts Facts(bool trained, string dataset, BlockName[] blocks, int networks) => new(
        dataset, 1, "9f2c61d0b7e4a853c1f6d29847ab3e50c4d18f7725b96ea0134fd8c27b60e591", 4218, 1974, 3, new PartSizes(2952, 633, 633),
        Enumerable.Range(0, LocationClasses.Count).Select(c => new ClassFacts(c, LocationClasses.Names[c], new PartSizes(Support(c) * 3, Support(c), Support(c)))).ToArray(),
        Networks.Take(networks).Select((name, i) => new BackboneRecord(name, new string("0a4b1c2d3e5f"[i], 64), trained || i == 1, 1000)).ToArray(), blocks, Fitness: new FitnessFacts(900, 1382, 296));

    private static int Support(int c) => c switch { 0 => 414, 25 => 268, 21 => 122, 2 => 118, 23 => 95, 7 => 90, 4 => 60, 15 or 27 or 10 or 9 or 8 => 2, _ => 5 + 7 * (c * 5 % 9) };

    private static ResultMetrics[] Results()
    {
        var draws = new CounterRandom(9);
        double[] levels = [0.42, 0.38, 0.27, 0.07];
        return
        [
            .. from name in Enum.GetValues<SubsetName>()
               from strategy in Enum.GetValues<Strategy>()
               from part in new[] { Part.Val, Part.Test }
               let level = levels[(int)name] - 0.05 * (int)strategy - (part == Part.Test ? 0.02 : 0)
               select new ResultMetrics(name, strategy, part, Card(633, level, draws.At((ulong)name).At((ulong)strategy).At((ulong)part))),
        ];
    }

    private static RunTimings Timings() => new(
        RunTimings.CurrentVersion, new MachineFacts(8, "cpu", "the networks run in 2 groups"),
        [new(Stage.Index, 2.31), new(Stage.Extract, 1934.5), new(Stage.Select, 411.2), new(Stage.Evaluate, 58.9), new(Stage.Report, 3.2)], 2.18, 2.54);

    private static QuarantineEntry[] Quarantine() =>
    [
        new(ImageId.Parse("1a0c2d6e-bba1"), "decode", "train/1a0c2d6e-bba1_green.png", "the PNG ends after 4,096 of 201,333 bytes", 3),
        new(ImageId.Parse("77d5f00a-bbb4"), "decode", "train/77d5f00a-bbb4_blue.png", "the file is missing", 1),
        new(ImageId.Parse("c8e1ff42-bbc8"), "decode", "train/c8e1ff42-bbc8_red.png", "512 × 510 pixels where the other channels have 512 × 512", 1),
    ];

    private static SampleImage[] Samples() =>
    [
        new(ImageId.Parse("0032a07e-bba9"), LabelSet.Of(0, 25), LabelSet.Of(0, 25), Picture(1)),
        new(ImageId.Parse("02f5a13c-bbc4"), LabelSet.Of(18, 25, 3), LabelSet.Of(25), Picture(2)),
        new(ImageId.Parse("0914ba7e-bbb2"), LabelSet.Of(23), LabelSet.Of(23), Picture(3)),
        new(ImageId.Parse("0a7e0072-bbc1"), LabelSet.Of(6, 1), LabelSet.Of(6), Picture(4)),
    ];

    private static CellSheet Sheet() => new(
        [new(ImageId.Parse("11aa07e4-bba2"), "12 nuclei, 8 used (3 border)", Picture(5)), new(ImageId.Parse("12ba07e4-bba7"), "11 nuclei, 8 used (2 border)", Picture(6))],
        [new(ImageId.Parse("13ca07e4-bbb9"), "3 nuclei, 0 used (2 border, 1 irregular)", Picture(7))]);

    private static byte[] Picture(int seed)
    {
        using var mat = new OpenCvSharp.Mat(96, 96, OpenCvSharp.MatType.CV_8UC3, OpenCvSharp.Scalar.Black);
        var draws = new CounterRandom((ulong)seed);
        for (var cell = 0; cell < 6; cell++)
        {
            var centre = new OpenCvSharp.Point(draws.NextInt(96), draws.NextInt(96));
            OpenCvSharp.Cv2.Circle(mat, centre, 17, new OpenCvSharp.Scalar(0, 70 + draws.NextInt(90), 60), -1);
            OpenCvSharp.Cv2.Circle(mat, centre, 8, new OpenCvSharp.Scalar(190, 40, 10), -1);
        }

        OpenCvSharp.Cv2.ImEncode(".png", mat, out var bytes);
        return bytes;
    }
}
