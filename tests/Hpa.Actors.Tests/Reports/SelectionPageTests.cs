using System.Text.RegularExpressions;
using Hpa.Actors.Reports;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;

namespace Hpa.Actors.Tests.Reports;

public sealed class SelectionPageTests
{
    private static readonly RunReport Cells = SampleReport.Make(trained: true, cells: true);

    [Fact]
    public async Task Phase_1_has_a_table_per_feature_set_with_a_row_per_choice_and_both_ways_to_tell_classes_apart()
    {
        var page = await Page(Cells);

        Assert.Equal(5, Regex.Count(page, "One against one One against all"));
        Assert.Contains("Macro-F1 of image, SVM, 296 validation images, 296 test images", page);
        Assert.Matches("Best block 1 0\\.\\d{3} 0\\.\\d{3} 0\\.\\d{3}–0\\.\\d{3} 0\\.\\d{3} 0\\.\\d{3} 0\\.\\d{3}–0\\.\\d{3} Best 2 blocks 2 ", page);
        Assert.Matches("All blocks 18 0\\.\\d{3} .{10,60} Genetic algorithm 9 ★ 0\\.\\d{3} 0\\.\\d{3} ", page);
    }

    [Fact]
    public async Task How_much_a_choice_owes_to_the_validation_images_is_said_in_a_sentence()
    {
        var bare = Cells with
        {
            Metrics = Cells.Metrics with
            {
                SingleLabel =
                [
                    Result(BlockChoice.AllOffered, 18, Part.Val, 0.40), Result(BlockChoice.AllOffered, 18, Part.Test, 0.41),
                    Result(BlockChoice.Genetic, 4, Part.Val, 0.47), Result(BlockChoice.Genetic, 4, Part.Test, 0.42),
                ],
            },
        };

        Assert.Contains(
            "Image: the genetic algorithm's blocks have 0.470 on validation and 0.420 on test, a drop of 0.050; all blocks, which nothing chose, have a rise of 0.010.",
            await Page(bare));
        static SingleLabelMetrics Result(BlockChoice choice, int blocks, Part part, double f1) => new(
            FeatureSet.Image, choice, 0, blocks, Multiclass.OneAgainstOne, part, new ScoreCard(296, new Score(f1, f1, f1), new Score(f1, f1, f1), new Score(f1, f1, f1), f1, 0.1, []));
    }

    [Fact]
    public async Task The_best_subset_of_each_feature_set_stands_beside_chance_repetitions_and_stability()
    {
        var page = await Page(Cells);

        Assert.Contains("Image 9 of 18 0.427 0.423–0.431 0.089 1 187 50 57 ms 0.58", page);
        Assert.Contains("The best subset of each feature set; small: the range over 5 repetitions", page);
        Assert.Contains("Stability, over the repetitions: 1 where each chose the same blocks", page);
    }

    [Fact]
    public async Task One_repetition_without_control_has_no_stability_and_no_chance()
    {
        var metrics = Cells.Metrics;
        var page = await Page(Cells with
        {
            Metrics = metrics with
            {
                Studies = [.. metrics.Studies.Where(study => study is { Shuffled: false, Repeat: 1 })],
                Stability = [.. metrics.Stability.Select(set => set with { Repeats = 1, Islands = 4, Index = null })],
            },
        });

        Assert.Contains("Image 9 of 18 0.427 – 1 187 50 57 ms –", page);
        Assert.Contains("can be told from several repetitions only (hpa.selection.repeat)", page);
        Assert.DoesNotContain("By chance: the same on shuffled labels", page);
    }

    [Fact]
    public async Task Searches_stand_beside_the_genetic_algorithm_with_what_they_were_allowed()
    {
        var page = await Page(Cells);

        Assert.Contains("Genetic algorithm mixes and changes the better subsets 9 0.427 1 187 57 ms", page);
        Assert.Contains("Greedy, adding starts with none, always adds the block that helps most 6 0.422 −0.005 1 112 1 200 33 ms", page);
    }

    [Fact]
    public async Task A_run_without_searches_fronts_or_single_label_images_is_silent_about_them()
    {
        var page = await Page(Cells with { Metrics = Cells.Metrics with { Searches = [], Fronts = [], SingleLabel = [] } });

        Assert.DoesNotContain("Greedy", page);
        Assert.DoesNotContain("What time buys", page);
        Assert.DoesNotContain("Single-label images", page);
        Assert.Contains("How fitness rises: image", page);
    }

    [Fact]
    public async Task A_run_without_studies_has_no_selection_section() =>
        Assert.DoesNotContain("genetic algorithm looks for", await Page(Cells with { Metrics = Cells.Metrics with { Studies = [] } }));

    [Fact]
    public async Task What_the_final_classifiers_use_is_open_and_the_rest_a_click_away()
    {
        var page = await Raw(Cells);

        Assert.Equal(4, Regex.Count(page, "<details open>\\s*<summary>(Image|Cell \\(both regions\\))</summary>"));
        Assert.Equal(6, Regex.Count(page, "<details>\\s*<summary>(Image, protein alone|Nucleus|Membrane)</summary>"));
        Assert.Equal(2, Regex.Count(await Raw(OnlyGreen()), "<details open>\\s*<summary>Image, protein alone</summary>"));
    }

    private static RunReport OnlyGreen() => Cells with
    {
        Metrics = Cells.Metrics with
        {
            Studies = [Cells.Metrics.Study(FeatureSet.ImageGreen)!],
            SingleLabel = [.. Cells.Metrics.SingleLabel.Where(result => result.Features == FeatureSet.ImageGreen)],
        },
    };

    private static async Task<string> Raw(RunReport report)
    {
        var folder = Directory.CreateTempSubdirectory("hpa-report-");
        try
        {
            await ReportWriter.WriteAsync(folder.FullName, report);
            return await File.ReadAllTextAsync(Path.Combine(folder.FullName, "report", "index.html"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> Page(RunReport report) => Regex.Replace(
        Regex.Replace(System.Net.WebUtility.HtmlDecode(Regex.Replace(await Raw(report), "</?(strong|code|cite)>", "")), "<[^>]*>", " "), "\\s+", " ").Trim();
}
