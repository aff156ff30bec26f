using System.Buffers.Binary;

namespace Hpa.Actors.Images;

/// <summary>
/// The first directory of a TIFF or BigTIFF: size of the picture, and whether all strips or tiles lie inside the file.
/// Field layout after TIFF 6.0, section 2, and the BigTIFF proposal of libtiff.
/// </summary>
internal readonly ref struct TiffOutline
{
    private const int Width = 256, Height = 257, StripOffsets = 273, StripBytes = 279, TileOffsets = 324, TileBytes = 325;

    private readonly ReadOnlySpan<byte> _file;
    private readonly bool _little;
    private readonly bool _big;

    private TiffOutline(ReadOnlySpan<byte> file)
    {
        _file = file;
        _little = file[0] == (byte)'I';
        _big = file[_little ? 2 : 3] == 43;
    }

    /// <summary>The outline, or null where the file ends before its directory does.</summary>
    public static Outline? Of(ReadOnlySpan<byte> file) => new TiffOutline(file).Read();

    private Outline? Read()
    {
        var directory = _big ? Number(8, 8) : Number(4, 4);
        var (head, size) = _big ? (8, 20) : (2, 12);
        if (directory is not { } start || Number(start, head) is not { } count) return null;
        // A pointer to the next directory, as wide as one to this, closes the list.
        if (count > _file.Length / size || start + head + count * size + (_big ? 8 : 4) > _file.Length) return null;
        long width = 0, height = 0;
        long[]? offsets = null, bytes = null;
        for (var i = 0; i < count; i++)
        {
            var entry = start + head + i * size;
            var tag = Number(entry, 2);
            if (tag is not (Width or Height or StripOffsets or StripBytes or TileOffsets or TileBytes)) continue;
            if (Values(entry) is not { Length: > 0 } values) return null;
            if (tag == Width) width = values[0];
            else if (tag == Height) height = values[0];
            else if (tag is StripOffsets or TileOffsets) offsets = values;
            else bytes = values;
        }

        if (offsets is null) return new Outline(width, height, "has no picture in its first directory");
        return Holds(offsets, bytes ?? []) ? new Outline(width, height, null) : Outline.Cut(width, height);
    }

    /// <summary>Whether all strips or tiles lie inside the file.</summary>
    private bool Holds(long[] offsets, long[] bytes)
    {
        for (var i = 0; i < Math.Min(offsets.Length, bytes.Length); i++)
            if (bytes[i] > _file.Length || offsets[i] > _file.Length - bytes[i]) return false;
        return true;
    }

    /// <summary>The whole numbers of an entry; null where they lie outside the file or are of another type.</summary>
    private long[]? Values(long entry)
    {
        var width = Number(entry + 2, 2) switch { 1 => 1, 3 => 2, 4 => 4, 16 => 8, _ => 0 };
        var (room, at) = _big ? (8, entry + 12) : (4, entry + 8);
        if (width == 0 || Number(entry + 4, _big ? 8 : 4) is not { } count || count > _file.Length / width) return null;
        if (count * width > room)
        {
            if (Number(at, room) is not { } elsewhere) return null;
            at = elsewhere;
        }

        if (at < 0 || at > _file.Length - count * width) return null;
        var values = new long[count];
        for (var i = 0; i < values.Length; i++) values[i] = Number(at + i * width, width) ?? long.MaxValue;
        return values;
    }

    private long? Number(long at, int width)
    {
        if (at < 0 || at > _file.Length - width) return null;
        var bytes = _file.Slice((int)at, width);
        var value = width switch
        {
            1 => bytes[0],
            2 => _little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes),
            4 => _little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes),
            _ => _little ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : BinaryPrimitives.ReadInt64BigEndian(bytes),
        };
        return value < 0 ? null : value;
    }
}
