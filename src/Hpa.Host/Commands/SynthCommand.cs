using System.CommandLine;
using Hpa.Actors.Datasets.Synthesis;
using Hpa.Contracts;
using Hpa.Host.Progress;

namespace Hpa.Host.Commands;

/// <summary><c>hpa synth DIR</c>: a synthetic data set in the Kaggle layout, with truth masks.</summary>
internal static class SynthCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "New folder for train.csv, train/ and truth/" };
        var images = new Option<int>("--images") { Description = "Number of fields", DefaultValueFactory = _ => 400 };
        var size = new Option<int>("--size") { Description = "Side of a field in pixels", DefaultValueFactory = _ => 512 };
        var seed = new Option<ulong>("--seed") { Description = "Seed", DefaultValueFactory = _ => 1 };
        var minimum = new Option<int>("--min-per-class") { Description = "Fields that every class has at least", DefaultValueFactory = _ => 0 };
        var command = new Command("synth", "Draw a synthetic data set with known truth.") { folder, images, size, seed, minimum };
        command.SetAction((parsed, stop) => Outcome.Of(() =>
        {
            var path = Path.GetFullPath(parsed.GetValue(folder)!);
            if (File.Exists(Path.Combine(path, "train.csv")))
                throw new InputException($"{path} already holds a data set: name another folder, or delete it");
            var settings = new SynthesisSettings(parsed.GetValue(images), parsed.GetValue(size), parsed.GetValue(seed), parsed.GetValue(minimum));
            return DrawAsync(path, settings, stop);
        }));
        return command;
    }

    /// <summary>Draws the set on all cores.</summary>
    public static async Task<int> DrawAsync(string folder, SynthesisSettings settings, CancellationToken stop)
    {
        await using var display = ProgressDisplay.ForThisTerminal();
        var progress = new Drawn(done => display.Show("synth", done, settings.Images, "fields", ""));
        await Task.Run(() => SyntheticDataset.Write(folder, settings, Environment.ProcessorCount, progress, stop), stop);
        return Outcome.Done;
    }

    /// <summary>Unlike <see cref="Progress{T}"/>, reports in order and before the work is over.</summary>
    private sealed class Drawn(Action<int> show) : IProgress<int>
    {
        private readonly Lock _lock = new();

        public void Report(int value)
        {
            lock (_lock) show(value);
        }
    }
}
