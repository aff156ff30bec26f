using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;
using Hpa.Contracts.Selection;
using Hpa.Host.Commands;

namespace Hpa.Host.Tests;

public sealed class RunSummaryTests
{
    private static readonly ScoreCard Card = new(40, new Score(0.5, 0.5, 0.4172), new Score(1, 1, 1), new Score(1, 1, 1), 0.5, 0.1, []);

    private static readonly Interval Interval = new(0.3721, 0.4444);

    [Fact]
    public void The_best_of_the_table_is_named_with_its_interval()
    {
        var best = new BestEntry(FeatureSet.Both, Strategy.BinaryRelevance, ClassifierKind.NearestNeighbour, Card, Card);

        Assert.Equal(["best of the table by validation: BR(kNN 1) on image + cell, test macro-F1 0.417"], RunSummary.Lines(Run(best, null)));
        Assert.Equal(
            ["best of the table by validation: BR(kNN 1) on image + cell, test macro-F1 0.417 (95 % interval 0.372 to 0.444)"],
            RunSummary.Lines(Run(best with { Test = Card with { Intervals = new(1000, Interval, Interval, Interval, Interval, Interval) } }, null)));
    }

    [Fact]
    public void A_fitness_on_fewer_images_is_a_warning()
    {
        Assert.StartsWith("warning: fitness was measured on 900 of 1382 training images", Assert.Single(RunSummary.Lines(Run(null, new FitnessFacts(900, 1382, 40)))));
        Assert.Empty(RunSummary.Lines(Run(null, new FitnessFacts(900, 900, 40))));
    }

    [Fact]
    public void What_was_chosen_is_told_once_per_feature_set_with_stability_where_there_are_repetitions()
    {
        static StudyMetrics Study(FeatureSet features, bool shuffled, int repeat) =>
            new(new StudyName(features, shuffled, repeat).ToString(), features, shuffled, repeat, 18, [Block, Block], 0.4312, 512, 20, 48.5);
        var run = Run(null, null) with
        {
            Studies = [Study(FeatureSet.ImageGreen, false, 1), Study(FeatureSet.Image, false, 1), Study(FeatureSet.Image, false, 2), Study(FeatureSet.Image, true, 1)],
            Stability = [new StabilityMetrics(FeatureSet.ImageGreen, 1, 4, null, []), new StabilityMetrics(FeatureSet.Image, 2, 8, 0.614, [])],
        };

        Assert.Equal(
            [
                "chosen of image-green: 2 of 18 blocks, fitness 0.431, 512 subsets tried",
                "chosen of image: 2 of 18 blocks, fitness 0.431, 512 subsets tried, stability 0.61 over 2 repetitions",
            ],
            RunSummary.Lines(run));
    }

    [Fact]
    public void Where_the_front_decided_its_pick_is_told()
    {
        var run = Run(null, null) with
        {
            Studies = [new StudyMetrics("image", FeatureSet.Image, false, 1, 18, [Block, BlockName.Parse("image.resnet18.ggg")], 0.4312, 512, 20, 48.5)],
            FeatureSets = [new FeatureSetBlocks(FeatureSet.Image, [Block], Chosen: true)],
        };

        Assert.Equal(
            ["chosen of image: 2 of 18 blocks, fitness 0.431, 512 subsets tried", "used of image: the front's pick of 1 blocks instead"],
            RunSummary.Lines(run));
    }

    private static BlockName Block => BlockName.Parse("image.resnet18.rgb");

    private static RunMetrics Run(BestEntry? best, FitnessFacts? fitness) => new(
        RunMetrics.CurrentVersion, new RunFacts("", 1, "", 90, 40, 0, new PartSizes(30, 30, 30), [], [], [], Fitness: fitness), [], [], [], [], [], [], [], [], [], best, []);
}
