using System.Runtime.Versioning;
using Hpa.Actors.Tests.Features;
using Hpa.Contracts;

namespace Hpa.Actors.Tests.Backbones.Weights;

public sealed class FullDiskTests : IAsyncLifetime
{
    private WeightsServer _server = null!;

    public async Task InitializeAsync() => _server = await WeightsServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [SmallDiskFact]
    public async Task A_file_that_will_not_fit_is_refused_before_its_bytes_are_written()
    {
        using var disk = SmallDisk.TryMount(256)!;
        using var store = new StoreFixture(disk.Path);
        _server.Answer(_server.Whole(store.Good));

        var refusal = await Assert.ThrowsAsync<StorageException>(() => store.PullAsync(_server.Address()));

        Assert.Equal($"{store.File}: needs 0.3 MB more, but only 0.3 MB are free; free some and run the same command again", refusal.Message);
        Assert.DoesNotContain(store.Told, t => t.Detail == "downloading");
        Assert.Empty(store.Files);
    }

    [SmallDiskFact]
    public async Task A_disk_that_fills_up_on_the_way_leaves_a_part_but_never_the_file()
    {
        using var disk = SmallDisk.TryMount(256)!;
        using var store = new StoreFixture(disk.Path);
        _server.Answer(_server.Plain(store.Good));

        var refusal = await Assert.ThrowsAsync<StorageException>(() => store.PullAsync(_server.Address()));

        Assert.Equal($"{store.File}: no space left on the device; free some and run the same command again", refusal.Message);
        Assert.False(File.Exists(store.File));
        Assert.True(new FileInfo(store.Part).Length > 100_000);
    }

    [SmallDiskFact]
    public void A_copy_that_will_not_fit_leaves_nothing()
    {
        using var disk = SmallDisk.TryMount(256)!;
        using var store = new StoreFixture(disk.Path);
        var from = store.PutElsewhere("mine.pth", store.Good);

        Assert.Contains("needs 0.3 MB more", Assert.Throws<StorageException>(() => store.Store.Import(StoreFixture.Name, "", from)).Message, StringComparison.Ordinal);
        Assert.Empty(store.Files);
    }

    [SmallDiskFact]
    public async Task On_a_disk_that_cannot_be_written_a_good_file_will_do_and_a_missing_one_is_refused()
    {
        using var disk = SmallDisk.TryMount(1024)!;
        using var store = new StoreFixture(disk.Path);
        store.Put(store.Good);
        Assert.True(disk.MakeReadOnly());

        await store.PullAsync(_server.Address());
        var refusal = Assert.Throws<StorageException>(() => store.Store.Import("other.pth", "", store.File));

        Assert.StartsWith($"{Path.Combine(store.Folder, "other.pth")}: the file system is read-only", refusal.Message, StringComparison.Ordinal);
    }

    [OrdinaryUserFact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_folder_without_permission_is_named()
    {
        using var store = new StoreFixture();
        var folder = Directory.CreateDirectory(store.Folder);
        folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserExecute;

        var refusal = await Assert.ThrowsAsync<StorageException>(() => store.PullAsync(_server.Address()));

        Assert.Equal($"{store.File}: no permission to write; grant it or choose another folder, then run the same command again", refusal.Message);
        Assert.Empty(_server.Requests);
        folder.UnixFileMode |= UnixFileMode.UserWrite;
    }

    /// <summary>A test about permissions, which do not stop the privileged user.</summary>
    private sealed class OrdinaryUserFactAttribute : FactAttribute
    {
        public OrdinaryUserFactAttribute()
        {
            if (Environment.IsPrivilegedProcess) Skip = "permissions do not stop the privileged user";
        }
    }
}
