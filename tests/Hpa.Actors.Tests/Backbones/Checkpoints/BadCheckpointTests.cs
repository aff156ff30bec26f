using System.IO.Compression;
using System.Text;
using Hpa.Actors.Backbones.Checkpoints;
using Hpa.Contracts;

namespace Hpa.Actors.Tests.Backbones.Checkpoints;

public sealed class BadCheckpointTests
{
    private const long MaxAllocated = 100 << 20;

    public static TheoryData<string> Names => new(Samples.All.Bad.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_refused_in_one_line_that_says_why(string sample)
    {
        var (bytes, says) = Samples.All.Bad[sample];
        var message = Refusal(bytes, 2 << 20);
        Assert.Contains(says, message, StringComparison.Ordinal);
        Assert.DoesNotContain(message, char.IsControl);
    }

    [Fact]
    public void Deep_nesting_needs_no_stack() =>
        Assert.Contains("'a' is no tensor", Refusal(Archive(["}U\u0001a", ")", .. Enumerable.Repeat("\u0085", 900_000), "s"])), StringComparison.Ordinal);

    [Fact]
    public void Marks_and_values_without_end_are_refused()
    {
        foreach (var one in new[] { "(", "]", "}q\0" })
            Assert.Contains("has a pickle of more than 1000000 values", Refusal(Archive(Enumerable.Repeat(one, 1_000_001))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pickle_without_end_is_refused()
    {
        var noise = new byte[(16 << 20) + 2];
        noise.AsSpan().Fill(0x80);
        noise[1] = 2;
        Assert.Contains("has a pickle of more than 16777216 bytes", Refusal(noise), StringComparison.Ordinal);
        Assert.Contains("has 16777219 bytes, more than any checkpoint of weights needs", Refusal(Archive([Encoding.Latin1.GetString(noise)])), StringComparison.Ordinal);
    }

    [Fact]
    public void One_list_makes_no_many_dictionaries()
    {
        string[] pickle = ["](", .. Enumerable.Repeat("](K\u0001K\u0002e", 50_000), "eq\0ccollections\nOrderedDict\nq\u0001", .. Enumerable.Repeat("h\u0001h\0\u0085R", 100_000)];
        Assert.Contains("has a damaged pickle", Refusal(Archive(pickle)), StringComparison.Ordinal);
    }

    [Fact]
    public void More_tensors_than_any_network_has_are_refused() =>
        Assert.Contains("holds 60000 tensors", Refusal(Archive(["}(", .. Enumerable.Repeat("NN", 60_000), "u"])), StringComparison.Ordinal);

    private static string Refusal(byte[] bytes, long allocated = MaxAllocated)
    {
        using var file = new TemporaryFile(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var message = Assert.Throws<InputException>(() => Checkpoint.Open(file.Path)).Message;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, allocated);
        Assert.StartsWith($"{file.Path}: ", message, StringComparison.Ordinal);
        return message[(file.Path.Length + 2)..];
    }

    /// <summary>The zip form, with a pickle whose bytes are written as Latin-1.</summary>
    private static byte[] Archive(IEnumerable<string> pickle)
    {
        var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create))
        using (var entry = archive.CreateEntry("x/data.pkl", CompressionLevel.NoCompression).Open())
            entry.Write(Encoding.Latin1.GetBytes(string.Concat(pickle) + "."));
        return bytes.ToArray();
    }
}
