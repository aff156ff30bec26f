using CsvHelper;
using Hpa.Actors.Runs;
using Hpa.Actors.Selection;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Host.Server.Views;

/// <summary>What runs left in their folders, for pages and the API. What was read is kept as long as the file is the same, of a few runs.</summary>
internal sealed class RunArchive
{
    private const int Runs = 6, StudiesOfRun = 12;

    private readonly FileCache<RunMetrics> _metrics = new(Runs);
    private readonly FileCache<Headline> _headlines = new(1000);
    private readonly FileCache<IReadOnlyList<HistoryRow>> _histories = new(Runs * StudiesOfRun);
    private readonly FileCache<IReadOnlyList<QuarantineEntry>> _quarantines = new(Runs);
    private readonly FileCache<IReadOnlyList<FieldView>> _fields = new(Runs);

    /// <summary>The results, or null while there are none.</summary>
    /// <exception cref="InputException">The file is damaged or of another version.</exception>
    public RunMetrics? Metrics(RunFolder run) => _metrics.Get(run.Metrics, ReportJson.ReadMetrics);

    /// <summary>The results in a few numbers, or null while there are none that this program reads.</summary>
    public Headline? Headline(RunFolder run)
    {
        try
        {
            return _headlines.Get(run.Metrics, path => Views.Headline.Of(ReportJson.ReadMetrics(path)));
        }
        catch (InputException)
        {
            return null;
        }
    }

    /// <summary>The blocks of a run whose selection or evaluation is not done, with those that were chosen so far; null before it began.</summary>
    public BlockMap? Blocks(RunFolder run)
    {
        if (!run.Exists) return null;
        var chosen = new HashSet<BlockName>();
        foreach (var study in new[] { StudyName.Word(FeatureSet.Image), StudyName.Word(FeatureSet.Cell) }.Select(name => new StudyFiles(run.Path, name)))
            if (File.Exists(study.Chosen)) chosen.UnionWith(study.ReadChosen());
        return BlockMap.Of(SettingsFile.Read(run.Settings).Check().Blocks, chosen);
    }

    /// <summary>The studies whose selection is done, by name, with the generations of their islands.</summary>
    /// <exception cref="InputException">A file is damaged.</exception>
    public IReadOnlyDictionary<string, IReadOnlyList<HistoryRow>> Histories(RunFolder run)
    {
        var histories = new Dictionary<string, IReadOnlyList<HistoryRow>>(StringComparer.Ordinal);
        if (!Directory.Exists(run.Selection)) return histories;
        foreach (var study in Directory.EnumerateDirectories(run.Selection).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal))
        {
            var files = new StudyFiles(run.Path, study);
            if (_histories.Get(files.History, _ => files.ReadHistory()) is { } rows) histories[study] = rows;
        }

        return histories;
    }

    /// <summary>Images that were set aside; empty while nothing is known.</summary>
    public IReadOnlyList<QuarantineEntry> Quarantine(RunFolder run) => _quarantines.Get(run.Quarantine, ReadQuarantine) ?? [];

    /// <summary>The images of a run in the order of their ids: those that were judged with truth and prediction. Empty before the split is known.</summary>
    /// <exception cref="InputException">A file is damaged.</exception>
    public IReadOnlyList<FieldView> Fields(RunFolder run)
    {
        var newest = File.Exists(run.Predictions) ? run.Predictions : run.Split;
        return _fields.Get(newest, _ => FieldView.Read(run)) ?? [];
    }

    private static IReadOnlyList<QuarantineEntry> ReadQuarantine(string path)
    {
        using var csv = CsvReader.FromFile(path);
        var entries = new List<QuarantineEntry>();
        while (csv.Read())
            entries.Add(new QuarantineEntry(ImageId.Parse(csv.GetString("Id")), csv.GetString("Stage"), csv.GetString("Path"), csv.GetString("Reason"), csv.Parse<int>("Attempts")));
        return entries;
    }
}
