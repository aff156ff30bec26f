using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using Hpa.Actors.Backbones.Checkpoints;

namespace Hpa.Actors.Tests.Backbones.Checkpoints;

public sealed class LargeCheckpointTests
{
    private const int Values = 16 << 20;
    private const long MaxAllocated = 8 << 20;

    private static string Pickle => "\u0080\u0002}U\u0001actorch._utils\n_rebuild_tensor_v2\n((U\u0007storagectorch\nFloatStorage\nU\u00010U\u0003cpu"
        + "J\0\0\0\u0001tQK\0J\0\0\0\u0001\u0085K\u0001\u0085\u0089ccollections\nOrderedDict\n)RtRs.";

    [Theory]
    [InlineData("zip")]
    [InlineData("pickled")]
    [InlineData("safetensors")]
    public void Sixty_four_megabytes_are_read_in_little_memory(string form)
    {
        using var file = new TemporaryFile([]);
        using (var stream = File.Create(file.Path)) Write(form, stream);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var (count, sum) = (0L, 0.0);
        using (var checkpoint = Checkpoint.Open(file.Path))
        {
            Assert.Equal([Values], checkpoint.Tensors["a"].Shape);
            checkpoint.Read("a", chunk =>
            {
                count += chunk.Length;
                sum += chunk[0] + chunk[^1];
            });
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxAllocated);
        Assert.Equal(Values, count);
        Assert.Equal(Enumerable.Range(0, Values / Checkpoint.MaxChunk).Sum(chunk => 2.0 * chunk + 1), sum);
    }

    private static void Write(string form, Stream stream)
    {
        if (form == "zip")
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Create);
            using (var pickle = archive.CreateEntry("x/data.pkl", CompressionLevel.NoCompression).Open()) pickle.Write(Latin(Pickle));
            using var data = archive.CreateEntry("x/data/0", CompressionLevel.NoCompression).Open();
            WriteValues(data);
            return;
        }

        if (form == "pickled")
        {
            stream.Write(Latin("\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019.\u0080\u0002M\u00e9\u0003.\u0080\u0002}U\u000dlittle_endian\u0088s."));
            stream.Write(Latin(Pickle + "\u0080\u0002]U\u00010a."));
            stream.Write(BitConverter.GetBytes((long)Values));
        }
        else
        {
            var header = Latin($"{{\"a\": {{\"dtype\": \"F32\", \"shape\": [{Values}], \"data_offsets\": [0, {4 * Values}]}}}}");
            stream.Write(BitConverter.GetBytes((long)header.Length));
            stream.Write(header);
        }

        WriteValues(stream);
    }

    /// <summary>The number of its chunk in the first half of each chunk, and one more in the second.</summary>
    private static void WriteValues(Stream stream)
    {
        var chunk = new float[Checkpoint.MaxChunk];
        for (var i = 0; i < Values / chunk.Length; i++)
        {
            chunk.AsSpan(0, chunk.Length / 2).Fill(i);
            chunk.AsSpan(chunk.Length / 2).Fill(i + 1);
            stream.Write(MemoryMarshal.AsBytes(chunk.AsSpan()));
        }
    }

    private static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);
}
