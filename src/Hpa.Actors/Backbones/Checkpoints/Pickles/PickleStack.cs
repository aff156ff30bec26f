namespace Hpa.Actors.Backbones.Checkpoints.Pickles;

/// <summary>The stack of an unpickler, with marks that no value is taken below, and its memo. Holds a limited number of values.</summary>
internal sealed class PickleStack
{
    /// <summary>A state dictionary of a thousand tensors pushes forty thousand values.</summary>
    private const int MaxPushes = 1_000_000;

    private readonly List<object?> _values = [];
    private readonly Stack<int> _marks = new();
    private readonly Dictionary<long, object?> _memo = [];
    private int _pushes;

    private int Bottom => _marks.TryPeek(out var mark) ? mark : 0;

    public void Push(object? value)
    {
        if (++_pushes > MaxPushes) throw new InvalidDataException($"has a pickle of more than {MaxPushes} values, which a checkpoint of weights does not need");
        _values.Add(value);
    }

    public object? Pop()
    {
        var value = Top();
        _values.RemoveAt(_values.Count - 1);
        return value;
    }

    public object? Top() => _values.Count > Bottom ? _values[^1] : throw Damaged();

    public void Mark()
    {
        // A mark takes memory too, so it counts as a push.
        Push(null);
        Pop();
        _marks.Push(_values.Count);
    }

    /// <summary>Takes the upper values off, the lowest first.</summary>
    public object?[] Pop(int count)
    {
        if (_values.Count - Bottom < count) throw Damaged();
        object?[] values = [.. _values[^count..]];
        _values.RemoveRange(_values.Count - count, count);
        return values;
    }

    /// <summary>Takes off what was pushed since the last mark, and the mark.</summary>
    public object?[] PopToMark()
    {
        var values = _marks.Count > 0 ? Pop(_values.Count - Bottom) : throw Damaged();
        _marks.Pop();
        return values;
    }

    /// <summary>The only value left.</summary>
    public object? Last() => _values.Count == 1 && _marks.Count == 0 ? _values[0] : throw Damaged();

    public void Keep(long place) => _memo[place] = Top();

    public void KeepNext() => Keep(_memo.Count);

    public void PushKept(long place) => Push(_memo.TryGetValue(place, out var value) ? value : throw Damaged());

    private static InvalidDataException Damaged() => new("has a damaged pickle; fetch it again");
}
