using Hpa.Actors.Features;
using Hpa.Actors.Images;
using Hpa.Actors.Reports;
using Hpa.Actors.Selection;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;
using Hpa.Contracts.Reports;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>The Report stage: gathers what earlier stages left and has the report drawn.</summary>
internal static class RunReports
{
    private const int Samples = 12;
    private const int SampleSize = 160;

    /// <summary>Writes report/.</summary>
    public static void Write(RunPlan plan, RunState state, Action<int, int> progress)
    {
        progress(0, 2);
        var metrics = ReportJson.ReadMetrics(plan.Folder.Metrics);
        var history = metrics.Studies.ToDictionary(
            study => study.Name, study => new StudyFiles(plan.Folder.Path, study.Name).ReadHistory());
        var manifest = ManifestFile.Read(plan.Folder.Features);
        var report = new RunReport(
            metrics, Timings(metrics, state, manifest), history, state.Quarantined, File.ReadAllText(plan.Folder.Settings),
            "hpa run run.conf --out DIR", TestSamples(plan),
            CellSheets.Of(plan, manifest, state.Quarantined.Select(q => q.Id).ToHashSet()));
        progress(1, 2);
        ReportWriter.WriteAsync(plan.Folder.Path, report).GetAwaiter().GetResult();
        progress(2, 2);
    }

    private static RunTimings Timings(RunMetrics metrics, RunState state, FeatureManifest manifest)
    {
        var extraction = Seconds(state, Stage.Extract);
        var selection = Seconds(state, Stage.Select);
        return new RunTimings(
            RunTimings.CurrentVersion, RunManifest.Machine(manifest),
            [.. state.Stages.Select(s => new StageTiming(s.Key, s.Value.Milliseconds / 1000.0))],
            extraction > 0 ? state.ImagesDone / extraction : null,
            selection > 0 ? metrics.Studies.Sum(s => s.Evaluations) / selection : null);
    }

    private static double Seconds(RunState state, Stage stage) => state.Stages.TryGetValue(stage, out var done) ? done.Milliseconds / 1000.0 : 0;

    /// <summary>Evenly spread over the test images, so that the same ones are shown every time.</summary>
    private static SampleImage[] TestSamples(RunPlan plan)
    {
        var files = plan.Index.Images.ToDictionary(image => image.Id, image => image.Files);
        var test = PredictionTable.Read(plan.Folder.Predictions).Where(p => p.Part == Part.Test).ToArray();
        return [.. Enumerable.Range(0, Math.Min(Samples, test.Length))
            .Select(i => test[i * test.Length / Math.Min(Samples, test.Length)])
            .Select(p => (p, Png: Picture(files[p.Id])))
            .Where(sample => sample.Png is not null)
            .Select(sample => new SampleImage(sample.p.Id, sample.p.Truth, sample.p.Predicted, sample.Png!))];
    }

    /// <summary>A picture that can no longer be read is left out: the results do not depend on it.</summary>
    private static byte[]? Picture(ChannelFiles files)
    {
        try
        {
            return Thumbnail.Png(files, SampleSize);
        }
        catch (Exception e) when (e is ImageFaultException or IOException)
        {
            return null;
        }
    }
}
