using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Saved;
using Hpa.Actors.Features;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>
/// Predicts fields from their shards and writes Kaggle's submission form, <c>Id,Predicted</c>, with the scores of all classes
/// as Parquet beside it.
/// </summary>
internal static class Predictions
{
    /// <summary>Bounds memory: a chunk's kernel is support vectors × this many floats.</summary>
    private const int Chunk = 512;

    /// <summary>Writes both files; a quarantined field has an empty prediction and no scores.</summary>
    public static void Write(PredictionPlan plan, IReadOnlyList<QuarantineEntry> quarantined)
    {
        var missing = quarantined.Select(q => q.Id).ToHashSet();
        var ids = plan.Fields.Select(f => f.Id).Where(id => !missing.Contains(id)).ToArray();
        var prediction = Predict(plan, ids);
        ScoreFile.Write(Path.ChangeExtension(plan.Output, ".parquet"), ids, prediction.Scores);
        var labels = ids.Zip(prediction.Labels).ToDictionary();
        CsvTable.Write(plan.Output, ["Id", "Predicted"], plan.Fields.Select(f => new[] { f.Id.Value, labels.GetValueOrDefault(f.Id).ToString() }));
    }

    private static Prediction Predict(PredictionPlan plan, ImageId[] ids)
    {
        if (ids.Length == 0) return new Prediction([], []);
        var store = new FeatureStore(plan.Extraction.FeaturesFolder, ManifestFile.Read(plan.Extraction.FeaturesFolder));
        var workers = new Workers(plan.Workers);
        using var product = new KernelProduct();
        var parts = ids.Chunk(Chunk).Select(chunk => plan.Model.Predict(
            [.. plan.Model.Scalings.Select(s => store.Read(s.Block.Name, chunk))], chunk.Length, product, workers)).ToArray();
        return new Prediction([.. parts.SelectMany(p => p.Labels)], [.. parts.SelectMany(p => p.Scores)]);
    }
}
