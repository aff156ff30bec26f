using Hpa.Actors.Features;
using Hpa.Contracts;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Tests.Features;

public sealed class StorageTests : IDisposable
{
    private readonly FeatureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Others_may_read_a_file_from_the_moment_it_has_its_name()
    {
        var path = Path.Combine(_folder.Path, "table.csv");
        DurableFile.WriteText(path, "row 0");
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(() =>
        {
            for (var row = 1; !stop.IsCancellationRequested; row++) DurableFile.WriteText(path, $"row {row}");
        });

        for (var reads = 0; reads < 2000; reads++) Assert.StartsWith("row ", File.ReadAllText(path), StringComparison.Ordinal);
        await stop.CancelAsync();
        await writing;
    }

    [SmallDiskFact]
    public void A_full_disk_is_named_with_path_and_remedy_and_the_old_shard_stays_whole()
    {
        using var disk = SmallDisk.TryMount(256)!;
        BlockColumn[] small = [FeatureFolder.Column("image.resnet18.rgb", 10)], large = [FeatureFolder.Column("image.resnet18.rgb", 100_000)];
        var old = ShardFile.Write(disk.Path, Level.Image, "part-00000.parquet", small, FeatureFolder.Rows(small, "a"));

        var error = Assert.Throws<StorageException>(() =>
            ShardFile.Write(disk.Path, Level.Image, "part-00000.parquet", large, FeatureFolder.Rows(large, "a")));

        var path = Path.Combine(disk.Path, "image", "part-00000.parquet");
        Assert.Equal($"{path}: no space left on the device; free some and run the same command again", error.Message);
        Assert.Equal([path], Directory.GetFiles(disk.Path, "*", SearchOption.AllDirectories));
        Assert.Empty(FeatureVerification.Verify(disk.Path, FeatureFolder.Manifest(small, old)));
    }

    [SmallDiskFact]
    public void A_full_disk_is_named_when_a_text_is_written()
    {
        using var disk = SmallDisk.TryMount(64)!;
        var path = Path.Combine(disk.Path, "run.conf");
        DurableFile.WriteText(path, "old");

        var error = Assert.Throws<StorageException>(() => DurableFile.WriteText(path, new string('x', 100_000)));

        Assert.StartsWith($"{path}: no space left", error.Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(disk.Path));
    }

    [SmallDiskFact]
    public void A_read_only_file_system_is_named_with_path_and_remedy()
    {
        using var disk = SmallDisk.TryMount(64)!;
        Assert.True(disk.MakeReadOnly());
        var path = Path.Combine(disk.Path, "sub", "run.conf");

        Assert.StartsWith($"{path}: the file system is read-only", Assert.Throws<StorageException>(() => DurableFile.WriteText(path, "x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_permission_is_named_with_path_and_remedy()
    {
        var error = StorageException.From("/data/x", new UnauthorizedAccessException("Access to the path is denied."));

        Assert.Equal("/data/x: no permission to write; grant it or choose another folder, then run the same command again", error!.Message);
    }

    [Fact]
    public void Faults_that_are_not_the_storages_stay_what_they_are()
    {
        var path = Path.Combine(_folder.Path, "x.txt");
        DurableFile.WriteText(path, "old");

        Assert.Throws<InvalidOperationException>(() => DurableFile.Write(path, _ => throw new InvalidOperationException("no numbers")));
        Assert.Throws<FileNotFoundException>(() => DurableFile.Write(path, _ => File.ReadAllText(path + ".source")));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }
}
