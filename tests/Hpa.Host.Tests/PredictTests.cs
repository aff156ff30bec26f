using Hpa.Host.Tests.Processes;

namespace Hpa.Host.Tests;

/// <summary>New fields, a trained model.</summary>
[Collection(TinyRun.Collection)]
public sealed class PredictTests(TinyRun tiny)
{
    [Fact]
    public async Task The_runs_own_test_images_get_the_runs_own_predictions()
    {
        var output = Path.Combine(tiny.NewPath("prediction"), "submission.csv");

        var ended = (await HpaProcess.RunAsync("predict", tiny.Reference.Path, Path.Combine(tiny.Data, "train"), "--out", output)).MustBeDone();

        Assert.Contains($"60 of 60 fields predicted: {output}", ended.Output);
        var rows = Submission(output);
        Assert.Equal(tiny.Reference.Rows(), rows.Keys.Order(StringComparer.Ordinal));
        var own = RunFiles.Query($"SELECT Id, coalesce(Predicted, '') FROM read_csv('{tiny.Reference.File("report/tables/predictions.csv")}', all_varchar = true)", row => (row.GetString(0), row.GetString(1)));
        Assert.NotEmpty(own);
        Assert.All(own, row => Assert.Equal(row.Item2, rows[row.Item1]));
        Assert.Equal([output, Path.ChangeExtension(output, ".parquet")], Directory.GetFileSystemEntries(Path.GetDirectoryName(output)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_broken_image_has_an_empty_prediction_no_scores_and_a_warning()
    {
        var images = tiny.NewPath("images");
        Folders.Copy(Path.Combine(tiny.Data, "train"), images);
        foreach (var file in Directory.EnumerateFiles(images))
            if (string.CompareOrdinal(Path.GetFileName(file), "synth-000004") > 0) File.Delete(file);
        var broken = Path.Combine(images, "synth-000002_red.png");
        BadInput.Spoiled.Truncate(broken);
        var output = Path.Combine(tiny.NewPath("prediction"), "submission.csv");

        var ended = await HpaProcess.RunAsync("predict", tiny.Reference.Path, images, "--out", output);

        ended.MustComplain(0, "warning: synth-000002 has no prediction", broken);
        Assert.Contains($"3 of 4 fields predicted: {output}", ended.Output);
        Assert.Equal("synth-000002,", (await File.ReadAllLinesAsync(output))[3]);
        var scores = RunFiles.Query($"SELECT Id, score_0, score_27 FROM '{Path.ChangeExtension(output, ".parquet")}'", row => (row.GetString(0), row.GetFloat(1), row.GetFloat(2)));
        Assert.Equal(["synth-000000", "synth-000001", "synth-000003"], scores.Select(s => s.Item1));
        Assert.All(scores, row => Assert.True(float.IsFinite(row.Item2) && float.IsFinite(row.Item3)));
    }

    [Fact]
    public async Task A_run_without_a_model_is_refused()
    {
        var run = tiny.NewRun();
        (await HpaProcess.RunAsync([.. tiny.Run(run), "--until", "index"])).MustBeDone();
        (await PredictAsync(run)).MustComplain(1, run.File("models/final"), "hpa evaluate");
    }

    [Fact]
    public async Task A_damaged_model_is_refused()
    {
        var run = tiny.CopyOfReference();
        var support = run.File("models/final/support.parquet");
        BadInput.Spoiled.Truncate(support);
        (await PredictAsync(run)).MustComplain(1, support);
    }

    [Fact]
    public async Task A_network_that_is_another_than_in_training_is_refused()
    {
        var run = tiny.CopyOfReference();
        var settings = await File.ReadAllTextAsync(run.File("run.conf"));
        await File.WriteAllTextAsync(run.File("run.conf"), settings.Replace("hpa.runs.seed = \"1\"", "hpa.runs.seed = \"2\"", StringComparison.Ordinal));
        (await PredictAsync(run)).MustComplain(1, "squeezenet1_1", "SHA-256");
    }

    [Fact]
    public async Task A_folder_without_images_is_refused()
    {
        var images = Directory.CreateDirectory(tiny.NewPath("none")).FullName;
        (await HpaProcess.RunAsync("predict", tiny.Reference.Path, images, "--out", tiny.NewPath("submission.csv"))).MustComplain(1, images, "no channel files");
    }

    private Task<Ended> PredictAsync(RunFiles run) =>
        HpaProcess.RunAsync("predict", run.Path, Path.Combine(tiny.Data, "train"), "--out", tiny.NewPath("submission.csv"));

    private static Dictionary<string, string> Submission(string path) => RunFiles.Query(
        $"SELECT Id, coalesce(Predicted, '') FROM read_csv('{path}', all_varchar = true, header = true)", row => (row.GetString(0), row.GetString(1))).ToDictionary(r => r.Item1, r => r.Item2);
}
