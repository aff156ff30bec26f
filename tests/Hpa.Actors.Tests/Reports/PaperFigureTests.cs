using System.Xml.Linq;
using Hpa.Actors.Reports;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;

namespace Hpa.Actors.Tests.Reports;

public sealed class PaperFigureTests
{
    private static readonly RunMetrics Cells = SampleReport.Make(trained: true, cells: true).Metrics;

    [Fact]
    public void Phase_2_is_drawn_beside_chance_and_what_is_known_of_the_paper()
    {
        var texts = Texts(PhaseTwoFigure.Draw(Cells));

        Assert.Superset(
            new HashSet<string> { "BR(logistic regression)", "LP(kNN 1)", "Image", "Cell (both regions)", "Image + cell", "paper 0.59 on image + cell, other split" },
            texts.ToHashSet());
        Assert.Contains($"chance {Wording.Score(Cells.Find(SubsetName.ShuffledControl, Strategy.LabelPowerset, Part.Test)!.Macro.F1)}", texts);
        Assert.Contains(Wording.Score(Cells.Best!.Test.Macro.F1), texts);
    }

    [Fact]
    public void Phase_2_can_be_drawn_with_one_classifier_on_images_alone_without_control()
    {
        var one = Cells with
        {
            Table = [.. Cells.Table.Where(entry => entry is { Classifier: ClassifierKind.DecisionTree, Features: FeatureSet.Image, Strategy: Strategy.BinaryRelevance })],
            Results = [],
            Best = null,
        };
        var texts = Texts(PhaseTwoFigure.Draw(one));

        Assert.Contains("BR(decision tree)", texts);
        Assert.DoesNotContain(texts, text => text.StartsWith("chance", StringComparison.Ordinal) || text.StartsWith("paper", StringComparison.Ordinal));
    }

    [Fact]
    public void Confusions_are_those_of_the_feature_set_that_was_best_on_validation()
    {
        var better = Cells.SingleLabel.Select(result =>
            result is { Features: FeatureSet.Membrane, Part: Part.Val, Method: Multiclass.OneAgainstOne } ? result with { Scores = SampleReport.Card(296, 0.8, new(3)) } : result);
        var subject = ConfusionFigure.Subject(Cells with { SingleLabel = [.. better] });

        Assert.Equal((FeatureSet.Membrane, Multiclass.OneAgainstOne, Part.Test), (subject!.Features, subject.Method, subject.Part));
    }

    [Fact]
    public void The_confusion_matrix_has_every_count_and_the_classes_that_occur()
    {
        var subject = ConfusionFigure.Subject(Cells)!;
        var texts = Texts(ConfusionFigure.Draw(Cells, subject));

        Assert.Equal(
            subject.Confusion!.Counts.SelectMany(row => row).Where(count => count > 0).Select(count => count.ToString(System.Globalization.CultureInfo.InvariantCulture)).Order(),
            texts.Where(text => int.TryParse(text, out _)).Order());
        Assert.Contains("Nucleoplasm", texts);
        Assert.Contains($"Nucleoplasm, {subject.Confusion.Counts[0].Sum()}", texts);
        Assert.DoesNotContain(LocationClasses.Names[9], texts);
    }

    [Fact]
    public void The_worst_confusions_are_told_in_words()
    {
        var subject = new SingleLabelMetrics(
            FeatureSet.Image, BlockChoice.Genetic, 0, 4, Multiclass.OneAgainstOne, Part.Test, SampleReport.Card(10, 0.5, new(1)), new ConfusionMatrix([0, 2, 25], [[3, 0, 0], [4, 1, 0], [2, 0, 0]]));
        using var figure = ConfusionFigure.Draw(Cells, subject);

        Assert.Contains("Most often mistaken: Nucleoli for Nucleoplasm in 4 of 5 images, Cytosol for Nucleoplasm in 2 of 2 images.", figure.Alternative);
    }

    [Fact]
    public void Without_confusions_there_is_no_figure_of_them()
    {
        Assert.Null(ConfusionFigure.Subject(Cells with { SingleLabel = [] }));
        Assert.Null(ConfusionFigure.Subject(Cells with { SingleLabel = [.. Cells.SingleLabel.Select(result => result with { Confusion = null })] }));
    }

    private static string[] Texts(Figure drawn)
    {
        using var figure = drawn;
        return [.. XDocument.Parse(FigureSvg.ForFile(figure)).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
    }
}
