using System.Buffers;
using System.Runtime.InteropServices;

namespace Hpa.Actors.Backbones.Checkpoints;

/// <summary>The values of one tensor, read in chunks. Files and the machines that this runs on are little-endian.</summary>
internal sealed class TensorValues(string path, StoredTensor tensor)
{
    private const long MaxGathered = 1L << 30;
    private readonly int _size = tensor.Listed.Type.Size();

    /// <summary>Streams the values, row-major, as float32.</summary>
    public void Read(Action<ReadOnlySpan<float>> write)
    {
        if (tensor.Count == 0) return;
        var chunk = (int)Math.Min(tensor.Count, Checkpoint.MaxChunk);
        var bytes = ArrayPool<byte>.Shared.Rent(chunk * _size);
        var values = ArrayPool<float>.Shared.Rent(chunk);
        try
        {
            var next = tensor.IsContiguous ? InOrder() : Gathered();
            for (var done = 0L; done < tensor.Count; done += chunk)
            {
                var count = (int)Math.Min(chunk, tensor.Count - done);
                next(bytes.AsSpan(0, count * _size));
                Convert(bytes.AsSpan(0, count * _size), values.AsSpan(0, count));
                write(values.AsSpan(0, count));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<float>.Shared.Return(values);
        }
    }

    private NextBytes InOrder()
    {
        NextBytes? next = null;
        return chunk =>
        {
            try
            {
                next ??= tensor.Storage.From(tensor.Offset * _size);
                next(chunk);
            }
            catch (Exception error) when (ReadFault.Of(path, error) is { } fault)
            {
                throw fault;
            }
        };
    }

    /// <summary>Values that stand in another order, e.g. channels last, are put in order from a copy of their part of the storage.</summary>
    private NextBytes Gathered()
    {
        if (tensor.Extent * _size > MaxGathered)
            throw ReadFault.Of(path, new InvalidDataException($"tensor {tensor.Listed.Name} stands scattered over {tensor.Extent} values; save it again with .contiguous()"))!;
        var part = new byte[tensor.Extent * _size];
        InOrder()(part);
        var index = new long[tensor.Strides.Length];
        var place = 0L;
        return chunk =>
        {
            for (var at = 0; at < chunk.Length; at += _size)
            {
                part.AsSpan((int)place * _size, _size).CopyTo(chunk[at..]);
                place += Advance(index);
            }
        };
    }

    /// <summary>Moves an index on by one, row-major, and returns the step in the storage.</summary>
    private long Advance(long[] index)
    {
        var step = 0L;
        for (var axis = index.Length - 1; axis >= 0; axis--)
        {
            step += tensor.Strides[axis];
            if (++index[axis] < tensor.Listed.Shape[axis]) break;
            step -= tensor.Strides[axis] * index[axis];
            index[axis] = 0;
        }

        return step;
    }

    private void Convert(ReadOnlySpan<byte> bytes, Span<float> values)
    {
        switch (tensor.Listed.Type)
        {
            case ElementType.Float32:
                MemoryMarshal.Cast<byte, float>(bytes).CopyTo(values);
                break;
            case ElementType.Float64:
                var doubles = MemoryMarshal.Cast<byte, double>(bytes);
                for (var i = 0; i < values.Length; i++) values[i] = (float)doubles[i];
                break;
            case ElementType.Float16:
                var halves = MemoryMarshal.Cast<byte, Half>(bytes);
                for (var i = 0; i < values.Length; i++) values[i] = (float)halves[i];
                break;
            case ElementType.BFloat16:
                var upper = MemoryMarshal.Cast<byte, ushort>(bytes);
                for (var i = 0; i < values.Length; i++) values[i] = BitConverter.UInt32BitsToSingle((uint)upper[i] << 16);
                break;
            default:
                throw new InvalidOperationException($"{tensor.Listed.Type} is no floating-point type");
        }
    }
}
