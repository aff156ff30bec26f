using System.CommandLine;
using Hpa.Actors.Runs;
using Hpa.Contracts.Runs;

namespace Hpa.Host.Commands;

/// <summary><c>hpa report DIR</c>: writes tables, figures and pages again from the results.</summary>
internal static class ReportCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "Folder of a run that has been evaluated" };
        var command = new Command("report", "Write tables, figures and pages of a run again.") { folder };
        command.SetAction((parsed, stop) => Outcome.Of(async () =>
        {
            var run = new RunFolder(parsed.GetValue(folder)!).MustExist();
            using var held = run.Lock();
            return await RunCommand.GoOnAsync(RunPlan.Continue(run), Stage.Report, stop, again: true);
        }));
        return command;
    }
}
