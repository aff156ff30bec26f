using System.Globalization;
using Hpa.Actors.Datasets.Synthesis;
using Hpa.Host.Commands;

namespace Hpa.Host.Benchmarks;

/// <summary>A data set of any size from a few drawn fields: the others are the same pictures under other names.</summary>
internal static class ManyFields
{
    /// <summary>Draws a data set.</summary>
    /// <param name="folder">Where it goes.</param>
    /// <param name="images">Its fields.</param>
    /// <param name="drawn">How many of them are drawn.</param>
    /// <param name="size">Their side, pixels.</param>
    /// <param name="stop">The user's wish to stop.</param>
    public static async Task DrawAsync(string folder, int images, int drawn, int size, CancellationToken stop)
    {
        await SynthCommand.DrawAsync(folder, new SynthesisSettings(Math.Min(images, drawn), size, 1, 1), stop);
        var table = Path.Combine(folder, "train.csv");
        string[] lines = [.. File.ReadLines(table)];
        var rows = lines[1..];
        await using var more = File.AppendText(table);
        for (var i = rows.Length; i < images; i++)
        {
            stop.ThrowIfCancellationRequested();
            var (row, copy) = (rows[i % rows.Length].Split(','), string.Create(CultureInfo.InvariantCulture, $"copy-{i:D6}"));
            await more.WriteLineAsync($"{copy},{row[1]}");
            foreach (var channel in new[] { "red", "green", "blue", "yellow" })
                File.CreateSymbolicLink(Path.Combine(folder, "train", $"{copy}_{channel}.png"), Path.Combine(folder, "train", $"{row[0]}_{channel}.png"));
        }
    }
}
