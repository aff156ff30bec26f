using System.CommandLine;
using Hpa.Actors.Runs;
using Hpa.Contracts;
using Hpa.Host.Benchmarks;

namespace Hpa.Host.Commands;

/// <summary><c>hpa bench</c>: how fast this machine is, each figure beside a limit or a peer measured in the same run.</summary>
internal static class BenchCommand
{
    /// <summary>What fits every machine: weights do not change the speed.</summary>
    private const string RandomWeights = "hpa.backbones.weights=random";

    /// <summary>Creates the command.</summary>
    public static Command Create() => new("bench", "Measure this machine; docs/benchmarks.md explains the figures.")
    {
        Backbones(), Extract(), Nuclei(), Fitness(), BenchSelectCommand.Create(), BenchSearchCommand.Create(), BenchEvaluateCommand.Create(), BenchNodesCommands.Nodes(), BenchNodesCommands.Coordinator(),
    };

    private static Command Backbones()
    {
        var names = new Argument<string[]>("NAME") { Description = "Networks of the catalogue; all when none is named", Arity = ArgumentArity.ZeroOrMore };
        var seconds = new Option<double>("--seconds") { Description = "How long each network runs", DefaultValueFactory = _ => 3 };
        var set = RunCommand.Set();
        var command = new Command("backbones", "Milliseconds per input of each network, beside the machine's limit and the paper's time.") { names, seconds, set };
        command.SetAction((parsed, stop) => Outcome.Of(() => Task.Run(() =>
        {
            if (parsed.GetValue(seconds) is not (> 0 and <= 600)) throw new SettingsException($"--seconds {parsed.GetValue(seconds)} must be above 0 and at most 600");
            string[] overrides = [RandomWeights, .. parsed.GetValue(set) ?? []];
            var catalogue = SettingsFile.Catalogue(HostFiles.Home, null, overrides).Entries;
            string[] wanted = parsed.GetValue(names) is { Length: > 0 } some ? some : [.. catalogue.OrderBy(e => e.Facts.MultiplyAdds).Select(e => e.Spec.Name)];
            if (wanted.Except(catalogue.Select(e => e.Spec.Name)).FirstOrDefault() is { } unknown)
                throw new SettingsException($"'{unknown}' is not in the catalogue, which has {string.Join(", ", catalogue.Select(e => e.Spec.Name))}");
            var settings = SettingsFile.Load(HostFiles.Home, null, ["hpa.datasets.path=.", .. overrides, $"hpa.backbones.use=[{string.Join(',', wanted)}]"]).Check().Backbones;
            BackboneBenchmark.Run(settings, [.. wanted.Select(name => catalogue.Single(e => e.Spec.Name == name).Facts)], parsed.GetValue(seconds), stop);
            return Outcome.Done;
        }, stop)));
        return command;
    }

    private static Command Extract()
    {
        var images = new Option<int>("--images") { Description = "Fields to extract", DefaultValueFactory = _ => 300 };
        var size = new Option<int>("--size") { Description = "Side of a field in pixels", DefaultValueFactory = _ => 512 };
        var set = RunCommand.Set();
        var command = new Command("extract", "Images per second of the whole extraction over a bare loop on the same networks, and memory.") { images, size, set };
        command.SetAction((parsed, stop) => Outcome.Of(async () =>
        {
            if (parsed.GetValue(images) is not (>= 60 and <= 1_000_000)) throw new SettingsException($"--images {parsed.GetValue(images)} must be from 60 to 1000000");
            await ExtractBenchmark.RunAsync(
                parsed.GetValue(images), parsed.GetValue(size),
                [RandomWeights, "hpa.cells.regions=[]", "hpa.backbones.use=[squeezenet1_1,resnet18,resnet50]", .. parsed.GetValue(set) ?? []], stop);
            return Outcome.Done;
        }));
        return command;
    }

    private static Command Nuclei()
    {
        var folder = new Argument<string>("DIR") { Description = "Folder with images/*.png and label maps labels/*.png of the same names" };
        var rounds = new Option<int>("--rounds") { Description = "How often each picture is timed", DefaultValueFactory = _ => 5 };
        var python = new Option<string>("--python") { Description = "Python with scikit-image; the usual places when left out" };
        var output = new Option<string>("--out") { Description = "Folder for pictures of the worst images with outlines of true and found nuclei" };
        var set = RunCommand.Set();
        var command = new Command("nuclei", "How well and how fast nuclei are found, beside the usual recipe with scikit-image.") { folder, rounds, python, output, set };
        command.SetAction((parsed, stop) => Outcome.Of(async () =>
        {
            if (parsed.GetValue(rounds) is not (>= 1 and <= 1000)) throw new SettingsException($"--rounds {parsed.GetValue(rounds)} must be from 1 to 1000");
            var settings = SettingsFile.Load(HostFiles.Home, null, ["hpa.datasets.path=.", RandomWeights, .. parsed.GetValue(set) ?? []]).Check().Cells;
            await NucleiBenchmark.RunAsync(new NucleiSet(parsed.GetValue(folder)!), settings, parsed.GetValue(python), parsed.GetValue(rounds), parsed.GetValue(output), stop);
            return Outcome.Done;
        }));
        return command;
    }

    private static Command Fitness()
    {
        var train = new Option<int>("--train") { Description = "Training rows", DefaultValueFactory = _ => 2000 };
        var val = new Option<int>("--val") { Description = "Validation rows", DefaultValueFactory = _ => 600 };
        var blocks = new Option<int>("--blocks") { Description = "Feature blocks", DefaultValueFactory = _ => 36 };
        var columns = new Option<int>("--columns") { Description = "Columns of a block", DefaultValueFactory = _ => 1000 };
        var classes = new Option<int>("--classes") { Description = "Classes, from common to rare", DefaultValueFactory = _ => 28 };
        var evaluations = new Option<int>("--evaluations") { Description = "Subsets of half the blocks that are evaluated", DefaultValueFactory = _ => 12 };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the features", DefaultValueFactory = _ => 1 };
        var python = new Option<string>("--python") { Description = "Python with scikit-learn; the usual places when left out" };
        var command = new Command("fitness", "One evaluation of the genetic algorithm, beside scikit-learn's SVC on the same rows.") { train, val, blocks, columns, classes, evaluations, seed, python };
        command.SetAction((parsed, stop) => Outcome.Of(() => Task.Run(async () =>
        {
            int Checked(Option<int> option, int least, int most) => parsed.GetValue(option) is var value && value >= least && value <= most
                ? value
                : throw new SettingsException($"{option.Name} {value} must be from {least} to {most}");
            var size = new FitnessSize(
                Checked(train, 2, 40_000), Checked(val, 2, 40_000), Checked(blocks, 1, 512), Checked(columns, 1, 100_000), Checked(classes, 2, 28), parsed.GetValue(seed));
            if (Math.Min(size.Train, size.Val) < size.Classes) throw new SettingsException($"--classes {size.Classes}: every class needs a training and a validation row");
            await FitnessBenchmark.RunAsync(size, Checked(evaluations, 1, 10_000), parsed.GetValue(python), stop);
            return Outcome.Done;
        }, stop)));
        return command;
    }
}
