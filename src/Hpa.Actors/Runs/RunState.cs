using Hpa.Contracts;
using Hpa.Contracts.Features;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>What a run's journal says: which batches are committed, which stages are done. Rebuilt by applying events.</summary>
public sealed class RunState
{
    private readonly SortedDictionary<int, BatchCommitted> _batches = [];
    private readonly SortedDictionary<Stage, StageCompleted> _stages = [];
    private readonly ReopenedBatches _reopened = new();

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

    /// <summary>Images that had been set aside and are being tried again.</summary>
    public int Retried => _reopened.Quarantined;

    /// <summary>
    /// Takes an event in; events come in the order of the journal. A stage that is done undoes what later ones made of its earlier output,
    /// unless batches that were done again came out as before.
    /// </summary>
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
            case BatchesReopened reopened:
                _reopened.Take(reopened, _batches, _stages);
                break;
            case StageCompleted stage:
                foreach (var later in _stages.Keys.Where(done => done > stage.Stage).ToArray()) _stages.Remove(later);
                _stages[stage.Stage] = stage;
                if (stage.Stage == Stage.Extract) _reopened.GiveBack(_batches, _stages);
                break;
        }
    }

    /// <summary>The events that have batches done again; none when there is nothing to do or it is under way.</summary>
    /// <param name="begin">What is asked for.</param>
    public IReadOnlyList<BatchesReopened> Reopen(BeginRun begin)
    {
        var damaged = (begin.Repair ?? []).Select(shard => (shard.Level, shard.File)).ToHashSet();
        var retry = begin.Retry && Retried == 0;
        int[] batches = [.. _batches.Values
            .Where(batch => (retry && batch.Quarantined.Count > 0) || batch.Shards.Any(shard => damaged.Contains((shard.Level, shard.File))))
            .Select(batch => batch.Batch)];
        return batches.Length == 0 && begin.Repair is not null
            ? [new BatchesReopened([])]
            : [.. batches.Chunk(BatchesReopened.Most).Select(numbers => new BatchesReopened(numbers))];
    }

    /// <summary>Whether a stage is done under these settings.</summary>
    public bool IsDone(Stage stage, StageFingerprints settings) => _stages.TryGetValue(stage, out var done) && done.Fingerprint == settings.Of(stage);

    /// <summary>The first stage that is not done under these settings, or null when all up to <paramref name="until"/> are.</summary>
    public Stage? Next(Stage until, StageFingerprints settings)
    {
        foreach (var stage in Enum.GetValues<Stage>())
            if (stage <= until && !IsDone(stage, settings)) return stage;
        return null;
    }

    /// <summary>
    /// The event that starts the run, or null when it has started with the same settings and data.
    /// </summary>
    /// <param name="settingsFingerprint">Of what the features depend on; the rest may change.</param>
    /// <param name="dataFingerprint">Of the label table.</param>
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
