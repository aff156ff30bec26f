using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hpa.Actors.Reports;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Reports;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;
using OpenCvSharp;

namespace Hpa.Actors.Tests.Reports;

public sealed partial class ReportWriterTests(ReportWriterTests.Written written) : IClassFixture<ReportWriterTests.Written>
{
    private static readonly string[] Figures =
    [
        "phase2", "classes", "validation-test-image-green", "validation-test-image", "confusion", "overview", "block-map", "block-frequency",
        "convergence-image-green", "convergence-image", "front-image-green", "front-image",
    ];

    [Fact]
    public void Every_figure_is_there_as_vectors_and_pixels()
    {
        foreach (var figure in Figures)
        {
            Assert.Equal("svg", XDocument.Parse(written.Text($"figures/{figure}.svg")).Root!.Name.LocalName);
            using var picture = Cv2.ImDecode(File.ReadAllBytes(written.Path($"figures/{figure}.png")), ImreadModes.Grayscale);
            Cv2.MeanStdDev(picture, out _, out var deviation);
            Assert.InRange(picture.Width, 1100, 4000);
            Assert.InRange(deviation[0], 5, 128);
        }
    }

    [Fact]
    public void Class_names_are_text_in_the_figure()
    {
        var texts = Texts("classes");

        Assert.All(LocationClasses.Names, name => Assert.Contains(name, texts));
    }

    [Fact]
    public void Each_text_of_a_figure_keeps_its_width_in_any_font() =>
        Assert.All(
            XDocument.Parse(written.Text("figures/classes.svg")).Descendants().Where(e => e.Name.LocalName == "text" && e.Value.Length > 1),
            text => Assert.InRange(double.Parse(text.Attribute("textLength")!.Value, System.Globalization.CultureInfo.InvariantCulture), 3, 800));

    [Fact]
    public void The_page_loads_nothing()
    {
        var page = written.Text("index.html");

        Assert.Contains("default-src 'none'", System.Net.WebUtility.HtmlDecode(page));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<link", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", page, StringComparison.OrdinalIgnoreCase);
        Assert.All(References().Matches(page), reference => Assert.Matches("^(data:|#)", reference.Groups[1].Value));
        Assert.NotEmpty(References().Matches(page));
    }

    [Fact]
    public void Ids_in_the_page_are_unique()
    {
        var ids = Ids().Matches(written.Text("index.html")).Select(match => match.Groups[1].Value).ToArray();

        Assert.Contains("results", ids);
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void Every_figure_in_the_page_has_words_for_those_who_do_not_see_it() =>
        Assert.Equal(Figures.Length, Regex.Count(written.Text("index.html"), "<svg [^>]*role=\"img\" aria-label=\"[^\"]{30,}\""));

    [Fact]
    public void Colours_of_the_page_come_from_variables_for_light_and_dark()
    {
        var page = written.Text("index.html");

        Assert.Contains("prefers-color-scheme: dark", page);
        Assert.Contains("fill=\"var(--ink)\"", page);
        Assert.DoesNotContain($"fill=\"{Tint.Ink.Light}\"", page);
    }

    [Fact]
    public async Task Names_ids_paths_and_reasons_are_escaped()
    {
        var report = SampleReport.Make(trained: true, dataset: "<script>alert(1)</script>") with
        {
            Quarantine = [new(ImageId.Parse("a'&b"), "decode", "x/<img src=y onerror=z>.png", "<b>broken</b>", 1)],
            Settings = "</code><script>",
            Command = "<script>",
        };
        var page = await Page(report);

        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("<b>", page);
        Assert.DoesNotContain("<img src=y", page);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page);
    }

    [Fact]
    public void An_untrained_network_is_marked_in_every_output()
    {
        Assert.Contains("Partly untrained networks.", written.Text("index.html"));
        Assert.All(Figures, figure => Assert.Contains("Partly untrained networks (random weights): squeezenet1_1, resnet18", Texts(figure)));
        Assert.All(Directory.GetFiles(written.Path("tables")), table => Assert.Contains(",untrained\n", File.ReadAllText(table)));
        Assert.Contains("\"untrained\": true", written.Text("metrics.json"));
    }

    [Fact]
    public async Task A_trained_run_carries_no_mark()
    {
        using var folder = new Written();
        await ReportWriter.WriteAsync(folder.Folder, SampleReport.Make(trained: true));

        Assert.All(
            Directory.GetFiles(folder.Path(""), "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".png") && !file.EndsWith(".json")),
            file => Assert.DoesNotContain("untrained", File.ReadAllText(file), StringComparison.OrdinalIgnoreCase));
        Assert.Contains("\"untrained\": false", folder.Text("metrics.json"));
    }

    [Fact]
    public void Tables_hold_exact_numbers_of_the_metrics()
    {
        var lines = written.Text("tables/results.csv").Split('\n');
        var expected = SampleReport.Make(trained: false).Metrics.Find(SubsetName.Chosen, Strategy.LabelPowerset, Part.Test)!.Macro.F1;

        Assert.StartsWith("Name,Strategy,Part,Images,MacroPrecision,MacroRecall,MacroF1,", lines[0]);
        var row = Assert.Single(lines, line => line.StartsWith("chosen,label-powerset,test,633,", StringComparison.Ordinal)).Split(',');
        Assert.Equal(expected, double.Parse(row[6], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(1 + 28, written.Text("tables/classes.csv").TrimEnd().Split('\n').Length);
        Assert.Contains("image,image.resnet18.ggg,untrained", written.Text("tables/chosen.csv"));
        Assert.Contains(",image.mobilenet_v2.rgb,image,mobilenet_v2,rgb,", written.Text("tables/blocks.csv"));
    }

    [Fact]
    public void Tables_of_the_paper_have_intervals_the_papers_figure_and_its_caveat()
    {
        using var folder = new Written();
        ReportTables.Write(folder.Path("tables"), SampleReport.Make(trained: true, cells: true).Metrics);
        string[] Lines(string name) => folder.Text($"tables/{name}").TrimEnd().Split('\n');

        Assert.StartsWith("Features,Strategy,Classifier,Part,Images,MacroPrecision,", Lines("phase2.csv")[0]);
        Assert.EndsWith(",HammingLoss,LowMacroF1,HighMacroF1,LowMicroF1,HighMicroF1,LowWeightedF1,HighWeightedF1,LowSubsetAccuracy,HighSubsetAccuracy,LowHammingLoss,HighHammingLoss,PaperMacroF1,PaperRemark,Weights", Lines("phase2.csv")[0]);
        Assert.Equal(1 + 60, Lines("phase2.csv").Length);
        Assert.EndsWith(",0.59,another split of the data; the best of the paper,trained", Assert.Single(Lines("phase2.csv"), line => line.StartsWith("both,label-powerset,svm,test,", StringComparison.Ordinal)));
        Assert.Equal(3, Lines("phase2.csv").Count(line => line.EndsWith("are suspect,trained", StringComparison.Ordinal)));
        Assert.Equal(1 + 2 * 28, Lines("best-classes.csv").Length);
        Assert.StartsWith("both,label-powerset,svm,test,0,Nucleoplasm,", Lines("best-classes.csv")[29]);
        Assert.EndsWith(",1242,trained", Lines("best-classes.csv")[29]);
        Assert.Equal(1 + 22, Lines("ablation.csv").Length);
        Assert.StartsWith("Features,Choice,Best,Blocks,Method,Part,Images,MacroPrecision,MacroRecall,MacroF1,", Lines("single-label.csv")[0]);
        Assert.StartsWith("image-green,genetic,0,3,one-against-one,val,Nucleoplasm,Nucleoplasm,", Lines("confusion.csv")[1]);
    }

    [Fact]
    public async Task The_same_report_is_the_same_bytes()
    {
        using var again = new Written();
        await again.InitializeAsync();

        foreach (var file in Directory.GetFiles(written.Path(""), "*", SearchOption.AllDirectories))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(again.Path(Path.GetRelativePath(written.Path(""), file))));
    }

    [Fact]
    public async Task A_run_without_control_samples_and_single_labels_has_a_page_too()
    {
        var full = SampleReport.Make(trained: true);
        var page = await Page(full with
        {
            Metrics = full.Metrics with { Results = [.. full.Metrics.Results.Where(r => r.Name == SubsetName.Chosen)], SingleLabel = [] },
            Samples = [],
            Quarantine = [],
        });

        Assert.Contains("the run had no shuffled control", page);
        Assert.Contains("No image was set aside.", page);
        Assert.DoesNotContain("Single-label images", page);
        Assert.DoesNotContain("Some test images", page);
    }

    [Fact]
    public void Figures_without_control_or_results_can_be_drawn()
    {
        var full = SampleReport.Make(trained: true);
        var bare = full with { Metrics = full.Metrics with { Results = [], Ranking = [], Studies = [] }, History = new Dictionary<string, IReadOnlyList<HistoryRow>>() };
        bare = bare with { Metrics = bare.Metrics with { Best = null, SingleLabel = [], Table = [], FeatureSets = [] } };
        Figure[] figures = [OverviewFigure.Draw(bare.Metrics), ClassFigure.Draw(bare.Metrics), BlockMapFigure.Draw(bare.Metrics)];

        Assert.Equal(["overview", "classes", "block-map"], figures.Select(figure => figure.Name));
        Assert.All(figures, figure => Assert.StartsWith("<svg", FigureSvg.ForPage(figure)));
        foreach (var figure in figures) figure.Dispose();
    }

    [Fact]
    public async Task What_is_wrong_with_the_report_itself_stands_on_the_page() =>
        Assert.Contains("no font &amp; no text", await PageRenderer.RenderAsync(SampleReport.Make(trained: true), NoFigures, ["no font & no text"]));

    [Fact]
    public async Task A_long_quarantine_is_cut_with_a_word()
    {
        var entries = Enumerable.Range(0, 250).Select(i => new QuarantineEntry(ImageId.Parse($"field-{i:000}"), "decode", "x.png", "broken", 1)).ToArray();
        var page = await Page(SampleReport.Make(trained: true) with { Quarantine = entries });

        Assert.Contains("field-199", page);
        Assert.DoesNotContain("field-200", page);
        Assert.Contains("The first 200 are shown", page);
    }

    [Fact]
    public void Each_region_has_its_rows_and_all_its_blocks_in_the_block_map()
    {
        var metrics = SampleReport.Make(trained: true, cells: true).Metrics;

        var texts = BlockMapTexts(metrics);
        Assert.Equal(54, texts.Count(text => text.StartsWith("0.", StringComparison.Ordinal)));
        Assert.Equal(3, texts.Count(text => text == "resnet18"));
        Assert.Equal(3, texts.Count(text => text == "rgb"));
        Assert.Equal(["Whole image", "Nucleus", "Membrane"], texts.Intersect(["Membrane", "Nucleus", "Whole image"]));
        Assert.DoesNotContain("Whole image", BlockMapTexts(SampleReport.Make(trained: true).Metrics));
    }

    [Fact]
    public async Task The_page_tells_how_many_nuclei_were_found_used_and_flagged()
    {
        var page = Plain(await Page(SampleReport.Make(trained: true, cells: true)));

        Assert.Contains("In 4 218 images 51 344 nuclei were found, and 31 022 of their cells were used.", page);
        Assert.Contains("37 images have no usable cell. The cell features there count as the mean of the training images", page);
        Assert.Contains("border cut by the border of the image 9 120 17.8 %", page);
        Assert.Contains("failed chosen, but a network could not process it 2 0.0 %", page);
    }

    [Fact]
    public async Task Images_to_check_stand_in_two_groups_with_their_captions()
    {
        var report = SampleReport.Make(trained: true, cells: true);
        var page = System.Net.WebUtility.HtmlDecode(await Page(report));

        var (typical, check) = (page.IndexOf("Typical images", StringComparison.Ordinal), page.IndexOf("Images to look at", StringComparison.Ordinal));
        Assert.InRange(page.IndexOf("12 nuclei, 8 used (3 border)", StringComparison.Ordinal), typical, check);
        Assert.True(page.IndexOf("3 nuclei, 0 used (2 border, 1 irregular)", StringComparison.Ordinal) > check && check > typical && typical > 0);
        Assert.All(report.Cells.Typical.Concat(report.Cells.ToLookAt), picture => Assert.Contains(Convert.ToBase64String(picture.Png), page));
    }

    [Fact]
    public async Task Without_pictures_or_cells_the_page_is_silent_about_them()
    {
        var full = SampleReport.Make(trained: true, cells: true);
        Assert.DoesNotContain("Typical images", await Page(full with { Cells = CellSheet.Empty }));

        var good = full with { Metrics = full.Metrics with { Run = full.Metrics.Run with { Cells = SampleReport.Cells with { Without = 0 } } } };
        Assert.Contains("Every image has at least one cell", await Page(good));
        Assert.DoesNotContain("id=\"cells\"", await Page(SampleReport.Make(trained: true)));
    }

    [Theory]
    [InlineData("DejaVu Sans", "DejaVu Serif", "DejaVu Sans")]
    [InlineData("Comic Neue", "Arial", "Arial")]
    [InlineData("Comic Neue", "", "Comic Neue")]
    [InlineData("", "", null)]
    public void A_plain_font_is_chosen_or_the_lack_of_one_is_known(string first, string second, string? chosen) =>
        Assert.Equal(chosen, FigureFont.Choose([first, second]));

    private static IReadOnlyDictionary<string, string> NoFigures { get; } = Figures.ToDictionary(figure => figure, _ => "");

    private static Task<string> Page(RunReport report) => PageRenderer.RenderAsync(report, NoFigures, []);

    private static string[] BlockMapTexts(RunMetrics metrics)
    {
        using var figure = BlockMapFigure.Draw(metrics);
        return [.. XDocument.Parse(FigureSvg.ForFile(figure)).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
    }

    /// <summary>The words of a page as they are read: with single blanks, and with none where only the type changes.</summary>
    private static string Plain(string page) =>
        Regex.Replace(Regex.Replace(Regex.Replace(System.Net.WebUtility.HtmlDecode(page), "</?(strong|code)>", ""), "<[^>]*>", " "), "\\s+", " ");

    private string[] Texts(string figure) =>
        [.. XDocument.Parse(written.Text($"figures/{figure}.svg")).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];

    [GeneratedRegex("(?:src|href|srcset|action|data|url)\\s*(?:=\\s*[\"']?|\\()([^\"'>)\\s]*)")]
    private static partial Regex References();

    [GeneratedRegex("\\sid=\"([^\"]+)\"")]
    private static partial Regex Ids();

    /// <summary>A folder with the sample report, two of its three networks untrained.</summary>
    public sealed class Written : IAsyncLifetime, IDisposable
    {
        private readonly DirectoryInfo _run = Directory.CreateTempSubdirectory("hpa-report-");

        public string Folder => _run.FullName;

        public string Path(string name) => System.IO.Path.Combine(Folder, "report", name);

        public string Text(string name) => File.ReadAllText(Path(name));

        public Task InitializeAsync() => ReportWriter.WriteAsync(Folder, SampleReport.Make(trained: false));

        public Task DisposeAsync() => Task.CompletedTask;

        public void Dispose() => _run.Delete(recursive: true);
    }
}
