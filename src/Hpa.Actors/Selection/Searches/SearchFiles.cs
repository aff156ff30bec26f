using Hpa.Contracts;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection.Searches;

/// <summary>What the searches of one study found, below selection/&lt;study&gt;/; written like <see cref="StudyFiles"/>.</summary>
public sealed class SearchFiles(string runFolder, string study)
{
    private readonly string _folder = Path.Combine(runFolder, "selection", study);

    /// <summary>Search,Evaluation,Fitness,Genome: the best so far, a row for each better subset and a last one with the number of all evaluations.</summary>
    public string Searches => Path.Combine(_folder, "searches.csv");

    /// <summary>Genome,Fitness,Microseconds: NSGA-II's front by rising time.</summary>
    public string Front => Path.Combine(_folder, "front.csv");

    /// <summary>Writes the traces of searches in the order given.</summary>
    public void WriteSearches(IEnumerable<TraceRow> rows) => CsvRows.Write(Searches, ["Search", "Evaluation", "Fitness", "Genome"],
        rows.Select(row => new[] { row.Search.Word(), CsvRows.Text(row.Evaluation), CsvRows.Text(row.Best.Fitness), row.Best.Genome.ToString() }));

    /// <summary>Reads the traces; of each search the last row has what it found and how many evaluations that took.</summary>
    /// <exception cref="InputException">The file is missing or a row cannot be read.</exception>
    public IReadOnlyList<TraceRow> ReadSearches() => CsvRows.Read(Searches, row => new TraceRow(
        SearchWords.Parse(row.GetString("Search")), row.Parse<int>("Evaluation"),
        new Individual(Genome.Parse(row.GetString("Genome")), CsvRows.Number(row, "Fitness"))));

    /// <summary>Writes a front in the order given.</summary>
    public void WriteFront(IEnumerable<Tradeoff> front) => CsvRows.Write(Front, ["Genome", "Fitness", "Microseconds"],
        front.Select(subset => new[] { subset.Genome.ToString(), CsvRows.Text(subset.Fitness), CsvRows.Text(subset.Microseconds) }));

    /// <summary>Reads the front.</summary>
    /// <exception cref="InputException">The file is missing or a row cannot be read.</exception>
    public IReadOnlyList<Tradeoff> ReadFront() => CsvRows.Read(Front, row => new Tradeoff(
        Genome.Parse(row.GetString("Genome")), CsvRows.Number(row, "Fitness"), row.Parse<long>("Microseconds")));
}
