using Hpa.Actors.Backbones.Checkpoints.Pickles;

namespace Hpa.Actors.Backbones.Checkpoints;

/// <summary>Finds the tensors in what a pickle holds.</summary>
internal static class StateDict
{
    private const int MaxTensors = 50_000;

    /// <summary>Where training scripts keep the state dictionary beside other things.</summary>
    private static readonly string[] Wrappers = ["state_dict", "model"];

    /// <summary>The tensors in the order of the dictionary.</summary>
    /// <param name="root">What the pickle holds.</param>
    /// <param name="values">Finds a storage in the file.</param>
    /// <exception cref="InvalidDataException">It holds other things.</exception>
    public static IReadOnlyList<StoredTensor> Tensors(object? root, Func<PickledStorage, StorageValues> values)
    {
        if (root is not PickledDictionary dictionary) throw new InvalidDataException("holds no dictionary of tensors; save the network's state_dict() with torch.save");
        var inner = Wrappers.Select(key => dictionary[key]).OfType<PickledDictionary>().FirstOrDefault() ?? dictionary;
        return inner.Items.Count switch
        {
            0 => throw new InvalidDataException("holds no tensors; save the network's state_dict() with torch.save"),
            > MaxTensors => throw new InvalidDataException($"holds {inner.Items.Count} tensors, more than any network; fetch it again"),
            _ => [.. inner.Items.Select(item => Stored(item.Key, item.Value, values))],
        };
    }

    private static StoredTensor Stored(object? key, object? value, Func<PickledStorage, StorageValues> values)
    {
        if (key is not string name) throw new InvalidDataException("has a tensor without a name; save the network's state_dict() with torch.save");
        if (value is not PickledTensor tensor) throw new InvalidDataException($"'{name}' is no tensor; save the network's state_dict() with torch.save");
        return new StoredTensor(new CheckpointTensor(name, tensor.Shape, tensor.Storage.Type), tensor.Strides, values(tensor.Storage), tensor.Offset);
    }
}
