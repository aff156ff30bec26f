namespace Hpa.Actors.Runs;

/// <summary>A batch that a worker has been given.</summary>
/// <param name="Batch">The batch, from 0.</param>
/// <param name="Attempt">Counts how often the batch has been given away, from 1.</param>
/// <param name="Worker">Who has it.</param>
public sealed record Lease(int Batch, int Attempt, string Worker);

/// <summary>
/// Which batches of an extraction wait, which are under way and with whom. A batch has at most one lease, and only an answer under its
/// present lease counts. Memory grows with the number of batches alone.
/// </summary>
public sealed class BatchLedger
{
    private readonly SortedSet<int> _waiting;
    private readonly SortedSet<int> _homeOnly = [];
    private readonly HashSet<int> _resting = [];
    private readonly Dictionary<int, Lease> _leases = [];
    private readonly Dictionary<int, int> _attempts = [];
    private readonly HashSet<Lease> _missed = [];

    /// <summary>Opens the ledger.</summary>
    /// <param name="batches">Batches to do.</param>
    public BatchLedger(IEnumerable<int> batches) => _waiting = [.. batches];

    /// <summary>Whether every batch is done.</summary>
    public bool Finished => _waiting.Count == 0 && _resting.Count == 0 && _leases.Count == 0;

    /// <summary>Batches that a worker has.</summary>
    public int HeldBy(string worker) => _leases.Values.Count(lease => lease.Worker == worker);

    /// <summary>Gives a worker the first batch that it may have, or null when none waits for it.</summary>
    /// <param name="worker">Its name.</param>
    /// <param name="home">Whether it is the run's own node, which alone gets batches that are in doubt.</param>
    public Lease? Give(string worker, bool home)
    {
        foreach (var batch in _waiting)
        {
            if (!home && _homeOnly.Contains(batch)) continue;
            _waiting.Remove(batch);
            return _leases[batch] = new Lease(batch, _attempts[batch] = _attempts.GetValueOrDefault(batch) + 1, worker);
        }

        return null;
    }

    /// <summary>The lease under which a worker answers, or null when the batch is no longer its own.</summary>
    public Lease? Find(int batch, int attempt, string worker) =>
        _leases.TryGetValue(batch, out var lease) && lease == new Lease(batch, attempt, worker) ? lease : null;

    /// <summary>A batch is done.</summary>
    public void Finish(Lease lease) => End(lease);

    /// <summary>A batch goes back and may be given again at once.</summary>
    public void Return(Lease lease)
    {
        if (End(lease)) _waiting.Add(lease.Batch);
    }

    /// <summary>A batch goes back, and from now on only the run's own node gets it.</summary>
    public void Doubt(Lease lease)
    {
        _homeOnly.Add(lease.Batch);
        Return(lease);
    }

    /// <summary>A batch goes back and waits until <see cref="Wake"/>.</summary>
    public void Rest(Lease lease)
    {
        if (End(lease)) _resting.Add(lease.Batch);
    }

    /// <summary>A batch that rested may be given again.</summary>
    public void Wake(int batch)
    {
        if (_resting.Remove(batch)) _waiting.Add(batch);
    }

    /// <summary>A worker is gone: all it had goes back.</summary>
    /// <returns>How many batches that were.</returns>
    public int Lose(string worker)
    {
        Lease[] lost = [.. _leases.Values.Where(lease => lease.Worker == worker)];
        foreach (var lease in lost) Return(lease);
        return lost.Length;
    }

    /// <summary>
    /// Compares what a worker says it holds with what it was given. A lease that it lacks twice in a row was lost on the way, or its
    /// answer was; that batch goes back. Once says nothing, for messages cross.
    /// </summary>
    public void Compare(string worker, IReadOnlyList<int> holding)
    {
        foreach (var lease in _leases.Values.Where(lease => lease.Worker == worker).ToArray())
        {
            if (holding.Contains(lease.Batch)) _missed.Remove(lease);
            else if (!_missed.Add(lease)) Return(lease);
        }
    }

    private bool End(Lease lease)
    {
        _missed.Remove(lease);
        return _leases.Remove(lease.Batch);
    }
}
