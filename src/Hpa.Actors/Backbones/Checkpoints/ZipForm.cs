using System.IO.Compression;
using Hpa.Actors.Backbones.Checkpoints.Pickles;

namespace Hpa.Actors.Backbones.Checkpoints;

/// <summary>
/// torch.save since 1.6: a zip archive of <c>NAME/data.pkl</c>, the pickled dictionary, and one entry <c>NAME/data/KEY</c> for
/// each storage; not compressed.
/// </summary>
internal static class ZipForm
{
    private const string Pickle = "/data.pkl";

    /// <summary>The tensors of an archive.</summary>
    /// <exception cref="InvalidDataException">Damaged, or of another content.</exception>
    public static IReadOnlyList<StoredTensor> Read(FileStream file)
    {
        var entries = EntriesOf(file);
        var pickles = entries.Keys.Where(name => name.EndsWith(Pickle, StringComparison.Ordinal)).ToArray();
        if (pickles is not [var pickle]) throw new InvalidDataException("is a zip archive, but not one that torch.save wrote; name a .pth or .safetensors file");
        var folder = pickle[..^(Pickle.Length - 1)];
        if (entries.ContainsKey(folder + "constants.pkl")) throw new InvalidDataException("is a TorchScript program, which is not run; save the network's state_dict() with torch.save");
        CheckByteOrder(entries, folder + "byteorder");
        var (root, _) = Unpickler.Load(new MemoryStream(Bytes(entries[pickle], Unpickler.MaxBytes)));
        return StateDict.Tensors(root, storage => Values(entries, folder, storage));
    }

    private static Dictionary<string, ZipArchiveEntry> EntriesOf(FileStream file)
    {
        try
        {
            var entries = new Dictionary<string, ZipArchiveEntry>(StringComparer.Ordinal);
            foreach (var entry in new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true).Entries)
                if (!entries.TryAdd(entry.FullName, entry)) throw new InvalidDataException($"{entry.FullName} stands in it twice");
            return entries;
        }
        catch (Exception error) when (error is InvalidDataException or ArgumentException or OverflowException or NotSupportedException)
        {
            throw Damaged(error);
        }
    }

    private static void CheckByteOrder(Dictionary<string, ZipArchiveEntry> entries, string name)
    {
        if (entries.TryGetValue(name, out var entry) && !Bytes(entry, 16).AsSpan().SequenceEqual("little"u8))
            throw new InvalidDataException("was written by a machine with another byte order; load it with PyTorch on a usual machine and save it again");
    }

    private static StorageValues Values(Dictionary<string, ZipArchiveEntry> entries, string folder, PickledStorage storage)
    {
        if (!entries.TryGetValue($"{folder}data/{storage.Key}", out var entry)) throw new InvalidDataException($"lacks the storage {storage.Key}; fetch it again");
        if (entry.Length != (Int128)storage.Count * storage.Type.Size())
            throw new InvalidDataException($"storage {storage.Key} has {entry.Length} bytes, not {storage.Count} values of {storage.Type}; fetch it again");
        return new StorageValues(storage.Count, offset =>
        {
            var stream = Open(entry);
            var skipped = new byte[(int)Math.Min(offset, 64 * 1024)];
            for (var left = offset; left > 0; left -= skipped.Length) stream.ReadExactly(skipped.AsSpan(0, (int)Math.Min(left, skipped.Length)));
            return stream.ReadExactly;
        });
    }

    private static byte[] Bytes(ZipArchiveEntry entry, int most)
    {
        if (entry.Length > most) throw new InvalidDataException($"{entry.FullName} has {entry.Length} bytes, more than any checkpoint of weights needs; fetch it again");
        using var stream = Open(entry);
        var bytes = new byte[entry.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Compressed entries are not read, so nothing can grow beyond the size of the file.</summary>
    private static Stream Open(ZipArchiveEntry entry)
    {
        if (entry.IsEncrypted || entry.CompressedLength != entry.Length)
            throw new InvalidDataException($"{entry.FullName} is compressed or encrypted; load the file with PyTorch and save it again");
        try
        {
            return entry.Open();
        }
        catch (Exception error) when (error is InvalidDataException or ArgumentException or OverflowException or NotSupportedException)
        {
            throw Damaged(error);
        }
    }

    private static InvalidDataException Damaged(Exception error) => new($"is a damaged zip archive ({OneLine.Of(error)}); fetch it again", error);
}
