using Hpa.Contracts.Features;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Selection;

/// <summary>
/// What the islands of a study have told, in any order and any number of times, and what follows from it: whether they go on
/// and the study's files.
/// </summary>
/// <param name="study">The study.</param>
/// <param name="genetic">The genetic algorithm, as set for the run.</param>
internal sealed class StudyRecord(StudyPlan study, GeneticSettings genetic)
{
    private readonly GeneticSettings _settings = genetic.For(study.Blocks.Count);
    private readonly Dictionary<(int Generation, int Island), HistoryRow> _rows = [];
    private readonly GenerationCompleted?[] _last = new GenerationCompleted?[genetic.Islands];
    private readonly FitnessCache _cache = new();
    private readonly List<double> _best = [];
    private readonly List<HistoryRow> _unseen = [];

    /// <summary>The study.</summary>
    public StudyPlan Study => study;

    /// <summary>Rows that are in.</summary>
    public int Rows => _rows.Count;

    /// <summary>Rows that there will be at most.</summary>
    public int MostRows => _settings.Islands * _settings.Generations;

    /// <summary>Different subsets that the study's islands have had measured.</summary>
    public int Evaluated => _cache.Evaluated;

    /// <summary>Highest fitness so far; 0 before the first.</summary>
    public double BestFitness { get; private set; }

    /// <summary>The last generation that all islands met after, and whether they end there; null before the first.</summary>
    public (int Generation, bool Ends)? Agreement { get; private set; }

    /// <summary>Whether every row is in.</summary>
    public bool Finished => _best.Count == _settings.Generations || Agreement is { Ends: true };

    /// <summary>Islands that have something left to tell.</summary>
    public IEnumerable<int> Lacking =>
        Finished ? [] : Enumerable.Range(0, _settings.Islands).Where(island => _rows.Keys.Count(row => row.Island == island) < _settings.Generations);

    /// <summary>Islands that do not seem to know of <see cref="Agreement"/>.</summary>
    public IEnumerable<int> Unaware => Agreement is { } agreed
        ? Enumerable.Range(0, _settings.Islands).Where(island => (_last[island]?.Generation ?? 0) <= agreed.Generation)
        : [];

    /// <summary>A generation is complete.</summary>
    /// <exception cref="InvalidOperationException">A fitness is not the one told before.</exception>
    public void Take(GenerationCompleted report)
    {
        var island = report.Key.Island;
        if (_last[island] is not { } known || known.Generation < report.Generation) _last[island] = report;
        Take(island, Statistics.Of(report.Generation, island, report.Population), report.Population);
    }

    /// <summary>An island tells of earlier generations again.</summary>
    /// <exception cref="InvalidOperationException">A fitness is not the one told before.</exception>
    public void Take(GenerationsRetold retold)
    {
        foreach (var generation in retold.Generations) Take(retold.Key.Island, generation.Row, generation.Met);
    }

    /// <summary>The rows that came in since this was last asked.</summary>
    public IReadOnlyList<HistoryRow> TakeUnseen()
    {
        HistoryRow[] rows = [.. _unseen];
        _unseen.Clear();
        return rows;
    }

    /// <summary>Writes the study's files once it is <see cref="Finished"/>.</summary>
    public void Write(string runFolder, IReadOnlyList<BlockName> blocks)
    {
        IEnumerable<BlockName> Names(Genome own) => own.Chosen().Select(gene => blocks[study.Blocks[gene]]);
        var files = new StudyFiles(runFolder, study.Name.ToString());
        files.WriteEvaluations(_cache);
        files.WriteHistory(_rows.Values);
        files.WriteIslands(_last.Select(last => Names(last!.Population[0].Genome)));
        files.WriteChosen(Names(_cache.Best(new Ranking(study.Costs))!.Genome));
    }

    private void Take(int island, HistoryRow row, IReadOnlyList<Individual> individuals)
    {
        foreach (var individual in individuals) _cache.Add(individual.Genome, individual.Fitness);
        if (!_rows.ContainsKey((row.Generation, island))) _unseen.Add(row);
        _rows[(row.Generation, island)] = row;
        BestFitness = Math.Max(BestFitness, row.Best);
        while (!Finished && IsIn(_best.Count + 1))
        {
            var generation = _best.Count + 1;
            _best.Add(Enumerable.Range(0, _settings.Islands).Max(i => _rows[(generation, i)].Best));
            if (StallRule.Asks(_settings, generation)) Agreement = (generation, StallRule.Ends(_settings, _best));
        }
    }

    private bool IsIn(int generation) => Enumerable.Range(0, _settings.Islands).All(island => _rows.ContainsKey((generation, island)));
}
