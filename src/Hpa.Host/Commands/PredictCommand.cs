using System.CommandLine;
using Hpa.Actors.Runs;
using Hpa.Contracts.Reports;
using Hpa.Host.Nodes;

namespace Hpa.Host.Commands;

/// <summary><c>hpa predict DIR IMAGES --out FILE.csv</c>: location patterns of new images.</summary>
internal static class PredictCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "Folder of a run that has been evaluated" };
        var images = new Argument<string>("IMAGES") { Description = "Folder with Id_red.png, Id_green.png, Id_blue.png, Id_yellow.png (or .jpg, .tif)" };
        var output = new Option<string>("--out") { Description = "CSV file to write, in Kaggle's form Id,Predicted; scores go into a .parquet beside it", Required = true };
        var command = new Command("predict", "Predict the location patterns of new images with a run's model.") { folder, images, output };
        command.SetAction((parsed, stop) => Outcome.Of(async () =>
        {
            var run = new RunFolder(parsed.GetValue(folder)!).MustExist();
            var code = await RunAsync(PredictionPlan.Of(run, parsed.GetValue(images)!, parsed.GetValue(output)!), stop);
            WarnOfAnEarlierModel(run);
            return code;
        }));
        return command;
    }

    /// <summary>After a new choice of blocks the model of the last evaluation stays until there is another.</summary>
    private static void WarnOfAnEarlierModel(RunFolder run)
    {
        if (File.Exists(run.Metrics) && ReportJson.ReadMetrics(run.Metrics).Run.Settings != SettingsFile.Read(run.Settings).Check().Fingerprint)
            Console.Error.WriteLine($"hpa: warning: the model was trained under earlier settings than those of {run.Settings}: `hpa evaluate {run.Path}` makes the present one");
    }

    private static async Task<int> RunAsync(PredictionPlan plan, CancellationToken stop)
    {
        var work = new RunFolder(plan.Extraction.FeaturesFolder);
        using (work.Lock())
        {
            var finished = await NodeSession.AskAsync<PredictionActor.PredictionFinished>(
                work, node => PredictionActor.Props(plan, node.Regions), new PredictionActor.BeginPrediction(), stop);
            foreach (var entry in finished.Quarantined)
                Console.Error.WriteLine($"hpa: warning: {entry.Id} has no prediction: {entry.Reason} {entry.Path}");
            Console.WriteLine($"{finished.Fields - finished.Quarantined.Count} of {finished.Fields} fields predicted: {plan.Output}");
        }

        Directory.Delete(work.Path, recursive: true);
        return Outcome.Done;
    }
}
