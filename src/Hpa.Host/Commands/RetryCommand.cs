using System.CommandLine;
using Hpa.Actors.Runs;
using Hpa.Contracts.Runs;

namespace Hpa.Host.Commands;

/// <summary><c>hpa retry DIR</c>: tries the images that were set aside once more, and does again what depends on them.</summary>
internal static class RetryCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "Folder of a run" };
        var until = new Option<Stage>("--until") { Description = "Last stage to do", DefaultValueFactory = _ => Stage.Report };
        var command = new Command("retry", "Try the images of a run that were set aside once more, then go on with the run.") { folder, until };
        command.SetAction((parsed, stop) => Outcome.Of(async () =>
        {
            var run = new RunFolder(parsed.GetValue(folder)!).MustExist();
            using var held = run.Lock();
            var plan = RunPlan.Continue(run);
            var finished = await RunCommand.AskAsync(plan, new BeginRun(parsed.GetValue(until), Again: false) { Retry = true }, stop);
            Console.WriteLine(Words(finished));
            RunSummary.Print(plan, finished);
            return Outcome.Done;
        }));
        return command;
    }

    /// <summary>What became of the images.</summary>
    internal static string Words(RunFinished finished) => (finished.Retried, finished.Quarantined) switch
    {
        (0, 0) => "no image is set aside, so there is nothing to try again",
        (0, var left) => $"nothing was there to try again; {Images(left)} set aside since",
        (var tried, 0) => $"{Images(tried)} tried again, none is set aside any longer",
        var (tried, left) => $"{Images(tried)} tried again, {left} still set aside",
    };

    private static string Images(int count) => count == 1 ? "1 image was" : $"{count} images were";
}
