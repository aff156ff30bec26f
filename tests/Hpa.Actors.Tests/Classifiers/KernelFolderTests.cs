using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Tests.Datasets;
using Hpa.Actors.Tests.Features;
using Hpa.Contracts;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class KernelFolderTests : IDisposable
{
    private static readonly Synthetic Data = new(600, 70, 20);
    private static readonly ScaledRows Train = Data.ScaledTrain(0);
    private static readonly ScaledRows Eval = ScaledRows.From(Data.Scalings[0], Data.Eval[0], 70);
    private static readonly byte[] Print = [.. Enumerable.Range(1, 32).Select(b => (byte)b)];
    private readonly TemporaryFolder _folder = new();
    private readonly KernelProduct _product = new();

    private string File => Path.Combine(_folder["kernels"], "image.net.rgb.kernel");

    public void Dispose()
    {
        _product.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_mapped_kernel_has_the_bits_of_one_in_memory(int threads)
    {
        var expected = BlockKernel.Compute(_product, Train, Eval);
        using var kernel = Open(Print, threads);
        for (var row = 0; row < 600; row++)
        {
            Assert.True(expected.Train(row).SequenceEqual(kernel.Train(row)));
            Assert.True(expected.Eval(row).SequenceEqual(kernel.Eval(row)));
        }
    }

    [Fact]
    public void A_kernel_of_the_same_things_is_not_made_again()
    {
        Open(Print).Dispose();
        var made = System.IO.File.GetLastWriteTimeUtc(File);
        System.IO.File.SetLastWriteTimeUtc(File, made.AddDays(-1));

        Open(Print).Dispose();
        Assert.Equal(made.AddDays(-1), System.IO.File.GetLastWriteTimeUtc(File));
    }

    [Fact]
    public void A_kernel_of_other_things_or_other_size_is_made_again()
    {
        using var kernel = Open(Print);
        var truth = System.IO.File.ReadAllBytes(File);
        byte[] other = [.. Print[..31], 0];
        Open(other).Dispose();
        Assert.NotEqual(truth, System.IO.File.ReadAllBytes(File));
        Open(Print).Dispose();
        Assert.Equal(truth, System.IO.File.ReadAllBytes(File));

        System.IO.File.WriteAllBytes(File, truth[..^1]);
        Open(Print).Dispose();
        Assert.Equal(truth, System.IO.File.ReadAllBytes(File));
        // A map that is open reads on, whatever has taken the file's name.
        Assert.Equal(BlockKernel.Compute(_product, Train, Eval).Train(599).ToArray(), kernel.Train(599).ToArray());
    }

    [Fact]
    public void Files_of_other_blocks_and_of_a_crash_are_deleted()
    {
        Open(Print).Dispose();
        _folder.Add("kernels/nucleus.net.rgb.kernel", "old");
        _folder.Add("kernels/image.net.rgb.kernel.tmp", "half");

        new KernelFolder(_folder["kernels"]).Keep(["image.net.rgb"]);
        Assert.Equal([File], Directory.EnumerateFiles(_folder["kernels"]));
        new KernelFolder(_folder["kernels"]).Remove();
        new KernelFolder(_folder["kernels"]).Remove();
        new KernelFolder(_folder["kernels"]).Keep([]);
        Assert.False(Directory.Exists(_folder["kernels"]));
    }

    [SmallDiskFact]
    public void A_full_disk_is_named_and_leaves_nothing()
    {
        using var disk = SmallDisk.TryMount(256)!;
        var folder = new KernelFolder(Path.Combine(disk.Path, "kernels"));
        var fault = Assert.Throws<StorageException>(() => folder.Open("image.net.rgb", Print, _product, Train, Eval, new Workers(2)));
        Assert.Contains("no space left on the device", fault.Message);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(disk.Path, "kernels")));
    }

    private BlockKernel Open(byte[] fingerprint, int threads = 2) =>
        new KernelFolder(_folder["kernels"]).Open("image.net.rgb", fingerprint, _product, Train, Eval, new Workers(threads));
}
