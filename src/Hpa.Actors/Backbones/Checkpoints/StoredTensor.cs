using System.Numerics;

namespace Hpa.Actors.Backbones.Checkpoints;

/// <summary>Fills a piece of memory with the bytes that follow those of the call before.</summary>
internal delegate void NextBytes(Span<byte> bytes);

/// <summary>Values of a storage, one after the other and little-endian.</summary>
/// <param name="Count">Number of values.</param>
/// <param name="From">The storage's bytes from a byte offset on.</param>
internal sealed record StorageValues(long Count, Func<long, NextBytes> From)
{
    /// <summary>A storage that begins at a position of a file.</summary>
    public static StorageValues Of(FileStream file, long start, long count) => new(count, offset =>
    {
        var position = start + offset;
        return bytes =>
        {
            file.Position = position;
            file.ReadExactly(bytes);
            position += bytes.Length;
        };
    });
}

/// <summary>A tensor and where its values stand: value (i, j, …) is number Offset + i · Strides[0] + j · Strides[1] + … of the storage.</summary>
internal sealed record StoredTensor
{
    /// <summary>PyTorch allows 64; networks have five at most.</summary>
    public const int MaxSides = 16;

    private const int MaxName = 1024;

    /// <summary>Checks that every value lies within the storage.</summary>
    /// <exception cref="InvalidDataException">It does not, or a number makes no sense.</exception>
    public StoredTensor(CheckpointTensor listed, long[] strides, StorageValues storage, long offset)
    {
        (Listed, Strides, Storage, Offset) = (listed, strides, storage, offset);
        var shape = listed.Shape;
        if (listed.Name.Length > MaxName || listed.Name.Any(char.IsControl)) throw new InvalidDataException("a tensor's name is longer than 1024 characters or has control characters");
        if (shape.Count > MaxSides || strides.Length != shape.Count) throw Fault($"has {shape.Count} sides and {strides.Length} strides");
        if (offset < 0 || shape.Any(side => side < 0) || strides.Any(stride => stride < 0)) throw Fault("has a negative side, stride or offset");
        var count = shape.Aggregate(BigInteger.One, (product, side) => product * side);
        var last = shape.Select((side, axis) => ((BigInteger)side - 1) * strides[axis]).Aggregate((BigInteger)offset, (sum, steps) => sum + steps);
        if (count.IsZero ? offset > storage.Count : count > storage.Count || last >= storage.Count)
            throw Fault($"[{string.Join(',', shape)}] does not lie within its storage of {storage.Count} values");
        Count = (long)count;
        Extent = count.IsZero ? 0 : (long)last - offset + 1;
    }

    /// <summary>What the checkpoint tells about it.</summary>
    public CheckpointTensor Listed { get; init; }

    /// <summary>Steps in the storage along each side, in values.</summary>
    public long[] Strides { get; }

    /// <summary>Where the values are.</summary>
    public StorageValues Storage { get; }

    /// <summary>Place of the first value in the storage.</summary>
    public long Offset { get; }

    /// <summary>Number of values.</summary>
    public long Count { get; }

    /// <summary>Values of the storage from the tensor's first to its last.</summary>
    public long Extent { get; }

    /// <summary>Whether the values stand row-major without gaps.</summary>
    public bool IsContiguous
    {
        get
        {
            var expected = 1L;
            for (var axis = Strides.Length - 1; axis >= 0; axis--)
            {
                if (Listed.Shape[axis] != 1 && Strides[axis] != expected) return Count == 0;
                expected *= Listed.Shape[axis];
            }

            return true;
        }
    }

    /// <summary>Strides of a row-major tensor without gaps.</summary>
    public static long[] RowMajor(IReadOnlyList<long> shape)
    {
        var strides = new long[shape.Count];
        var step = 1L;
        for (var axis = strides.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = step;
            step = unchecked(step * Math.Max(1, shape[axis])) & long.MaxValue;
        }

        return strides;
    }

    private InvalidDataException Fault(string what) => new($"tensor {Listed.Name} {what}; fetch the file again");
}
