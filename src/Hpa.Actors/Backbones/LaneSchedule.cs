namespace Hpa.Actors.Backbones;

/// <summary>
/// Decides what the lanes of a device do next. Calls of networks in memory come first, the longest waiting one at the head,
/// joined with others of its network up to a full batch; when nothing is left for them and the lanes are at rest, the group
/// with the longest waiting call takes the memory. A batch of images needs its groups one after the other, so the wait of a
/// group ends with the batches at work.
/// </summary>
/// <typeparam name="TCall">What waits.</typeparam>
/// <param name="groups">Networks that are in memory together, by name; the first group is there at the start.</param>
/// <param name="batch">Inputs that a network computes at once.</param>
internal sealed class LaneSchedule<TCall>(IReadOnlyList<IReadOnlyList<string>> groups, Func<string, int> batch)
{
    private readonly List<(string Network, int Inputs, TCall Call)> _waiting = [];
    private int _current;
    private int _busy;
    private bool _switching;

    /// <summary>Takes a call in.</summary>
    public void Enqueue(string network, int inputs, TCall call) => _waiting.Add((network, inputs, call));

    /// <summary>A lane has done what <see cref="Next"/> said.</summary>
    public void Done()
    {
        _busy--;
        _switching = false;
    }

    /// <summary>What a free lane should do now, or null.</summary>
    public Work? Next()
    {
        if (_switching || _waiting.Count == 0) return null;
        var first = _waiting.FindIndex(w => groups[_current].Contains(w.Network));
        if (first < 0 && _busy > 0) return null;
        _busy++;
        return first < 0 ? Switch() : Together(_waiting[first].Network);
    }

    private Exchange Switch()
    {
        var before = _current;
        _current = Enumerable.Range(0, groups.Count).Single(g => groups[g].Contains(_waiting[0].Network));
        _switching = true;
        return new Exchange(groups[before], groups[_current]);
    }

    private Calls Together(string network)
    {
        var (calls, inputs) = (new List<TCall>(), 0);
        for (var i = 0; i < _waiting.Count && (calls.Count == 0 || inputs < batch(network));)
        {
            if (_waiting[i].Network != network || (calls.Count > 0 && inputs + _waiting[i].Inputs > batch(network)))
            {
                i++;
                continue;
            }

            calls.Add(_waiting[i].Call);
            inputs += _waiting[i].Inputs;
            _waiting.RemoveAt(i);
        }

        return new Calls(network, calls);
    }

    /// <summary>Work for a lane.</summary>
    public abstract record Work;

    /// <summary>Run these calls of one network together.</summary>
    public sealed record Calls(string Network, IReadOnlyList<TCall> All) : Work;

    /// <summary>Let one group's memory go, then take the other into memory; no other lane is at work.</summary>
    public sealed record Exchange(IReadOnlyList<string> Out, IReadOnlyList<string> In) : Work;
}
