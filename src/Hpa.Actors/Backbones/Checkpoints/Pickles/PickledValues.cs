namespace Hpa.Actors.Backbones.Checkpoints.Pickles;

/// <summary>A dictionary; keys of any kind, in order.</summary>
internal sealed class PickledDictionary
{
    private readonly List<KeyValuePair<object?, object?>> _items = [];

    /// <summary>As they were set; a key set twice is there twice.</summary>
    public IReadOnlyList<KeyValuePair<object?, object?>> Items => _items;

    /// <summary>The value of a name, or null.</summary>
    public object? this[string key] => _items.FirstOrDefault(item => key.Equals(item.Key)).Value;

    /// <summary>Sets a key.</summary>
    public void Add(object? key, object? value) => _items.Add(KeyValuePair.Create(key, value));
}

/// <summary>A name that a pickle asks for, e.g. <c>collections.OrderedDict</c>: one of those that are known.</summary>
internal sealed record PickledGlobal(string Name);

/// <summary>A storage that stands elsewhere in the file.</summary>
/// <param name="Key">Its name in the file.</param>
/// <param name="Type">What its values are.</param>
/// <param name="Count">Number of values, at least 0.</param>
internal sealed record PickledStorage(string Key, ElementType Type, long Count);

/// <summary>A part of a storage; the whole one but in files of 2017 and before.</summary>
/// <param name="Storage">All of it.</param>
/// <param name="Start">First value, at least 0.</param>
internal sealed record PickledView(PickledStorage Storage, long Start);

/// <summary>A tensor; its numbers are not yet checked against the storage.</summary>
internal sealed record PickledTensor(PickledStorage Storage, long Offset, long[] Shape, long[] Strides);
