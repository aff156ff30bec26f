using System.CommandLine;
using Hpa.Actors.Runs;
using Hpa.Contracts.Runs;
using Hpa.Host.Nodes;

namespace Hpa.Host.Commands;

/// <summary>
/// <c>hpa extract | select | evaluate DIR</c>: a run up to one stage. Select and evaluate also take settings of theirs and do again what
/// these change, on the features that are there.
/// </summary>
internal static class StageCommand
{
    /// <summary>Creates the command of a stage.</summary>
    public static Command Create(string name, string description, Stage stage)
    {
        var folder = new Argument<string>("DIR") { Description = "Folder of a run" };
        var set = new Option<string[]>("--set")
        {
            Description = $"Change a setting of this stage or a later one and do it again: --set {(stage == Stage.Select ? "hpa.selection.preset=paper" : "hpa.classifiers.bootstrap=0")} (repeatable)",
            AllowMultipleArgumentsPerToken = false,
        };
        var repeat = new Option<int>("--repeat") { Description = "Do every selection so many times, to see how stable the choice is (hpa.selection.repeat)" };
        var (listen, cluster) = NodeOptions.Options();
        var command = new Command(name, description) { folder, listen, cluster };
        if (stage > Stage.Extract) command.Add(set);
        if (stage == Stage.Select) command.Add(repeat);
        command.SetAction((parsed, stop) => Outcome.Of(async () =>
        {
            var run = new RunFolder(parsed.GetValue(folder)!).MustExist();
            var options = NodeOptions.Read(parsed.GetValue(listen), parsed.GetValue(cluster) ?? []);
            using var held = run.Lock();
            string[] changes = stage > Stage.Extract ? parsed.GetValue(set) ?? [] : [];
            if (stage == Stage.Select && parsed.GetResult(repeat) is not null) changes = [.. changes, $"hpa.selection.repeat={parsed.GetValue(repeat)}"];
            return await RunCommand.GoOnAsync(changes.Length > 0 ? RunPlan.Change(run, stage, changes) : RunPlan.Continue(run), stage, stop, options: options);
        }));
        return command;
    }
}
