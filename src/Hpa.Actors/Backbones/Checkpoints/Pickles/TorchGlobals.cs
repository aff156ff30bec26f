using System.Collections.Frozen;

namespace Hpa.Actors.Backbones.Checkpoints.Pickles;

/// <summary>The names that the pickle of a state dictionary may ask for, and what they make here.</summary>
internal static class TorchGlobals
{
    private const string OrderedDictionary = "collections.OrderedDict";
    private const string Size = "torch.Size";
    private const string Parameter = "torch.nn.parameter.Parameter";
    private const string RebuildTensor = "torch._utils._rebuild_tensor";
    private const string RebuildTensor2 = "torch._utils._rebuild_tensor_v2";
    private const string RebuildParameter = "torch._utils._rebuild_parameter";

    private static readonly FrozenDictionary<string, ElementType> Storages = new Dictionary<string, ElementType>
    {
        ["torch.HalfStorage"] = ElementType.Float16,
        ["torch.BFloat16Storage"] = ElementType.BFloat16,
        ["torch.FloatStorage"] = ElementType.Float32,
        ["torch.DoubleStorage"] = ElementType.Float64,
        ["torch.LongStorage"] = ElementType.Int64,
        ["torch.IntStorage"] = ElementType.Int32,
        ["torch.ShortStorage"] = ElementType.Int16,
        ["torch.CharStorage"] = ElementType.Int8,
        ["torch.ByteStorage"] = ElementType.UInt8,
        ["torch.BoolStorage"] = ElementType.Bool,
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Known =
        [OrderedDictionary, Size, Parameter, RebuildTensor, RebuildTensor2, RebuildParameter, .. Storages.Keys];

    /// <summary>What is said of a file that wants more than a state dictionary needs.</summary>
    public static InvalidDataException Refused(string wish) =>
        new($"{wish}, which a checkpoint of weights does not need; nothing of the file was run. If you trust it, load it with PyTorch and save its state_dict() alone");

    /// <summary>A name, if it is known.</summary>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public static PickledGlobal Find(string module, string name)
    {
        var full = $"{module}.{name}";
        return Known.Contains(full) ? new PickledGlobal(full) : throw Refused($"asks for {full}");
    }

    /// <summary>What a call of a known name makes.</summary>
    /// <exception cref="InvalidDataException">Not with these arguments.</exception>
    public static object Call(PickledGlobal called, object?[] arguments) => (called.Name, arguments) switch
    {
        (OrderedDictionary, []) => new PickledDictionary(),
        (OrderedDictionary, [List<object?> pairs]) => Filled(pairs),
        (Size, [object?[] sides]) => sides,
        (Parameter or RebuildParameter, [PickledTensor tensor, ..]) => tensor,
        (RebuildTensor, [_, _, _, _]) or (RebuildTensor2, [_, _, _, _, _, _]) => Tensor(arguments),
        // The seventh argument marks values that are stored negated or conjugated.
        (RebuildTensor2, [_, _, _, _, _, _, PickledDictionary { Items.Count: 0 }]) => Tensor(arguments),
        _ => throw Refused($"calls {called.Name} with {arguments.Length} arguments of other kinds"),
    };

    /// <summary>
    /// The storage of a persistent id: ('storage', its class, key, device, number of values) and, in files of the older form,
    /// null or (key, first value, number of values) of the part that is meant.
    /// </summary>
    /// <exception cref="InvalidDataException">It is of another shape.</exception>
    public static PickledView Storage(object? id)
    {
        if (id is not (object?[] and ["storage", ..])) throw Refused("points outside of its pickle, to other things than storages");
        var (storage, view) = id switch
        {
            object?[] and ["storage", PickledGlobal type, string key, string, long count] => (Whole(type, key, count), null),
            object?[] and ["storage", PickledGlobal type, string key, string, long count, var part] => (Whole(type, key, count), part),
            _ => throw Refused("names a storage in another form"),
        };
        return view switch
        {
            null => new PickledView(storage, 0),
            object?[] and [string, long start and >= 0, long count and >= 0] when start <= storage.Count - count => new PickledView(storage, start),
            _ => throw Refused("names a part of a storage in another form"),
        };
    }

    private static PickledStorage Whole(PickledGlobal type, string key, long count) => Storages.TryGetValue(type.Name, out var element) && count >= 0
        ? new PickledStorage(key, element, count)
        : throw Refused($"names a storage of {count} values of {type.Name}");

    private static PickledDictionary Filled(List<object?> pairs)
    {
        var dictionary = new PickledDictionary();
        foreach (var pair in pairs)
        {
            var (key, value) = pair switch
            {
                object?[] and [var k, var v] => (k, v),
                List<object?> and [var k, var v] => (k, v),
                _ => throw Refused("makes a dictionary of other things than pairs"),
            };
            dictionary.Add(key, value);
        }

        // A pickle writes a list for each dictionary; emptied, one list cannot be made into many dictionaries.
        pairs.Clear();
        return dictionary;
    }

    private static PickledTensor Tensor(object?[] arguments) => arguments is [PickledView view, long and >= 0 and var offset, object?[] { Length: <= StoredTensor.MaxSides } shape, object?[] { Length: <= StoredTensor.MaxSides } strides, ..]
            && offset <= long.MaxValue - view.Start
        ? new PickledTensor(view.Storage, view.Start + offset, Numbers(shape), Numbers(strides))
        : throw Refused($"makes a tensor of other things than a storage, an offset, and at most {StoredTensor.MaxSides} sides and strides");

    private static long[] Numbers(object?[] values) =>
        [.. values.Select(value => value is long number ? number : throw Refused("makes a tensor whose sides or strides are no whole numbers"))];
}
