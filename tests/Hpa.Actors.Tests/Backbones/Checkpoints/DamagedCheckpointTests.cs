using Hpa.Actors.Backbones.Checkpoints;
using Hpa.Contracts;

namespace Hpa.Actors.Tests.Backbones.Checkpoints;

public sealed class DamagedCheckpointTests
{
    public static TheoryData<string> Compact => ["zip: compact", "pickled: compact", "safetensors: compact", "pickled: as in 2017"];

    [Theory]
    [MemberData(nameof(Compact))]
    public void A_file_cut_off_anywhere_is_refused(string sample)
    {
        var whole = Samples.All.Good[sample].File;
        using var file = new TemporaryFile(whole);
        ReadAll(file.Path);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(file.Path, whole[..length]);
            var fault = Assert.Throws<InputException>(() => ReadAll(file.Path));
            Assert.StartsWith($"{file.Path}: ", fault.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', fault.Message);
        }
    }

    [Theory]
    [MemberData(nameof(Compact))]
    public void A_file_with_a_wrong_byte_is_read_or_refused_in_little_memory(string sample)
    {
        byte[] bytes = [.. Samples.All.Good[sample].File];
        using var file = new TemporaryFile(bytes);
        var (read, refused) = (0, 0);
        foreach (var change in new byte[] { 0x01, 0x20, 0x80, 0xFF })
        {
            for (var at = 0; at < bytes.Length; at++)
            {
                bytes[at] ^= change;
                File.WriteAllBytes(file.Path, bytes);
                bytes[at] ^= change;
                var before = GC.GetAllocatedBytesForCurrentThread();
                var fault = Record.Exception(() => ReadAll(file.Path));
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
                if (fault is not null) Assert.StartsWith($"{file.Path}: ", Assert.IsType<InputException>(fault).Message, StringComparison.Ordinal);
                (read, refused) = fault is null ? (read + 1, refused) : (read, refused + 1);
            }
        }

        Assert.True(read > 0 && refused > 0, $"{read} read, {refused} refused");
    }

    private static void ReadAll(string path)
    {
        using var checkpoint = Checkpoint.Open(path);
        foreach (var tensor in checkpoint.Tensors.Values)
            if (tensor.Type <= ElementType.Float64) checkpoint.Read(tensor.Name, _ => { });
    }
}
