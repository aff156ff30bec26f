using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Hpa.Actors.Backbones.Checkpoints.Pickles;

/// <summary>Reads the pieces of a pickle and stays within a number of bytes.</summary>
/// <param name="source">Read from its position on, and not a byte further than the pickle goes.</param>
/// <param name="limit">Most bytes to read.</param>
internal sealed class PickleReader(Stream source, int limit)
{
    private const int MaxLine = 256;
    private const int MaxInteger = 64;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private long _left = limit;

    public byte Byte()
    {
        Span<byte> one = stackalloc byte[1];
        Fill(one);
        return one[0];
    }

    /// <summary>A little-endian number of 2, 4 or 8 bytes; one of 8 bytes that is too large for the type is a length that nothing has.</summary>
    public long Unsigned(int size)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        bytes.Clear();
        Fill(bytes[..size]);
        return (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(bytes), long.MaxValue);
    }

    public long Int32()
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        Fill(bytes);
        return BinaryPrimitives.ReadInt32LittleEndian(bytes);
    }

    public double Float64()
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        Fill(bytes);
        return BinaryPrimitives.ReadDoubleBigEndian(bytes);
    }

    /// <summary>A whole number of any length: a long, or a BigInteger where that is too small.</summary>
    public object Integer()
    {
        var length = Byte();
        if (length > MaxInteger) throw new InvalidDataException($"has a whole number of {length} bytes, which a checkpoint of weights does not need");
        Span<byte> bytes = stackalloc byte[length];
        Fill(bytes);
        var number = new BigInteger(bytes);
        return number >= long.MinValue && number <= long.MaxValue ? (object)(long)number : number;
    }

    /// <summary>UTF-8 of a number of bytes.</summary>
    public string Text(long length)
    {
        if (length > Math.Min(_left, source.Length - source.Position)) throw new EndOfStreamException();
        var bytes = new byte[length];
        Fill(bytes);
        return Decoded(bytes);
    }

    /// <summary>Text up to the end of the line.</summary>
    public string Line()
    {
        Span<byte> bytes = stackalloc byte[MaxLine];
        for (var i = 0; i < MaxLine; i++)
        {
            bytes[i] = Byte();
            if (bytes[i] == (byte)'\n') return Decoded(bytes[..i]);
        }

        throw new InvalidDataException($"has a line of more than {MaxLine} bytes in its pickle; fetch it again");
    }

    private static string Decoded(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException error)
        {
            throw new InvalidDataException("has text in its pickle that is no UTF-8; fetch it again", error);
        }
    }

    private void Fill(Span<byte> bytes)
    {
        _left -= bytes.Length;
        if (_left < 0) throw new InvalidDataException($"has a pickle of more than {limit} bytes, which a checkpoint of weights does not need; fetch it again");
        source.ReadExactly(bytes);
    }
}
