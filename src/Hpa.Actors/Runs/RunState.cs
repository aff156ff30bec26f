using Hpa.Contracts;
using Hpa.Contracts.Features;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>What a run's journal says: which batches are committed, which stages are done. Rebuilt by applying events.</summary>
public sealed class RunState
{
    private readonly SortedDictionary<int, BatchCommitted> _batches = [];
    private readonly SortedDictionary<Stage, StageCompleted> _stages = [];

    /// <summary>The start of the run, or null before it.</summary>
    public RunStarted? Started { get; private set; }

    /// <summary>Committed batches by number.</summary>
    public IReadOnlyDictionary<int, BatchCommitted> Batches => _batches;

    /// <summary>Finished stages.</summary>
    public IReadOnlyDictionary<Stage, StageCompleted> Stages => _stages;

    /// <summary>Committed shards, ordered by level and file name.</summary>
    public IReadOnlyList<ShardEntry> Shards => _batches.Values.SelectMany(b => b.Shards)
        .OrderBy(s => s.Level).ThenBy(s => s.File, StringComparer.Ordinal).ToArray();

    /// <summary>Images set aside, by id.</summary>
    public IReadOnlyList<QuarantineEntry> Quarantined => _batches.Values.SelectMany(b => b.Quarantined).OrderBy(q => q.Id).ToArray();

    /// <summary>Images whose batch is committed.</summary>
    public int ImagesDone => _batches.Values.Sum(b => b.Images);

    /// <summary>Takes an event in; events come in the order of the journal.</summary>
    public void Apply(IRunEvent change)
    {
        switch (change)
        {
            case RunStarted started:
                Started = started;
                break;
            case BatchCommitted batch:
                _batches[batch.Batch] = batch;
                break;
            case StageCompleted stage:
                _stages[stage.Stage] = stage;
                break;
        }
    }

    /// <summary>The first stage that is not done, or null when all up to <paramref name="until"/> are.</summary>
    public Stage? Next(Stage until)
    {
        foreach (var stage in Enum.GetValues<Stage>())
            if (stage <= until && !_stages.ContainsKey(stage)) return stage;
        return null;
    }

    /// <summary>
    /// The event that starts the run, or null when it has started with the same settings and data.
    /// </summary>
    /// <exception cref="InputException">It was started with others.</exception>
    public RunStarted? Begin(string settingsFingerprint, string dataFingerprint)
    {
        if (Started is null) return new RunStarted(settingsFingerprint, dataFingerprint);
        if (Started.SettingsFingerprint != settingsFingerprint)
            throw new SettingsException("the run was started with other settings: choose a new --out, or the settings of its run.conf");
        if (Started.DataFingerprint != dataFingerprint)
            throw new InputException("train.csv has changed since the run was started: choose a new --out, or put the old table back");
        return null;
    }
}
