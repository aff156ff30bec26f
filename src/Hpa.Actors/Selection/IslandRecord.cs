using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection;

/// <summary>
/// What an island can tell of its past to a coordinator that knows nothing of it: for each completed generation its row of the
/// history and the subsets that it was the first to have. Complete rows therefore mean complete subsets.
/// </summary>
internal sealed class IslandRecord
{
    /// <summary>A message may take 64 KB; the rest is left for what surrounds the lists.</summary>
    private const int ChunkBytes = 48 * 1024;

    private readonly List<GenerationRecord> _generations = [];
    private readonly HashSet<Genome> _met = [];

    /// <summary>An empty record.</summary>
    public IslandRecord()
    {
    }

    /// <summary>The record of a snapshot.</summary>
    public IslandRecord(IEnumerable<GenerationRecord> generations)
    {
        foreach (var generation in generations)
        {
            _generations.Add(generation);
            foreach (var individual in generation.Met) _met.Add(individual.Genome);
        }
    }

    /// <summary>All completed generations, a copy.</summary>
    public IReadOnlyList<GenerationRecord> Generations => [.. _generations];

    /// <summary>The next generation.</summary>
    public void Add(GenerationCompleted completed) => _generations.Add(new GenerationRecord(
        Statistics.Of(completed.Generation, completed.Key.Island, completed.Population),
        [.. completed.Population.Where(individual => _met.Add(individual.Genome))]));

    /// <summary>Messages with the generations of a range, in order.</summary>
    /// <param name="key">The island.</param>
    /// <param name="from">The first, from 1.</param>
    /// <param name="to">The first that is not told any more.</param>
    public IEnumerable<GenerationsRetold> Retell(IslandKey key, int from, int to)
    {
        var chunk = new List<GenerationRecord>();
        var bytes = 0;
        for (var generation = from; generation < to; generation++)
        {
            var record = _generations[generation - 1];
            var size = Bytes(record);
            if (chunk.Count > 0 && bytes + size > ChunkBytes)
            {
                yield return new GenerationsRetold(key, chunk);
                (chunk, bytes) = ([], 0);
            }

            chunk.Add(record);
            bytes += size;
        }

        if (chunk.Count > 0) yield return new GenerationsRetold(key, chunk);
    }

    /// <summary>An upper bound: a row has three doubles and two numbers, an individual a double and its genes.</summary>
    private static int Bytes(GenerationRecord record) => 64 + record.Met.Sum(individual => 32 + individual.Genome.Length / 8);
}
