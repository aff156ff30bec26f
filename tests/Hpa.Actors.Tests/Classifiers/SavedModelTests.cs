using DuckDB.NET.Data;
using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Saved;
using Hpa.Actors.Classifiers.Scores;
using Hpa.Actors.Classifiers.Svm;
using Hpa.Actors.Runs;
using Hpa.Contracts;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class SavedModelTests : IDisposable
{
    private static readonly Synthetic Data = new(330, 300, 24, 11, 17);
    private static readonly KernelStore Store = Data.Store();
    private static readonly LabelledView Rows = LabelledView.Of(Data.TrainLabels, Data.EvalLabels);
    private static readonly int[] Subset = [0, 2];
    private static readonly ClassifierSettings Settings = RunSettings.From(
        SettingsFile.Load(Repository.Root, null, ["hpa.datasets.path=/data", "hpa.classifiers.c=1.5"]).Values, new StageFingerprints("", "", "")).Classifiers;

    private static readonly ModelOrigin Origin = new([new BackboneRecord("net0", "ab", true, 24)], "bilinear, 224");
    private readonly string _folder = Directory.CreateTempSubdirectory("hpa-model").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Synthetic.Kinds), MemberType = typeof(Synthetic))]
    public void A_loaded_model_gives_the_bits_of_the_classifier_in_memory(Strategy strategy, ClassifierKind kind)
    {
        var expected = Save(strategy, kind).Prediction;
        var model = SavedModel.Load(_folder);
        var actual = Predict(model, 0, 300);

        Assert.Equal(kind, model.Kind);
        Assert.Equal(expected.Labels, actual.Labels);
        for (var x = 0; x < 300; x++) Assert.Equal(expected.Scores[x], actual.Scores[x]);
        Assert.True(expected.Labels.Distinct().Count() > 3);
    }

    [Fact]
    public void A_loaded_model_reads_labels_from_scores_as_it_was_told()
    {
        var plain = Save(Strategy.BinaryRelevance, ClassifierKind.Svm).Prediction;
        var decision = ScoreDecision.Fit(plain, Data.EvalLabels, new DecisionOptions(Calibration: true, Thresholds: true, Thresholds.DecisionValue));
        Save(Strategy.BinaryRelevance, ClassifierKind.Svm, decision);
        var actual = Predict(SavedModel.Load(_folder), 0, 300);
        var expected = decision.Apply(plain);

        Assert.Equal(expected.Labels, actual.Labels);
        Assert.NotEqual(plain.Labels, actual.Labels);
        for (var x = 0; x < 300; x++) Assert.Equal(expected.Scores[x], actual.Scores[x]);
    }

    [Fact]
    public void Rows_predicted_in_parts_have_the_bits_of_all_at_once()
    {
        Save(Strategy.BinaryRelevance);
        var model = SavedModel.Load(_folder);
        var whole = Predict(model, 0, 300);
        var part = Predict(model, 123, 3);
        for (var x = 0; x < 3; x++) Assert.Equal(whole.Scores[123 + x], part.Scores[x]);
        Assert.Empty(Predict(model, 0, 0).Labels);
    }

    [Fact]
    public void A_loaded_model_says_what_it_is()
    {
        Save(Strategy.LabelPowerset);
        var model = SavedModel.Load(_folder);
        Assert.Equal(Strategy.LabelPowerset, model.Strategy);
        Assert.Equal(Rows.Groups.Keys, model.Classes);
        Assert.Equal(["image.net0.rgb", "image.net2.rgb"], model.Scalings.Select(s => s.Block.Name.ToString()));
        Assert.Equal(Data.Scalings[2].Means, model.Scalings[1].Means);
        Assert.Equal(Origin.Backbones, model.Origin.Backbones);
        Assert.Equal(Origin.Preprocessing, model.Origin.Preprocessing);
        Assert.Equal(1.5, model.C);
        Assert.All(model.SupportIds, id => Assert.StartsWith("row", id.Value));
    }

    [Fact]
    public void Another_reader_finds_ids_classes_coefficients_and_scaled_features()
    {
        var model = Save(Strategy.LabelPowerset).Model.Numbers;
        using var database = new DuckDBConnection("DataSource=:memory:");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText =
            $"select Id, Class, coefficients, \"image.net2.rgb\" from '{Path.Combine(_folder, SavedModel.SupportVectorFile)}'";
        using var reader = command.ExecuteReader();
        var s = 0;
        for (; reader.Read(); s++)
        {
            var row = model.SupportRows[s];
            Assert.Equal(Name(Position(row)).Value, reader.GetString(0));
            Assert.Equal(model.SupportClasses[s], reader.GetInt32(1));
            Assert.Equal(model.Coefficients[s], reader.GetFieldValue<List<double>>(2));
            Assert.Equal(Data.ScaledTrain(2)[Position(row)].ToArray(), reader.GetFieldValue<List<float>>(3));
        }

        Assert.Equal(model.SupportRows.Length, s);
    }

    [Fact]
    public void A_constant_model_without_support_vectors_survives()
    {
        var groups = ClassGroups<LabelSet>.Of([.. Data.TrainLabels.Select(_ => LabelSet.Of(4))]);
        var kernel = Fill();
        var model = LabelPowerset.Train(kernel.Train, groups, new SvmParameters(1.5, 1e-3), new Workers(1));
        Save(new KernelClassifier(ClassifierKind.Svm, model), new ScoreDecision(null, null, null));
        Assert.All(Predict(SavedModel.Load(_folder), 0, 300).Labels, set => Assert.Equal(LabelSet.Of(4), set));
    }

    [Fact]
    public void A_changed_support_file_is_refused_by_name()
    {
        Save(Strategy.LabelPowerset);
        var path = Path.Combine(_folder, SavedModel.SupportVectorFile);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Contains(path, Assert.Throws<InputException>(() => SavedModel.Load(_folder)).Message);
    }

    [Fact]
    public void A_missing_broken_or_newer_description_is_refused_by_name()
    {
        var path = Path.Combine(_folder, SavedModel.ModelFile);
        Assert.Contains(path, Assert.Throws<InputException>(() => SavedModel.Load(_folder)).Message);
        Save(Strategy.LabelPowerset);
        var text = File.ReadAllText(path);
        foreach (var broken in new[] { text[..^40], text.Replace("\"version\": 2", "\"version\": 1"), text.Replace("\"svm\"", "\"knn-2\""), text.Replace("\"dimensions\": 24", "\"dimensions\": 23"), text.Replace("\"21\"", "\"28\""), "{}", "null" })
        {
            File.WriteAllText(path, broken);
            Assert.Contains(path, Assert.Throws<InputException>(() => SavedModel.Load(_folder)).Message);
        }
    }

    private (KernelClassifier Model, Prediction Prediction) Save(Strategy strategy) =>
        Save(strategy, ClassifierKind.Svm) is var (model, prediction) ? ((KernelClassifier)model, prediction) : default;

    private (TrainedClassifier Model, Prediction Prediction) Save(Strategy strategy, ClassifierKind kind, ScoreDecision? decision = null)
    {
        using var product = new KernelProduct();
        var kernel = Fill();
        var columns = new RawColumns([.. Subset.Select(b => Data.Blocks[b])], b => Raw(Data.Train, b, row => Position(row), Rows.View.TrainRows), b => Data.Eval[Subset[b]]);
        var trainer = new MultiLabelTrainer(
            new TrainingSet(kernel.Train, kernel.Eval, Rows, Rows.Classes, columns), Settings, new Workers(2), product);
        var model = trainer.Train(strategy, kind, balanced: false);
        Save(model, decision ?? new ScoreDecision(null, null, null));
        return (model, trainer.Predict(model));
    }

    private void Save(TrainedClassifier model, ScoreDecision decision) => SavedModel.Save(
        _folder, model, decision, [.. Enumerable.Range(0, Rows.View.TrainRows).Select(row => Name(Position(row)))], [.. Subset.Select(b => Data.Scalings[b])],
        block => Data.ScaledTrain(Subset[block]).Pick(((KernelClassifier)model).Numbers.SupportRows.Select(Position)), Origin, 1.5);

    private static float[] Raw(float[][] blocks, int place, Func<int, int> rowOf, int rows)
    {
        var d = Data.Blocks[Subset[place]].Dimensions;
        return [.. Enumerable.Range(0, rows).SelectMany(row => blocks[Subset[place]].AsSpan(rowOf(row) * d, d).ToArray())];
    }

    private static Prediction Predict(SavedModel model, int first, int rows)
    {
        using var product = new KernelProduct();
        float[][] blocks = [.. Subset.Select(b => Data.Eval[b].AsSpan(first * Data.Blocks[b].Dimensions, rows * Data.Blocks[b].Dimensions).ToArray())];
        return model.Predict(blocks, rows, product, new Workers(2));
    }

    private static SubsetKernel Fill()
    {
        var kernel = new SubsetKernel();
        kernel.Fill(Store, Rows.View, Genome.Of(3, Subset));
        return kernel;
    }

    private static int Position(int row) => Rows.View.TrainPosition(row);

    private static ImageId Name(int position) => ImageId.Parse($"row{position}");
}
