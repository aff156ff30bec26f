using System.Globalization;
using CsvHelper;
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
    private static readonly CsvWriterOptions Csv = CsvWriterOptions.Default with { NewLine = "\n" };

    private readonly string _folder = Path.Combine(runFolder, "selection", study);

    /// <summary>Genome,Fitness: every evaluated subset.</summary>
    public string Evaluations => Path.Combine(_folder, "evaluations.csv");

    /// <summary>Generation,Island,Best,Mean,Diversity.</summary>
    public string History => Path.Combine(_folder, "history.csv");

    /// <summary>Block: the names of the best subset's blocks.</summary>
    public string Chosen => Path.Combine(_folder, "chosen.csv");

    /// <summary>Writes the cache.</summary>
    public void WriteEvaluations(FitnessCache cache) => Write(Evaluations, ["Genome", "Fitness"],
        cache.Sorted().Select(individual => new[] { individual.Genome.ToString(), Text(individual.Fitness) }));

    /// <summary>Reads what <see cref="WriteEvaluations"/> wrote; an empty cache when there is no file yet.</summary>
    /// <param name="genes">Number of genes that every subset must have.</param>
    /// <exception cref="InputException">A row cannot be read or is of other blocks; the message names file and row.</exception>
    public FitnessCache ReadEvaluations(int genes)
    {
        var cache = new FitnessCache();
        if (!File.Exists(Evaluations)) return cache;
        foreach (var (genome, fitness) in Read(Evaluations, row => (Genome.Parse(row.GetString("Genome")), Number(row, "Fitness"))))
        {
            if (genome.Length != genes)
                throw new InputException($"{Evaluations}: subset {genome} is of {genome.Length} blocks where the run has {genes}, delete the file");
            if (cache.Known.ContainsKey(genome)) throw new InputException($"{Evaluations}: subset {genome} stands there twice, delete the file");
            cache.Add(genome, fitness);
        }

        return cache;
    }

    /// <summary>Writes the history by generation, then island.</summary>
    public void WriteHistory(IEnumerable<HistoryRow> rows) => Write(History, ["Generation", "Island", "Best", "Mean", "Diversity"],
        rows.OrderBy(row => row.Generation).ThenBy(row => row.Island).Select(row => new[]
        {
            row.Generation.ToString(CultureInfo.InvariantCulture), row.Island.ToString(CultureInfo.InvariantCulture),
            Text(row.Best), Text(row.Mean), Text(row.Diversity),
        }));

    /// <summary>Reads the history.</summary>
    /// <exception cref="InputException">The file is missing or a row cannot be read.</exception>
    public IReadOnlyList<HistoryRow> ReadHistory() => Read(History, row => new HistoryRow(
        row.Parse<int>("Generation"), row.Parse<int>("Island"),
        Number(row, "Best"), Number(row, "Mean"), Number(row, "Diversity")));

    /// <summary>Writes the chosen blocks in the order given, that of the feature columns.</summary>
    public void WriteChosen(IEnumerable<BlockName> blocks) => Write(Chosen, ["Block"], blocks.Select(block => new[] { block.ToString() }));

    /// <summary>Reads the chosen blocks.</summary>
    /// <exception cref="InputException">The file is missing or a name cannot be read.</exception>
    public IReadOnlyList<BlockName> ReadChosen() => Read(Chosen, row => BlockName.Parse(row.GetString("Block")));

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static double Number(CsvReader row, string column)
    {
        var number = row.Parse<double>(column);
        return double.IsFinite(number) ? number : throw new FormatException($"{column} is not a finite number");
    }

    private static void Write(string path, string[] header, IEnumerable<string[]> rows) => DurableFile.Write(path, stream =>
    {
        using var csv = CsvWriter.Create(stream, Csv, leaveOpen: true);
        foreach (var row in rows.Prepend(header)) csv.WriteRecord(row);
    });

    private static List<T> Read<T>(string path, Func<CsvReader, T> parse)
    {
        if (!File.Exists(path)) throw new InputException($"{path} is missing, run `hpa select` on the run's folder");
        using var csv = CsvReader.FromFile(path);
        var rows = new List<T>();
        try
        {
            while (csv.Read()) rows.Add(parse(csv));
        }
        catch (Exception fault) when (fault is FormatException or OverflowException or SettingsException or KeyNotFoundException)
        {
            throw new InputException($"{path}, row {csv.RowNumber}: {fault.Message.ReplaceLineEndings(" ")}", fault);
        }

        return rows;
    }
}
