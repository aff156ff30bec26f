using System.CommandLine;
using Hpa.Actors.Runs;
using Hpa.Contracts.Runs;

namespace Hpa.Host.Commands;

/// <summary><c>hpa extract | select | evaluate DIR</c>: a run up to one stage.</summary>
internal static class StageCommand
{
    /// <summary>Creates the command of a stage.</summary>
    public static Command Create(string name, string description, Stage stage)
    {
        var folder = new Argument<string>("DIR") { Description = "Folder of a run" };
        var command = new Command(name, description) { folder };
        command.SetAction((parsed, stop) => Outcome.Of(async () =>
        {
            var run = new RunFolder(parsed.GetValue(folder)!).MustExist();
            using var held = run.Lock();
            return await RunCommand.GoOnAsync(RunPlan.Continue(run), stage, stop);
        }));
        return command;
    }
}
