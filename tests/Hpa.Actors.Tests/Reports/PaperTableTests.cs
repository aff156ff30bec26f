using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hpa.Actors.Reports;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;

namespace Hpa.Actors.Tests.Reports;

public sealed class PaperTableTests
{
    private static readonly RunReport Cells = SampleReport.Make(trained: true, cells: true);

    [Fact]
    public async Task Phase_2_has_the_ten_rows_of_the_paper_and_a_column_per_feature_set()
    {
        var table = await PhaseTwo(Cells);

        Assert.Equal(
            ["Logistic regression", "Decision tree", "kNN 1", "kNN 3", "SVM", "Logistic regression", "Decision tree", "kNN 1 ‡", "kNN 3", "SVM"],
            table.Rows.Select(row => row.Head));
        Assert.All(table.Rows, row => Assert.Equal(3, row.Cells.Length));
        Assert.Equal(["Classifier", "Image blocks: 9 chosen", "Cell (both regions) blocks: 15 chosen", "Image + cell blocks: 24 chosen"], table.Columns);
    }

    [Fact]
    public async Task Blocks_that_stand_in_where_none_was_chosen_are_told_from_chosen_ones()
    {
        var sets = Cells.Metrics.FeatureSets.Select(set => set.Features == FeatureSet.Cell ? set with { Chosen = false } : set);

        Assert.Contains("Cell (both regions) blocks: all 15; none was chosen", (await PhaseTwo(Cells with { Metrics = Cells.Metrics with { FeatureSets = [.. sets] } })).Columns);
    }

    [Fact]
    public async Task A_cell_of_phase_2_has_test_interval_and_validation()
    {
        var cell = (await PhaseTwo(Cells)).Rows[9].Cells[1];
        var (val, test) = (Find(Part.Val), Find(Part.Test));

        Assert.Equal($"{Wording.Score(test.Macro.F1)} {Wording.Range(test.Intervals!.MacroF1)} validation {Wording.Score(val.Macro.F1)}", cell);
        static ScoreCard Find(Part part) => Cells.Metrics.Find(FeatureSet.Cell, Strategy.LabelPowerset, ClassifierKind.Svm, part)!;
    }

    [Fact]
    public async Task The_best_on_the_validation_part_is_marked_in_words()
    {
        var table = await PhaseTwo(Cells with
        {
            Metrics = Cells.Metrics with { Best = Cells.Metrics.Best! with { Features = FeatureSet.Image, Strategy = Strategy.BinaryRelevance, Classifier = ClassifierKind.DecisionTree } },
        });

        Assert.Contains("★ best on validation", table.Rows[1].Cells[0]);
        Assert.Single(table.Rows.SelectMany(row => row.Cells), cell => cell.Contains('★', StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_papers_figure_stands_in_its_cell_alone_and_says_that_the_split_is_another()
    {
        var table = await PhaseTwo(Cells);

        Assert.EndsWith("paper 0.59 †, other split", table.Rows[9].Cells[2]);
        Assert.Single(table.Rows.SelectMany(row => row.Cells), cell => cell.Contains("paper", StringComparison.Ordinal));
        Assert.Contains("0.50 is the paper's best figure for image features alone.", Plain(await Page(Cells)));
        Assert.Contains("‡ The paper's two entries of LP(kNN 1) repeat those of BR(SVM) and are suspect.", Plain(await Page(Cells)));
    }

    [Fact]
    public async Task A_classifier_that_the_run_left_out_has_a_dash()
    {
        var table = await PhaseTwo(Cells with { Metrics = Cells.Metrics with { Table = [.. Cells.Metrics.Table.Where(entry => entry.Classifier == ClassifierKind.Svm)] } });

        Assert.Equal(10, table.Rows.Length);
        Assert.Equal(["–", "–", "–"], table.Rows[3].Cells);
        Assert.DoesNotContain("–", table.Rows[4].Cells);
    }

    [Fact]
    public async Task A_run_without_cells_has_one_column() =>
        Assert.All((await PhaseTwo(SampleReport.Make(trained: true))).Rows, row => Assert.Single(row.Cells));

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void Text_in_tinted_cells_can_be_read_light_and_dark(double level)
    {
        foreach (var shade in new Func<Tint, string>[] { tint => tint.Light, tint => tint.Dark })
        {
            var ground = Color(shade(Tint.Paper)).MixedWith(Color(shade(Tint.Accent)), level * Hpa.Actors.Reports.PhaseTwo.StrongestTint);
            Assert.InRange(Ramp.Contrast(ground, Color(shade(Tint.Ink))), 4.5, 21);
        }

        static ScottPlot.Color Color(string hex) => ScottPlot.Color.FromHex(hex);
    }

    [Fact]
    public async Task The_table_of_options_tells_what_each_adds_and_what_was_fitted_on_validation()
    {
        var page = Plain(await Page(Cells));

        Assert.Contains("Thresholds per class 0.460 § +0.043 0.432 0.387–0.459 +0.031", page);
        Assert.Contains("Rare label sets merged 0.402 −0.015 0.390 0.345–0.417 −0.011", page);
        Assert.Contains("§ Thresholds and calibration were fitted on these validation images", page);
    }

    [Fact]
    public async Task Each_location_has_training_images_and_the_figures_of_both_parts()
    {
        var (val, test) = (Cells.Metrics.Best!.Val.PerClass[0], Cells.Metrics.Best.Test.PerClass[0]);
        static string Of(ClassScore c) => $"{Wording.Score(c.Score.Precision)} {Wording.Score(c.Score.Recall)} {Wording.Score(c.Score.F1)} {c.Support}";

        Assert.Contains($"Nucleoplasm 1 242 {Of(val)} {Of(test)} ", Plain(await Page(Cells)));
    }

    [Fact]
    public async Task The_head_of_the_page_names_the_best_of_the_table_with_its_interval()
    {
        var f1 = Cells.Metrics.Best!.Test;

        Assert.Contains(
            $"label powerset with SVM on image + cell was best on the validation images; on the test images it reaches {Wording.Score(f1.Macro.F1)} (95 % interval {Wording.Range(f1.Intervals!.MacroF1)}).",
            Plain(await Page(Cells)));
    }

    [Fact]
    public async Task A_reduced_fitness_is_told_openly()
    {
        Assert.Contains("trained on 900 of 1 382 training images, measured on 296 validation images – reduced", Plain(await Page(Cells)));
        Assert.Contains("Fitness was measured on a part of the training images: 900 of 1 382.", Plain(await Page(Cells)));

        var full = Cells with { Metrics = Cells.Metrics with { Run = Cells.Metrics.Run with { Fitness = new FitnessFacts(1382, 1382, 296) } } };
        Assert.Contains("trained on 1 382 training images", Plain(await Page(full)));
        Assert.DoesNotContain("reduced", Plain(await Page(full)));
    }

    [Fact]
    public async Task A_run_without_tables_is_silent_about_them()
    {
        var page = Plain(await Page(Cells with { Metrics = Cells.Metrics with { Table = [], Best = null, Ablation = [], FeatureSets = [], SingleLabel = [] } }));

        Assert.DoesNotContain("Taormina", page);
        Assert.DoesNotContain("options", page);
        Assert.DoesNotContain("Single-label images", page);
        Assert.Contains("LP(SVM) on the chosen blocks", page);
    }

    [Fact]
    public async Task Without_intervals_the_tables_show_figures_alone()
    {
        var bare = Cells.Metrics with { Table = [.. Cells.Metrics.Table.Select(entry => entry with { Scores = entry.Scores with { Intervals = null } })] };

        Assert.Matches("^0\\.\\d{3} validation 0\\.\\d{3}$", (await PhaseTwo(Cells with { Metrics = bare })).Rows[0].Cells[0]);
    }

    [Fact]
    public void Figures_of_the_paper_are_read_by_table_row_and_column()
    {
        var values = PaperValues.Read(new MemoryStream(Encoding.UTF8.GetBytes(
            "Table,Row,Column,MacroF1,Remark\nphase1,nucleus best-blocks 3,one-against-all,0.4,\nphase2,binary-relevance knn-3,cell,0.3,\"so, so\"\nphase2,binary-relevance knn-1,,,odd\n")));

        Assert.Equal(0.4, values.Cell(FeatureSet.Nucleus, BlockChoice.BestBlocks, 3, Multiclass.OneAgainstAll)!.MacroF1);
        Assert.Null(values.Cell(FeatureSet.Nucleus, BlockChoice.BestBlocks, 3, Multiclass.OneAgainstOne));
        Assert.Equal("so, so", values.Cell(FeatureSet.Cell, Strategy.BinaryRelevance, ClassifierKind.ThreeNearestNeighbours)!.Remark);
        Assert.Null(values.Cell(FeatureSet.Image, Strategy.BinaryRelevance, ClassifierKind.ThreeNearestNeighbours));
        Assert.Equal("odd", values.RowRemark(Strategy.BinaryRelevance, ClassifierKind.NearestNeighbour));
        Assert.Null(values.RowRemark(Strategy.BinaryRelevance, ClassifierKind.ThreeNearestNeighbours));
    }

    [Fact]
    public void No_line_of_the_papers_figures_has_a_word_that_nothing_asks_for()
    {
        var values = PaperValues.Known;
        var rows = Enum.GetValues<Strategy>().SelectMany(strategy => Enum.GetValues<ClassifierKind>().Select(kind => (Strategy: strategy, Kind: kind))).ToArray();
        var features = Enum.GetValues<FeatureSet>();
        var choices = Enum.GetValues<BlockChoice>().SelectMany(choice =>
            choice == BlockChoice.BestBlocks ? Enumerable.Range(1, 6).Select(best => (Choice: choice, Best: best)) : [(choice, 0)]).ToArray();
        var cells = features.SelectMany(set => rows.Select(row => values.Cell(set, row.Strategy, row.Kind))
            .Concat(choices.SelectMany(choice => Enum.GetValues<Multiclass>().Select(method => values.Cell(set, choice.Choice, choice.Best, method))))).OfType<PaperValue>().ToArray();
        var remarks = rows.Select(row => values.RowRemark(row.Strategy, row.Kind)).OfType<string>().ToArray();

        Assert.Contains(cells, cell => cell.MacroF1 == 0.59);
        Assert.Equal(values.Lines.Count, cells.Length + remarks.Length + values.ColumnRemarks.Count());
        Assert.All(values.Lines.Select(line => line.MacroF1 ?? 0), f1 => Assert.InRange(f1, 0, 1));
    }

    [Theory]
    [InlineData(0.0124, "+0.012")]
    [InlineData(-0.0124, "−0.012")]
    [InlineData(-0.0004, "±0.000")]
    public void A_difference_has_a_sign(double value, string text) => Assert.Equal(text, Wording.Difference(value));

    private static readonly string[] FigureNames = ["phase2", "classes", "confusion", "overview", "block-map"];

    private static Task<string> Page(RunReport report) => PageRenderer.RenderAsync(report, FigureNames.ToDictionary(name => name, _ => ""), []);

    private static async Task<(string[] Columns, (string Head, string[] Cells)[] Rows)> PhaseTwo(RunReport report)
    {
        var table = XElement.Parse(Regex.Match(await Page(report), "<table class=\"heat\">.*?</table>", RegexOptions.Singleline).Value);
        return (
            [.. table.Element("thead")!.Descendants("th").Select(Words)],
            [.. table.Descendants("tr").Where(row => row.Element("td") is not null).Select(row => (Words(row.Element("th")!), row.Elements("td").Select(Words).ToArray()))]);
    }

    /// <summary>The words of an element, with single blanks between its parts.</summary>
    private static string Words(XElement element) => Plain(element.ToString());

    private static string Plain(string page) => Regex.Replace(
        Regex.Replace(System.Net.WebUtility.HtmlDecode(Regex.Replace(page, "</?(strong|code|cite)>", "")), "<[^>]*>", " "), "\\s+", " ").Trim();
}
