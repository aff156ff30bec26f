using Hpa.Contracts;
using Hpa.Contracts.Runs;
using OpenCvSharp;

namespace Hpa.Actors.Datasets.Synthesis;

/// <summary>
/// Draws a data set in the Kaggle layout, with label sets as frequent as in the real table and the truth about nuclei,
/// nuclear membranes and cells beside it:
/// <code>
/// train.csv                        Id,Target
/// train/&lt;Id&gt;_&lt;channel&gt;.png         8-bit grey
/// truth/&lt;Id&gt;_nuclei.png            16-bit label map, 0 = background
/// truth/&lt;Id&gt;_membrane.png          16-bit label map, the two outermost pixels of each nucleus
/// truth/&lt;Id&gt;_cells.png             16-bit label map; a cell has the number of its nucleus
/// </code>
/// Field i is a pure function of (seed, i, label set, size, cell diameter), so the number of threads changes no byte.
/// </summary>
public static class SyntheticDataset
{
    private const string TableFile = "train.csv";
    private static readonly int[] s_fastPng = [(int)ImwriteFlags.PngCompression, 1, (int)ImwriteFlags.PngStrategy, (int)ImwritePNGFlags.StrategyRLE];

    /// <summary>Writes the data set; train.csv comes last, so a folder that has it is complete.</summary>
    /// <param name="folder">Made if missing. May hold the same data set, which is then written anew.</param>
    /// <param name="settings">What to draw.</param>
    /// <param name="threads">Fields drawn at once; at least 1.</param>
    /// <param name="progress">Told the number of finished fields after each.</param>
    /// <param name="cancellation">Stops between fields, without a train.csv.</param>
    /// <exception cref="SettingsException">A setting is out of range.</exception>
    /// <exception cref="InputException">The folder holds another data set.</exception>
    public static void Write(
        string folder, SynthesisSettings settings, int threads, IProgress<int>? progress, CancellationToken cancellation)
    {
        settings.Check();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        var root = new CounterRandom(settings.Seed);
        var labels = new LabelDraw(new Dice(root.At("labels"))).Draw(settings.Images, settings.MinimumPerClass);
        var table = TwoColumnTable.Format("Id", "Target", labels.Select((set, i) => (IdOf(i), set.ToString())));
        Prepare(folder, table);
        Cv2.SetNumThreads(1);
        var done = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(0, settings.Images, options, i =>
        {
            using var field = SyntheticField.Draw(labels[i], settings.Size, settings.CellDiameter, new Dice(root.At("field").At((ulong)i)));
            Save(folder, IdOf(i), field);
            progress?.Report(Interlocked.Increment(ref done));
        });
        DurableFile.WriteText(Path.Combine(folder, TableFile), table);
    }

    private static string IdOf(int index) => $"synth-{index:D6}";

    private static void Prepare(string folder, string table)
    {
        var file = Path.Combine(folder, TableFile);
        if (File.Exists(file) && File.ReadAllText(file) != table)
            throw new InputException($"{file} belongs to another data set, name an empty folder");
        Directory.CreateDirectory(Path.Combine(folder, "train"));
        Directory.CreateDirectory(Path.Combine(folder, "truth"));
        File.Delete(file);
    }

    private static void Save(string folder, string id, SyntheticField field)
    {
        foreach (var (channel, picture) in field.Channels)
            SavePng(Path.Combine(folder, "train", $"{id}_{channel.ToString().ToLowerInvariant()}.png"), picture);
        SavePng(Path.Combine(folder, "truth", $"{id}_nuclei.png"), field.Nuclei);
        SavePng(Path.Combine(folder, "truth", $"{id}_membrane.png"), field.Membrane);
        SavePng(Path.Combine(folder, "truth", $"{id}_cells.png"), field.Cells);
    }

    private static void SavePng(string path, Mat picture)
    {
        Cv2.ImEncode(".png", picture, out var bytes, s_fastPng);
        File.WriteAllBytes(path, bytes);
    }
}
