using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Hpa.Actors.Backbones.Checkpoints.Pickles;

namespace Hpa.Actors.Backbones.Checkpoints;

/// <summary>
/// torch.save before 1.6: pickles of a magic number, the protocol's number, facts of the system, the dictionary and the list of
/// storage keys; then for each key the number of values (int64) and the values.
/// </summary>
internal static class PickledForm
{
    private const long Protocol = 1001;
    private static readonly BigInteger Magic = BigInteger.Parse("1950a86a20f9469cfc6c", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>The tensors of a file.</summary>
    /// <exception cref="InvalidDataException">Damaged, or of another content.</exception>
    public static IReadOnlyList<StoredTensor> Read(FileStream file)
    {
        if (!Magic.Equals(Unpickler.Load(file).Root) || !Protocol.Equals(Unpickler.Load(file).Root))
            throw new InvalidDataException("is a pickle, but not one that torch.save wrote; save the network's state_dict() with torch.save");
        if (Unpickler.Load(file).Root is not PickledDictionary system || false.Equals(system["little_endian"]))
            throw new InvalidDataException("was written by a machine with another byte order; load it with PyTorch on a usual machine and save it again");
        var (root, storages) = Unpickler.Load(file);
        var values = Values(file, Unpickler.Load(file).Root, storages);
        return StateDict.Tensors(root, storage => values.TryGetValue(storage.Key, out var found) ? found : throw new InvalidDataException($"lacks the storage {storage.Key}; fetch it again"));
    }

    /// <summary>Walks over the storages in the order of the keys.</summary>
    private static Dictionary<string, StorageValues> Values(FileStream file, object? keys, IReadOnlyDictionary<string, PickledStorage> storages)
    {
        if (keys is not List<object?> list) throw new InvalidDataException("has no list of storages; fetch it again");
        var values = new Dictionary<string, StorageValues>(StringComparer.Ordinal);
        Span<byte> count = stackalloc byte[sizeof(long)];
        foreach (var key in list)
        {
            if (key is not string name || !storages.TryGetValue(name, out var storage)) throw new InvalidDataException("lists a storage that no tensor uses; fetch it again");
            file.ReadExactly(count);
            if (BinaryPrimitives.ReadInt64LittleEndian(count) is var told && told != storage.Count)
                throw new InvalidDataException($"storage {name} has {told} values where {storage.Count} are announced; fetch it again");
            if ((Int128)storage.Count * storage.Type.Size() > file.Length - file.Position) throw new EndOfStreamException();
            if (!values.TryAdd(name, StorageValues.Of(file, file.Position, storage.Count))) throw new InvalidDataException($"lists the storage {name} twice; fetch it again");
            file.Position += storage.Count * storage.Type.Size();
        }

        return values;
    }
}
