using System.CommandLine;
using Hpa.Actors.Runs;
using Hpa.Contracts;
using Hpa.Host.Benchmarks;

namespace Hpa.Host.Commands;

/// <summary><c>hpa bench search</c>: the genetic algorithm beside exhaustive, greedy and random search on planted blocks.</summary>
internal static class BenchSearchCommand
{
    private static readonly Option<int> s_train = new("--train") { Description = "Training rows", DefaultValueFactory = _ => 300 };
    private static readonly Option<int> s_val = new("--val") { Description = "Validation rows", DefaultValueFactory = _ => 300 };
    private static readonly Option<int> s_columns = new("--columns") { Description = "Columns of a block", DefaultValueFactory = _ => 10 };
    private static readonly Option<int> s_classes = new("--classes") { Description = "Classes", DefaultValueFactory = _ => 12 };
    private static readonly Option<int> s_seeds = new("--seeds") { Description = "Data sets", DefaultValueFactory = _ => 10 };
    private static readonly Option<string[]> s_set = RunCommand.Set();

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var command = new Command("search", "The genetic algorithm beside exhaustive, greedy and random search, on blocks of which it is known which help.")
        {
            s_train, s_val, s_columns, s_classes, s_seeds, s_set,
        };
        command.SetAction((parsed, stop) => Outcome.Of(() => Task.Run(() =>
        {
            int Checked(Option<int> option, int least, int most) => parsed.GetValue(option) is var value && value >= least && value <= most
                ? value
                : throw new SettingsException($"{option.Name} {value} must be from {least} to {most}");
            var size = new PlantedSize(Checked(s_train, 2, 10_000), Checked(s_val, 2, 10_000), Checked(s_columns, 1, 10_000), Checked(s_classes, 4, 28));
            if (Math.Min(size.Train, size.Val) < size.Classes) throw new SettingsException($"--classes {size.Classes}: every class needs a training and a validation row");
            var settings = SettingsFile.Load(HostFiles.Home, null, ["hpa.datasets.path=.", .. parsed.GetValue(s_set) ?? []]).Check().Selection.Genetic;
            new SearchBenchmark(new SearchQuestion(size, Checked(s_seeds, 1, 1000), settings), stop).Run();
            return Outcome.Done;
        }, stop)));
        return command;
    }
}
