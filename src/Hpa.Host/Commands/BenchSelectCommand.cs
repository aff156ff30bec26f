using System.CommandLine;
using Hpa.Actors.Runs;
using Hpa.Contracts;
using Hpa.Host.Benchmarks;

namespace Hpa.Host.Commands;

/// <summary><c>hpa bench select</c>.</summary>
internal static class BenchSelectCommand
{
    private static readonly Option<int> s_train = new("--train") { Description = "Training rows", DefaultValueFactory = _ => 2000 };
    private static readonly Option<int> s_val = new("--val") { Description = "Validation rows", DefaultValueFactory = _ => 600 };
    private static readonly Option<int> s_blocks = new("--blocks") { Description = "Feature blocks", DefaultValueFactory = _ => 72 };
    private static readonly Option<int> s_columns = new("--columns") { Description = "Columns of a block", DefaultValueFactory = _ => 1000 };
    private static readonly Option<int> s_classes = new("--classes") { Description = "Classes, from common to rare", DefaultValueFactory = _ => 28 };
    private static readonly Option<int> s_peer = new("--peer") { Description = "Subsets that DEAP evaluates, about a minute each; 0 leaves it out", DefaultValueFactory = _ => 2 };
    private static readonly Option<ulong> s_seed = new("--seed") { Description = "Seed of features and selection", DefaultValueFactory = _ => 1 };
    private static readonly Option<string> s_python = new("--python") { Description = "Python with DEAP and scikit-learn; the usual places when left out" };
    private static readonly Option<string[]> s_set = RunCommand.Set();

    /// <summary>The size of selection that the benchmark speaks of, unless <c>--set</c> says otherwise.</summary>
    private static readonly string[] s_usual = ["hpa.selection.population=100", "hpa.selection.islands=4", "hpa.selection.generations=50"];

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var command = new Command("select", "A whole selection by actors, beside a plain loop over the same subsets and DEAP's genetic algorithm.")
        {
            s_train, s_val, s_blocks, s_columns, s_classes, s_peer, s_seed, s_python, s_set,
        };
        command.SetAction((parsed, stop) => Outcome.Of(() => Task.Run(async () =>
        {
            await SelectBenchmark.RunAsync(QuestionOf(parsed), stop);
            return Outcome.Done;
        }, stop)));
        return command;
    }

    private static SelectQuestion QuestionOf(ParseResult parsed)
    {
        int Checked(Option<int> option, int least, int most) => parsed.GetValue(option) is var value && value >= least && value <= most
            ? value
            : throw new SettingsException($"{option.Name} {value} must be from {least} to {most}");
        var size = new FitnessSize(
            Checked(s_train, 2, 40_000), Checked(s_val, 2, 40_000), Checked(s_blocks, 1, 512), Checked(s_columns, 1, 100_000), Checked(s_classes, 2, 28),
            parsed.GetValue(s_seed));
        if (Math.Min(size.Train, size.Val) < size.Classes) throw new SettingsException($"--classes {size.Classes}: every class needs a training and a validation row");
        var settings = SettingsFile.Load(HostFiles.Home, null, ["hpa.datasets.path=.", .. s_usual, .. parsed.GetValue(s_set) ?? [], "hpa.selection.searches=[]"]);
        return new SelectQuestion(size, settings.Check().Selection, Checked(s_peer, 0, 10_000), parsed.GetValue(s_python));
    }
}
