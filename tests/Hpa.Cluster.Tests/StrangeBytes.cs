using System.Buffers.Binary;
using System.Text;
using Hpa.Contracts.Runs;

namespace Hpa.Cluster.Tests;

/// <summary>Payloads for a port that speaks Akka's remoting: frames of a little-endian length and a protobuf message.</summary>
internal static class StrangeBytes
{
    private const int Longest = 8192;
    private const byte Handshake = 0x16;

    /// <summary>A payload.</summary>
    /// <param name="random">Says which.</param>
    /// <param name="port">Port of the run, for frames that look like the others'.</param>
    public static byte[] Of(CounterRandom random, int port) => random.NextInt(6) switch
    {
        0 => Garbage(ref random, Longest),
        1 => Framed(random.NextInt(2) == 0 ? int.MaxValue : -1 - random.NextInt(int.MaxValue), Garbage(ref random, Longest)),
        2 => Framed(Garbage(ref random, Longest)),
        3 => Cut(ref random, Framed(Associate(ref random, port))),
        4 => [.. Framed(Associate(ref random, port)), .. Framed(Garbage(ref random, Longest))],
        _ => [Handshake, 3, 1, 0, 200, .. Garbage(ref random, 200)],
    };

    private static byte[] Garbage(ref CounterRandom random, int longest)
    {
        var bytes = new byte[1 + random.NextInt(longest)];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)random.NextInt(256);
        return bytes;
    }

    private static byte[] Framed(byte[] body) => Framed(body.Length, body);

    private static byte[] Framed(int length, byte[] body)
    {
        var frame = new byte[sizeof(int) + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, length);
        body.CopyTo(frame, sizeof(int));
        return frame;
    }

    private static byte[] Cut(ref CounterRandom random, byte[] bytes) => bytes[..(1 + random.NextInt(bytes.Length - 1))];

    /// <summary>What a node says first: an instruction (field 2) to associate (1) with the sender's address and number.</summary>
    private static byte[] Associate(ref CounterRandom random, int port)
    {
        byte[] address =
        [
            .. Field(1, "hpa"u8), .. Field(2, "127.0.0.1"u8), 3 << 3, .. Varint((uint)(port ^ (1 + random.NextInt(1000)))),
            .. Field(4, Encoding.ASCII.GetBytes("akka.tcp")),
        ];
        var uid = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(uid, random.NextBits() >> 33);
        byte[] info = [.. Field(1, address), 2 << 3 | 1, .. uid];
        return Field(2, [1 << 3, 1, .. Field(2, info)]);
    }

    private static byte[] Field(int number, ReadOnlySpan<byte> bytes) => [(byte)(number << 3 | 2), .. Varint((uint)bytes.Length), .. bytes];

    private static byte[] Varint(uint value)
    {
        List<byte> bytes = [];
        for (; value > 127; value >>= 7) bytes.Add((byte)(value & 127 | 128));
        return [.. bytes, (byte)value];
    }
}
