using System.Collections.Concurrent;

namespace Hpa.Host.Server.Access;

/// <summary>Counts wrong tokens by the address they came from, so that nobody can try many.</summary>
/// <param name="clock">Tells the time.</param>
internal sealed class FailedLogins(TimeProvider clock)
{
    /// <summary>How long an address waits after too many.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromMinutes(1);

    private const int Most = 20;
    private const int MostAddresses = 10_000;
    private readonly ConcurrentDictionary<string, (long Since, int Count)> _failures = new();

    /// <summary>Whether an address has to wait.</summary>
    public bool MustWait(string address) => _failures.TryGetValue(address, out var known) && known.Count >= Most && clock.GetElapsedTime(known.Since) < Wait;

    /// <summary>One more wrong token.</summary>
    public void Add(string address)
    {
        // Forgetting all is better than memory that grows with every address of an attacker.
        if (_failures.Count >= MostAddresses) _failures.Clear();
        _failures.AddOrUpdate(address, _ => (clock.GetTimestamp(), 1), (_, known) => clock.GetElapsedTime(known.Since) < Wait ? (known.Since, known.Count + 1) : (clock.GetTimestamp(), 1));
    }
}
