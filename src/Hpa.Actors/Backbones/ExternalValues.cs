using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Hpa.Actors.Backbones.Onnx;

namespace Hpa.Actors.Backbones;

/// <summary>
/// The file beside an .onnx file that holds the large tensors, one behind the other. The runtime maps it, so that a
/// network of 575 MB is never copied through managed memory.
/// </summary>
/// <param name="stream">The file.</param>
/// <param name="fileName">Its name, without a folder, as the graph refers to it.</param>
public sealed class ExternalValues(Stream stream, string fileName) : IDisposable
{
    /// <summary>Tensors of fewer values stay in the graph.</summary>
    internal const int Smallest = 1024;

    /// <summary>Bytes; a cache line.</summary>
    private const int Alignment = 64;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _length;

    /// <summary>Begins a tensor and tells the graph where it is.</summary>
    internal IEnumerable<StringStringEntryProto> Begin(long values)
    {
        Append(new byte[(Alignment - _length % Alignment) % Alignment]);
        return
        [
            Entry("location", fileName),
            Entry("offset", _length.ToString(CultureInfo.InvariantCulture)),
            Entry("length", (values * sizeof(float)).ToString(CultureInfo.InvariantCulture)),
        ];
    }

    /// <summary>Appends values of the tensor that was begun last.</summary>
    internal void Write(ReadOnlySpan<float> values) => Append(MemoryMarshal.AsBytes(values));

    /// <summary>SHA-256 of the graph that follows all values, and of the values; lower-case hex.</summary>
    internal string HashWith(byte[] onnx)
    {
        _hash.AppendData(onnx);
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _hash.Dispose();
        stream.Dispose();
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        stream.Write(bytes);
        _length += bytes.Length;
    }

    private static StringStringEntryProto Entry(string key, string value) => new() { Key = key, Value = value };
}
