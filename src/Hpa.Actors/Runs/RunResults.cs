using Hpa.Actors.Classifiers;
using Hpa.Actors.Features;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Reports;

namespace Hpa.Actors.Runs;

/// <summary>The Evaluate stage: writes report/metrics.json, the predictions and the trained model.</summary>
internal static class RunResults
{
    /// <summary>Measures, then writes.</summary>
    public static void Write(RunPlan plan, RunStudies studies, RunState state, Action<int, int> progress)
    {
        var outcome = new Evaluation(plan, studies, state.Quarantined.Count, progress).Run();
        SaveModel(plan, studies, outcome);
        PredictionTable.Write(plan.Folder.Predictions, studies.Rows.Eval.Select((image, i) => new PredictedImage(
            image.Id, i < studies.Rows.Val.Count ? Part.Val : Part.Test, image.Labels, outcome.Predicted[i])));
        if (studies.Cells is { } cells) CellTable.Write(plan.Folder.Cells, studies.Rows.All.Select(image => image.Id).Zip(cells));
        DurableFile.Write(plan.Folder.Metrics, stream => stream.Write(ReportJson.Bytes(outcome.Metrics)));
    }

    private static void SaveModel(RunPlan plan, RunStudies studies, Evaluation.Outcome outcome)
    {
        var chosen = outcome.Chosen.Chosen();
        var scalings = chosen.Select(i => studies.Scalings[i]).ToArray();
        var ids = Enumerable.Range(0, outcome.View.TrainLabels.Length)
            .Select(row => studies.Rows.Train[outcome.View.View.TrainPosition(row)].Id).ToArray();
        var support = outcome.Model.SupportRows.Select(row => ids[row]).ToArray();
        var store = new FeatureStore(plan.Folder.Features, studies.Manifest);
        var used = scalings.Select(s => s.Block.Name.Backbone).ToHashSet();
        SavedModel.Save(
            plan.Folder.Model, outcome.Model, ids, scalings, block => Scaled(scalings[block], store.Read(scalings[block].Block.Name, support)),
            new ModelOrigin([.. studies.Manifest.Backbones.Where(b => used.Contains(b.Name))], RunManifest.Preprocessing(studies.Manifest, scalings.Select(s => s.Block.Name))),
            plan.Settings.Classifiers.C);
    }

    private static float[] Scaled(BlockScaling scaling, float[] raw)
    {
        var scaled = new float[raw.Length];
        for (var row = 0; row < raw.Length; row += scaling.Block.Dimensions)
            scaling.Apply(raw.AsSpan(row, scaling.Block.Dimensions), scaled.AsSpan(row, scaling.Block.Dimensions));
        return scaled;
    }
}
