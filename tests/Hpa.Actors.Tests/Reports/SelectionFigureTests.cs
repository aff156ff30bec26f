using System.Xml.Linq;
using Hpa.Actors.Reports;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Reports;

public sealed class SelectionFigureTests
{
    private static readonly RunReport Cells = SampleReport.Make(trained: true, cells: true);
    private static readonly RunMetrics Metrics = Cells.Metrics;

    [Fact]
    public void Convergence_has_fitness_above_diversity_the_islands_and_the_control()
    {
        var texts = Texts(ConvergenceFigure.Draw(Cells, FeatureSet.Cell));

        Assert.Superset(
            new HashSet<string> { "How fitness rises: cell (both regions)", "Fitness, macro-F1", "Diversity, share of blocks in which two subsets differ", "Island 1", "Island 4", "Shuffled labels, best" },
            texts.ToHashSet());
    }

    [Fact]
    public void Convergence_without_control_is_silent_about_chance_and_can_start_at_any_generation()
    {
        var one = Cells with { History = new Dictionary<string, IReadOnlyList<HistoryRow>> { ["image"] = [new HistoryRow(3, 0, 0.25, 0.25, 0)] } };
        using var figure = ConvergenceFigure.Draw(one, FeatureSet.Image);

        Assert.Equal([FeatureSet.Image], ConvergenceFigure.Sets(one));
        Assert.Equal("Line charts of image. Over 3 generations the best macro-F1 rises from 0.250 to 0.250, mean diversity goes from 0.000 to 0.000.", figure.Alternative);
        Assert.DoesNotContain("Shuffled labels, best", FigureSvg.ForFile(figure));
    }

    [Fact]
    public void More_islands_than_colours_are_counted_instead_of_named()
    {
        var rows = Enumerable.Range(0, 12).SelectMany(island => new[] { new HistoryRow(1, island, 0.2, 0.1, 0.4), new HistoryRow(2, island, 0.3, 0.2, 0.3) }).ToArray();
        var texts = Texts(ConvergenceFigure.Draw(Cells with { History = new Dictionary<string, IReadOnlyList<HistoryRow>> { ["image"] = rows } }, FeatureSet.Image));

        Assert.Contains("12 islands", texts);
        Assert.DoesNotContain("Island 1", texts);
    }

    [Fact]
    public void The_front_names_the_picked_subset_and_the_genetic_algorithms_with_their_time()
    {
        BlockName[] blocks = [Metrics.Run.Blocks[0], Metrics.Run.Blocks[1]];
        var run = Metrics with
        {
            Fronts = [new FrontPoint(FeatureSet.Image, blocks[..1], 0.3, 4.7, Picked: true), new FrontPoint(FeatureSet.Image, blocks, 0.4, 1234, Picked: false)],
            Studies = [Metrics.Study(FeatureSet.Image)! with { Chosen = blocks, ValidationFitness = 0.39, Milliseconds = 2541 }],
        };
        using var figure = FrontFigure.Draw(run, FeatureSet.Image);

        Assert.Equal(
            "Front of 2 subsets of image, from 1 block, 4.7 ms, macro-F1 0.300 to 2 blocks, 1 234 ms, macro-F1 0.400."
                + " Picked: 1 block, 4.7 ms, macro-F1 0.300. Genetic algorithm: 2 blocks, 2 541 ms, macro-F1 0.390.",
            figure.Alternative);
        Assert.Superset(new HashSet<string> { "Front of NSGA-II", "Picked: 1 block, 4.7 ms", "Genetic algorithm: 2 blocks, 2 541 ms" }, Texts(figure).ToHashSet());
    }

    [Fact]
    public void Validation_against_test_has_a_row_per_choice_with_the_difference()
    {
        var texts = Texts(ValidationTestFigure.Draw(Metrics, FeatureSet.Image));

        Assert.Superset(new HashSet<string> { "Best block", "Best 6 blocks", "All blocks (18)", "Genetic algorithm (9)", "Greedy, adding (6)", "Test − validation" }, texts.ToHashSet());
        Assert.Equal(
            PhaseOne.Rows(Metrics, FeatureSet.Image).Select(row => PhaseOne.Pair(Metrics, FeatureSet.Image, row)!.Value).Select(pair => Wording.Difference(pair.Test.Macro.F1 - pair.Val.Macro.F1)),
            texts.Where(text => text.StartsWith('−')));
    }

    [Fact]
    public void Validation_against_test_can_be_drawn_without_intervals_and_for_one_choice()
    {
        var bare = Metrics with
        {
            SingleLabel = [.. Metrics.SingleLabel.Where(result => result is { Features: FeatureSet.Image, Choice: BlockChoice.Genetic })
                .Select(result => result with { Scores = result.Scores with { Intervals = null } })],
        };

        Assert.Equal([FeatureSet.Image], ValidationTestFigure.Sets(bare));
        Assert.Contains("Genetic algorithm (9)", Texts(ValidationTestFigure.Draw(bare, FeatureSet.Image)));
    }

    [Fact]
    public void How_often_blocks_are_chosen_counts_in_the_largest_feature_set_that_has_them()
    {
        var run = Metrics with
        {
            Stability =
            [
                Stability(FeatureSet.ImageGreen, 2, 8, inRepeats: 0, inIslands: 0),
                Stability(FeatureSet.Image, 2, 8, inRepeats: 1, inIslands: 6),
            ],
        };
        using var figure = BlockFrequencyFigure.Draw(run);
        var texts = Texts(figure);

        Assert.Equal(18, texts.Count(text => text == "75 %"));
        Assert.Equal(18, texts.Count(text => text == "1 of 2"));
        Assert.DoesNotContain("Nucleus", texts);
        Assert.Contains("Table of 18 blocks. Most often chosen: image.squeezenet1_1.rrr in 6 of 8 islands, ", figure.Alternative);
        Assert.EndsWith("; 0 in none.", figure.Alternative);
    }

    [Fact]
    public void With_one_repetition_the_block_map_counts_islands_alone()
    {
        var texts = Texts(BlockFrequencyFigure.Draw(Metrics with { Stability = [Stability(FeatureSet.Image, 1, 4, inRepeats: 1, inIslands: 3)] }));

        Assert.Contains("Share of islands that end with it; framed: chosen", texts);
        Assert.DoesNotContain(texts, text => text.Contains(" of ", StringComparison.Ordinal) && text.EndsWith('1'));
    }

    [Theory]
    [InlineData(0.271, 0.438, "0.28 0.30 0.32 0.34 0.36 0.38 0.40 0.42")]
    [InlineData(0, 1, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0.4001, 0.4002, "0.400 0.400")]
    public void Ticks_are_round_and_few_and_have_equal_decimals(double low, double high, string ticks) =>
        Assert.Equal(ticks, string.Join(' ', new Band(0, 1, low, high).Ticks(8).Select(tick => tick.Text)));

    [Fact]
    public void Panels_share_a_drawing_without_touching()
    {
        var band = Band.Around(0.3, 1, [0.2, 0.4]);

        Assert.InRange(band.Place(0.2), 0.3, 0.4);
        Assert.InRange(band.Place(0.4), 0.9, 1);
    }

    private static StabilityMetrics Stability(FeatureSet features, int repeats, int islands, int inRepeats, int inIslands) => new(
        features, repeats, islands, null, [.. Metrics.Run.Blocks.Where(block => features.Has(block)).Select(block => new BlockFrequency(block, inRepeats, inIslands))]);

    private static string[] Texts(Figure drawn)
    {
        using var figure = drawn;
        return [.. XDocument.Parse(FigureSvg.ForFile(figure)).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
    }
}
