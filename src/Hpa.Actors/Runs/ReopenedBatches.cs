using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>
/// What batches that are done again were before, and the stages that were made of them: where every one comes out the same, these
/// stages still hold, and hours of them are not done again for a file that was mended.
/// </summary>
internal sealed class ReopenedBatches
{
    private readonly Dictionary<int, BatchCommitted> _before = [];
    private readonly Dictionary<Stage, StageCompleted> _later = [];

    /// <summary>Images that were set aside in them.</summary>
    public int Quarantined => _before.Values.Sum(batch => batch.Quarantined.Count);

    /// <summary>Takes batches, extraction and the stages after it out of the state.</summary>
    public void Take(BatchesReopened reopened, SortedDictionary<int, BatchCommitted> batches, SortedDictionary<Stage, StageCompleted> stages)
    {
        // One that is reopened twice counts with what it was when the later stages saw it.
        foreach (var number in reopened.Batches)
            if (batches.Remove(number, out var batch)) _before.TryAdd(number, batch);
        foreach (var stage in stages.Values.Where(done => done.Stage > Stage.Extract)) _later[stage.Stage] = stage;
        foreach (var stage in stages.Keys.Where(done => done >= Stage.Extract).ToArray()) stages.Remove(stage);
    }

    /// <summary>Extraction is done again: puts the later stages back if nothing has changed.</summary>
    public void GiveBack(SortedDictionary<int, BatchCommitted> batches, SortedDictionary<Stage, StageCompleted> stages)
    {
        if (_before.All(was => batches.TryGetValue(was.Key, out var now) && Same(was.Value, now)))
            foreach (var (stage, done) in _later) stages[stage] = done;
        _before.Clear();
        _later.Clear();
    }

    private static bool Same(BatchCommitted was, BatchCommitted now) =>
        was.Shards.SequenceEqual(now.Shards) && was.Quarantined.Select(image => image.Id).SequenceEqual(now.Quarantined.Select(image => image.Id));
}
