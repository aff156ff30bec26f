using System.Buffers.Binary;

namespace Hpa.Actors.Images;

/// <summary>
/// What the structure of an image file says without decoding it. Decoders differ in what they make of a file that ends
/// early, some return the part they have; so whether a file is whole is read from its own marks of the end.
/// </summary>
/// <param name="Width">Pixels; 0 where the structure breaks off before it is told.</param>
/// <param name="Height">Pixels; 0 where the structure breaks off before it is told.</param>
/// <param name="Fault">Null for a whole file, else what is wrong, as half a sentence.</param>
public readonly record struct Outline(long Width, long Height, string? Fault)
{
    private const string Truncated = "is truncated: the file ends before the picture does";

    /// <summary>The usual ending of files of this format, by their first bytes; null for those that are not read.</summary>
    public static string? EndingOf(ReadOnlySpan<byte> file) => file switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => ".png",
        [0xFF, 0xD8, 0xFF, ..] => ".jpg",
        [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..] => ".tif",
        _ => null,
    };

    /// <summary>Recognises the format by its first bytes and walks the structure.</summary>
    public static Outline Of(ReadOnlySpan<byte> file) => EndingOf(file) switch
    {
        ".png" => Png(file),
        ".jpg" => Jpeg(file),
        ".tif" => TiffOutline.Of(file) ?? new Outline(0, 0, Truncated),
        _ => new Outline(0, 0, file.IsEmpty ? "is empty" : "is not a PNG, JPEG or TIFF image"),
    };

    /// <summary>The outline of a file that ends early.</summary>
    public static Outline Cut(long width, long height) => new(width, height, Truncated);

    /// <summary>PNG: length, type, data, checksum, chunk after chunk from IHDR to IEND.</summary>
    private static Outline Png(ReadOnlySpan<byte> file)
    {
        const int ChunkFrame = 12;
        long width = 0, height = 0;
        for (var at = 8L; at + ChunkFrame <= file.Length;)
        {
            var chunk = file[(int)at..];
            var length = BinaryPrimitives.ReadUInt32BigEndian(chunk);
            var type = chunk.Slice(4, 4);
            if (at + ChunkFrame + length > file.Length) break;
            if (type.SequenceEqual("IEND"u8)) return new Outline(width, height, null);
            if (type.SequenceEqual("IHDR"u8) && length >= 8)
            {
                width = BinaryPrimitives.ReadUInt32BigEndian(chunk[8..]);
                height = BinaryPrimitives.ReadUInt32BigEndian(chunk[12..]);
            }

            at += ChunkFrame + length;
        }

        return Cut(width, height);
    }

    /// <summary>
    /// JPEG: marker segments up to EOI. The data of a scan have no length; they run to the next marker that is neither a
    /// stuffed zero nor a restart, so an EOI inside an embedded thumbnail does not count.
    /// </summary>
    private static Outline Jpeg(ReadOnlySpan<byte> file)
    {
        const byte Start = 0xD8, End = 0xD9, Temporary = 0x01;
        long width = 0, height = 0;
        for (var at = 2; ;)
        {
            var skip = file[at..].IndexOf((byte)0xFF);
            if (skip < 0 || at + skip + 1 >= file.Length) return Cut(width, height);
            at += skip + 1;
            var marker = file[at];
            if (marker == 0xFF) continue;
            at++;
            if (marker == End) return new Outline(width, height, null);
            if (marker is 0 or Start or Temporary or (>= 0xD0 and <= 0xD7)) continue;
            if (at + 2 > file.Length) return Cut(width, height);
            var length = BinaryPrimitives.ReadUInt16BigEndian(file[at..]);
            if (at + Math.Max((int)length, 2) > file.Length) return Cut(width, height);
            if (IsFrame(marker) && length >= 7)
            {
                height = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 3)..]);
                width = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]);
            }

            at += Math.Max((int)length, 2);
        }
    }

    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
