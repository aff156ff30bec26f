using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Text.Json;

namespace Hpa.Actors.Backbones.Checkpoints;

/// <summary>
/// huggingface.co/docs/safetensors: the length of the header (uint64), the header in JSON, which names type, shape and place of
/// each tensor, and the values: row-major, without gaps up to the end of the file.
/// </summary>
internal static class SafetensorsForm
{
    /// <summary>A network of a thousand tensors takes a tenth of a megabyte.</summary>
    private const int MaxHeader = 4 << 20;


    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    private static readonly FrozenDictionary<string, ElementType> Types = new Dictionary<string, ElementType>
    {
        ["F16"] = ElementType.Float16,
        ["BF16"] = ElementType.BFloat16,
        ["F32"] = ElementType.Float32,
        ["F64"] = ElementType.Float64,
        ["I64"] = ElementType.Int64,
        ["I32"] = ElementType.Int32,
        ["I16"] = ElementType.Int16,
        ["I8"] = ElementType.Int8,
        ["U8"] = ElementType.UInt8,
        ["BOOL"] = ElementType.Bool,
    }.ToFrozenDictionary();

    /// <summary>The tensors of a file.</summary>
    /// <exception cref="InvalidDataException">Damaged, or of another content.</exception>
    public static IReadOnlyList<StoredTensor> Read(FileStream file)
    {
        Span<byte> size = stackalloc byte[sizeof(ulong)];
        file.ReadExactly(size);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(size);
        if (length > MaxHeader) throw new InvalidDataException($"announces a header of {length} bytes, more than any checkpoint of weights needs; fetch it again");
        if (length > (ulong)(file.Length - file.Position)) throw new EndOfStreamException();
        var header = new byte[length];
        file.ReadExactly(header);
        try
        {
            using var json = JsonDocument.Parse(header, Strict);
            return Tensors(json.RootElement, file);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new InvalidDataException($"has a header that is no safetensors header ({OneLine.Of(error)}); fetch it again", error);
        }
    }

    private static StoredTensor[] Tensors(JsonElement header, FileStream file)
    {
        var start = file.Position;
        var tensors = header.EnumerateObject().Where(entry => entry.Name != "__metadata__")
            .Select(entry => (Place: PlaceOf(entry), Tensor: TensorOf(entry, file, start))).ToArray();
        var end = 0L;
        foreach (var (place, tensor) in tensors.OrderBy(t => t.Place.Begin).ThenBy(t => t.Place.End))
        {
            if (place.Begin != end || place.End - place.Begin != (Int128)tensor.Count * tensor.Listed.Type.Size())
                throw new InvalidDataException($"tensor {tensor.Listed.Name} overlaps another, leaves a gap, or has not the size of its shape; fetch it again");
            end = place.End;
        }

        return end == file.Length - start
            ? [.. tensors.Select(t => t.Tensor)]
            : throw new InvalidDataException($"has {file.Length - start} bytes of values where {end} are announced; fetch it again");
    }

    private static StoredTensor TensorOf(JsonProperty entry, FileStream file, long start)
    {
        var name = entry.Value.GetProperty("dtype").GetString() ?? "";
        if (!Types.TryGetValue(name, out var type)) throw new InvalidDataException($"tensor {entry.Name} is of the type {name}, which is not read; save it as F32");
        long[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(side => side.GetInt64())];
        var (begin, end) = PlaceOf(entry);
        var storage = StorageValues.Of(file, start + begin, (end - begin) / type.Size());
        return new StoredTensor(new CheckpointTensor(entry.Name, shape, type), StoredTensor.RowMajor(shape), storage, 0);
    }

    private static (long Begin, long End) PlaceOf(JsonProperty entry)
    {
        var offsets = entry.Value.GetProperty("data_offsets");
        if (offsets.GetArrayLength() != 2) throw new InvalidDataException($"tensor {entry.Name} has not two offsets; fetch it again");
        var (begin, end) = (offsets[0].GetInt64(), offsets[1].GetInt64());
        return begin >= 0 && end >= begin ? (begin, end) : throw new InvalidDataException($"tensor {entry.Name} ends before it begins; fetch it again");
    }
}
