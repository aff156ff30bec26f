using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Saved;
using Hpa.Contracts;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Reports;

namespace Hpa.Actors.Runs;

/// <summary>The Evaluate stage: writes report/metrics.json, the predictions and the trained model.</summary>
internal static class RunResults
{
    /// <summary>Measures, then writes.</summary>
    public static void Write(RunPlan plan, RunStudies studies, RunState state, Action<int, int, string> progress)
    {
        using var trainers = new Trainers(plan, studies);
        var outcome = new Evaluation(plan, studies, state.Quarantined.Count, trainers, new EvaluationSteps(progress)).Run();
        SaveModel(plan, studies, outcome.Final);
        PredictionTable.Write(plan.Folder.Predictions, studies.Rows.Eval.Select((image, i) => new PredictedImage(
            image.Id, i < studies.Rows.Val.Count ? Part.Val : Part.Test, image.Labels, outcome.Final.Predicted.Labels[i])));
        ScoreTable.Write(plan.Folder.Scores, [.. studies.Rows.Eval.Select(image => image.Id)], outcome.Final.Predicted.Scores, studies.Rows.Classes);
        if (studies.Cells is { } cells) CellTable.Write(plan.Folder.Cells, studies.Rows.All.Select(image => image.Id).Zip(cells));
        DurableFile.Write(plan.Folder.Metrics, stream => stream.Write(ReportJson.Bytes(outcome.Metrics)));
    }

    private static void SaveModel(RunPlan plan, RunStudies studies, FinalClassifier final)
    {
        int[] blocks = final.Subset.Chosen();
        var scalings = blocks.Select(i => studies.Scalings[i]).ToArray();
        var ids = Enumerable.Range(0, final.Rows.TrainLabels.Length)
            .Select(row => studies.Rows.Train[final.Rows.View.TrainPosition(row)].Id).ToArray();
        ImageId[] kept = final.Model is KernelClassifier kernel ? [.. kernel.Numbers.SupportRows.Select(row => ids[row])] : [];
        var used = scalings.Select(s => s.Block.Name.Backbone).ToHashSet();
        var settings = plan.Settings.Classifiers;
        SavedModel.Save(
            plan.Folder.Model, final.Model, final.Decision, ids, scalings, place => Scaled(scalings[place], studies.Features.Raw(blocks[place], kept)),
            new ModelOrigin([.. studies.Manifest.Backbones.Where(b => used.Contains(b.Name))], RunManifest.Preprocessing(studies.Manifest, scalings.Select(s => s.Block.Name))),
            final.Model.Kind switch { ClassifierKind.Svm => settings.C, ClassifierKind.LogisticRegression => settings.LogisticC, _ => 0 });
    }

    private static float[] Scaled(BlockScaling scaling, float[] raw)
    {
        var scaled = new float[raw.Length];
        scaling.Apply(raw, scaled);
        return scaled;
    }
}
