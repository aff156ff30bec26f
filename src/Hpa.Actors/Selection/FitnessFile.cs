using CsvHelper;
using Hpa.Contracts;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection;

/// <summary>
/// selection/fitness.csv: every fitness that was measured on the run's features, with true and with shuffled labels. Columns
/// Key,Labels,Subset,Fitness; a row whose key is not that of the present data and settings counts for nothing and is gone with
/// the next write. Rows are sorted and numbers read back to the same bits, so equal content is equal bytes.
/// </summary>
/// <param name="runFolder">The run's folder.</param>
/// <param name="key">What the values depend on.</param>
/// <param name="blocks">Number of the run's blocks, 1 … 512: the length of every subset.</param>
public sealed class FitnessFile(string runFolder, string key, int blocks)
{
    private static readonly string[] Labels = [FitnessActor.Given, FitnessActor.Shuffled];

    /// <summary>Where it is.</summary>
    public string Path { get; } = System.IO.Path.Combine(runFolder, "selection", "fitness.csv");

    /// <summary>What is known, by labels; caches for both kinds, empty when there is no file.</summary>
    /// <exception cref="InputException">A row cannot be read; the message names file and row.</exception>
    public IReadOnlyDictionary<string, FitnessCache> Read()
    {
        var caches = Labels.ToDictionary(labels => labels, _ => new FitnessCache());
        if (!File.Exists(Path)) return caches;
        foreach (var (labels, subset, fitness) in CsvRows.Read(Path, Row).OfType<(string, Genome, double)>())
        {
            if (!caches.TryGetValue(labels, out var cache)) throw new InputException($"{Path}: '{labels}' are no labels, delete the file");
            if (subset.Length != blocks)
                throw new InputException($"{Path}: subset {subset} is of {subset.Length} blocks where the run has {blocks}, delete the file");
            if (cache.Known.ContainsKey(subset)) throw new InputException($"{Path}: subset {subset} stands there twice, delete the file");
            cache.Add(subset, fitness);
        }

        return caches;
    }

    /// <summary>Writes what is known; after a crash the old or the new file is there, whole.</summary>
    /// <exception cref="StorageException">No space, no permission, …; the old file is untouched.</exception>
    public void Write(IReadOnlyDictionary<string, FitnessCache> caches) => CsvRows.Write(Path, ["Key", "Labels", "Subset", "Fitness"],
        Labels.SelectMany(labels => caches[labels].Sorted().Select(known => new[]
        {
            key, labels, known.Genome.ToString(), CsvRows.Text(known.Fitness),
        })));

    private (string Labels, Genome Subset, double Fitness)? Row(CsvReader row) => row.GetString("Key") == key
        ? (row.GetString("Labels"), Genome.Parse(row.GetString("Subset")), CsvRows.Number(row, "Fitness"))
        : null;
}
