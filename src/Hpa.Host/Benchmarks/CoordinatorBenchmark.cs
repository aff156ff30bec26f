using System.Globalization;
using Hpa.Host.Commands;
using Spectre.Console;

namespace Hpa.Host.Benchmarks;

/// <summary>
/// <c>hpa bench coordinator</c>: memory and journal of a run with many images, by a network that is fast because its input is tiny. Both must grow
/// with the number of batches: four times the images with one block and with two, side by side.
/// </summary>
internal static class CoordinatorBenchmark
{
    private const int Drawn = 40;
    private const int Size = 64;

    /// <summary>Measures each size and prints.</summary>
    /// <param name="images">Fields of the largest run.</param>
    /// <param name="stop">The user's wish to stop.</param>
    public static async Task RunAsync(int images, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("hpa-bench-").FullName;
        try
        {
            var table = TableOutput.New().AddColumns(Array.ConvertAll(["Images", "Blocks", "Batches", "Peak MB", "Journal kB"], name => new TableColumn(name).RightAligned()));
            var measured = new List<(int Batches, long Journal)>();
            foreach (var (count, combinations) in new[] { (images / 4, "ggg"), (images, "ggg"), (images, "ggg,rgb") })
            {
                var (peak, journal, batches) = await MeasureAsync(Path.Combine(folder, $"{count}-{combinations}"), count, combinations, stop);
                measured.Add((batches, journal));
                table.AddRow(Text($"{count}"), Text($"{combinations.Split(',').Length}"), Text($"{batches}"), Text($"{peak / 1e6:0}"), Text($"{journal / 1e3:0}"));
            }

            TableOutput.Write(table);
            var (small, large) = (measured[0], measured[1]);
            Console.WriteLine(Text($"journal per further batch: {(large.Journal - small.Journal) / Math.Max(1, large.Batches - small.Batches)} bytes"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(long Peak, long Journal, int Batches)> MeasureAsync(string folder, int images, string combinations, CancellationToken stop)
    {
        var (data, run, config) = (Path.Combine(folder, "data"), Path.Combine(folder, "run"), Path.Combine(folder, "coordinator.conf"));
        await ManyFields.DrawAsync(data, images, Drawn, Size, stop);
        await File.WriteAllTextAsync(config, $$"""
            hpa {
              datasets { name = coordinator, path = "{{data}}" }
              images.combinations = [{{combinations}}]
              cells.regions = []
              backbones { use = [squeezenet1_1], weights = random, batch = 8, catalogue.squeezenet1_1.input = 32 }
            }
            """, stop);
        using var child = HpaChild.Start(null, "run", config, "--out", run, "--until", "extract");
        await child.EndAsync(stop);
        return (child.PeakMemory, new FileInfo(Path.Combine(run, "journal.db")).Length, Directory.GetFiles(Path.Combine(run, "features", "image"), "*.parquet").Length);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
