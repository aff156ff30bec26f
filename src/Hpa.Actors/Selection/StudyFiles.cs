using Hpa.Contracts;
using Hpa.Contracts.Features;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection;

/// <summary>
/// The files of one study below selection/&lt;study&gt;/: comma separated, one header row, LF, numbers in the shortest form
/// that reads back to the same bits, rows sorted, so that equal content is equal bytes.
/// </summary>
public sealed class StudyFiles(string runFolder, string study)
{
    private readonly string _folder = Path.Combine(runFolder, "selection", study);

    /// <summary>Genome,Fitness: every evaluated subset.</summary>
    public string Evaluations => Path.Combine(_folder, "evaluations.csv");

    /// <summary>Generation,Island,Best,Mean,Diversity.</summary>
    public string History => Path.Combine(_folder, "history.csv");

    /// <summary>Block: the names of the best subset's blocks.</summary>
    public string Chosen => Path.Combine(_folder, "chosen.csv");

    /// <summary>Island,Block: the names of the blocks of the best subset in each island's last generation.</summary>
    public string Islands => Path.Combine(_folder, "islands.csv");

    /// <summary>Writes the cache.</summary>
    public void WriteEvaluations(FitnessCache cache) => CsvRows.Write(Evaluations, ["Genome", "Fitness"],
        cache.Sorted().Select(individual => new[] { individual.Genome.ToString(), CsvRows.Text(individual.Fitness) }));

    /// <summary>Reads what <see cref="WriteEvaluations"/> wrote; an empty cache when there is no file yet.</summary>
    /// <param name="genes">Number of genes that every subset must have.</param>
    /// <exception cref="InputException">A row cannot be read or is of other blocks; the message names file and row.</exception>
    public FitnessCache ReadEvaluations(int genes)
    {
        var cache = new FitnessCache();
        if (!File.Exists(Evaluations)) return cache;
        foreach (var (genome, fitness) in CsvRows.Read(Evaluations, row => (Genome.Parse(row.GetString("Genome")), CsvRows.Number(row, "Fitness"))))
        {
            if (genome.Length != genes)
                throw new InputException($"{Evaluations}: subset {genome} is of {genome.Length} blocks where the run has {genes}, delete the file");
            if (cache.Known.ContainsKey(genome)) throw new InputException($"{Evaluations}: subset {genome} stands there twice, delete the file");
            cache.Add(genome, fitness);
        }

        return cache;
    }

    /// <summary>Writes the history by generation, then island.</summary>
    public void WriteHistory(IEnumerable<HistoryRow> rows) => CsvRows.Write(History, ["Generation", "Island", "Best", "Mean", "Diversity"],
        rows.OrderBy(row => row.Generation).ThenBy(row => row.Island).Select(row => new[]
        {
            CsvRows.Text(row.Generation), CsvRows.Text(row.Island),
            CsvRows.Text(row.Best), CsvRows.Text(row.Mean), CsvRows.Text(row.Diversity),
        }));

    /// <summary>Reads the history.</summary>
    /// <exception cref="InputException">The file is missing or a row cannot be read.</exception>
    public IReadOnlyList<HistoryRow> ReadHistory() => CsvRows.Read(History, row => new HistoryRow(
        row.Parse<int>("Generation"), row.Parse<int>("Island"),
        CsvRows.Number(row, "Best"), CsvRows.Number(row, "Mean"), CsvRows.Number(row, "Diversity")));

    /// <summary>Writes the chosen blocks in the order given, that of the feature columns.</summary>
    public void WriteChosen(IEnumerable<BlockName> blocks) => CsvRows.Write(Chosen, ["Block"], blocks.Select(block => new[] { block.ToString() }));

    /// <summary>Reads the chosen blocks.</summary>
    /// <exception cref="InputException">The file is missing or a name cannot be read.</exception>
    public IReadOnlyList<BlockName> ReadChosen() => CsvRows.Read(Chosen, row => BlockName.Parse(row.GetString("Block")));

    /// <summary>Writes each island's blocks in the order given, that of the feature columns; island 0 first.</summary>
    public void WriteIslands(IEnumerable<IEnumerable<BlockName>> islands) => CsvRows.Write(Islands, ["Island", "Block"],
        islands.SelectMany((blocks, island) => blocks.Select(block => new[] { CsvRows.Text(island), block.ToString() })));

    /// <summary>Reads each island's blocks, island 0 first.</summary>
    /// <exception cref="InputException">The file is missing or a row cannot be read.</exception>
    public IReadOnlyList<IReadOnlyList<BlockName>> ReadIslands() =>
    [
        .. CsvRows.Read(Islands, row => (Island: row.Parse<int>("Island"), Block: BlockName.Parse(row.GetString("Block"))))
            .GroupBy(row => row.Island, row => row.Block).OrderBy(island => island.Key).Select(island => island.ToArray()),
    ];
}
