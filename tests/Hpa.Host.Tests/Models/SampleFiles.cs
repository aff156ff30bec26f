using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using Hpa.Actors.Backbones;

namespace Hpa.Host.Tests.Models;

/// <summary>Weights files made on the spot.</summary>
internal static class SampleFiles
{
    /// <summary>Side of the inputs.</summary>
    public const int Size = 32;

    /// <summary>A checkpoint with random values, in the safetensors form.</summary>
    /// <param name="architecture">Whose tensors it has.</param>
    /// <param name="seed">Of the values.</param>
    public static byte[] Checkpoint(string architecture, ulong seed = 1)
    {
        var tensors = new Recorder(new SeededWeights(seed, architecture));
        var known = Architectures.Find(architecture)!;
        known.Build(new GraphBuilder(architecture, known.InputSize, tensors).Input);
        return Safetensors(tensors.Recorded);
    }

    /// <summary>A network of a few weights as an ONNX file: input [N × 3 × 32 × 32], output "features" [N × 4].</summary>
    public static byte[] Onnx()
    {
        var graph = new GraphBuilder("tiny", Size, new SeededWeights(1, "tiny"));
        return graph.ToOnnx(graph.Input.Conv("conv", 4, kernel: 3, stride: 2).Relu().GlobalAveragePool().Flatten());
    }

    /// <summary>A .pth file in today's form whose pickle calls a function of the system when Python loads it.</summary>
    public static byte[] Malicious()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var pickle = zip.CreateEntry("archive/data.pkl", CompressionLevel.NoCompression).Open();
            // PROTO 2, GLOBAL posix.system, its argument, TUPLE1, REDUCE, STOP.
            pickle.Write([0x80, 2, .. "cposix\nsystem\n"u8, (byte)'X', 4, 0, 0, 0, .. "true"u8, 0x85, (byte)'R', (byte)'.']);
        }

        return file.ToArray();
    }

    /// <summary>Eight bytes of length, a header in JSON, the values one behind the other.</summary>
    private static byte[] Safetensors(IReadOnlyList<(string Name, int[] Shape, float[] Values)> tensors)
    {
        var end = 0;
        var header = JsonSerializer.SerializeToUtf8Bytes(tensors.ToDictionary(
            t => t.Name, t => new { dtype = "F32", shape = t.Shape, data_offsets = new[] { end, end += t.Values.Length * sizeof(float) } }));
        using var file = new MemoryStream();
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        file.Write(length);
        file.Write(header);
        foreach (var tensor in tensors) file.Write(MemoryMarshal.AsBytes(tensor.Values.AsSpan()));
        return file.ToArray();
    }

    private sealed class Recorder(IWeights values) : IWeights
    {
        public List<(string Name, int[] Shape, float[] Values)> Recorded { get; } = [];

        public void Read(string name, int[] shape, double gain, Action<ReadOnlySpan<float>> write)
        {
            var taken = new List<float>();
            values.Read(name, shape, gain, piece =>
            {
                taken.AddRange(piece);
                write(piece);
            });
            Recorded.Add((name, shape, [.. taken]));
        }
    }
}
