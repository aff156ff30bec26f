using Hpa.Actors.Backbones.Weights;
using Hpa.Contracts;

namespace Hpa.Actors.Tests.Backbones.Weights;

public sealed class PullTests : PullTest
{
    [Fact]
    public async Task A_file_is_fetched_whole_and_nothing_else_stays()
    {
        Server.Answer(Server.Whole(Good));

        await PullAsync();

        Assert.Equal(Good, File.ReadAllBytes(Store.File));
        Assert.Equal([StoreFixture.Name], Store.Files);
        Assert.Contains(Store.Told, t => t is { Name: "net", Detail: "downloading", Done: 300_000, Total: 300_000 });
        Assert.Equal("done", Store.Told[^1].Detail);
        Assert.Equal("", Assert.Single(Server.Requests).Range);
    }

    [Fact]
    public async Task The_published_first_digits_of_the_hash_are_enough()
    {
        Server.Answer(Server.Whole(Good));

        await PullAsync(StoreFixture.Hash(Good)[..8]);

        Assert.Equal(Good, File.ReadAllBytes(Store.File));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1234567")]
    [InlineData("F37072FD")]
    [InlineData("f37072fx")]
    [InlineData("f37072fd\n")]
    public async Task Nothing_is_fetched_without_a_hash(string sha256)
    {
        var refusal = await Assert.ThrowsAsync<SettingsException>(() => PullAsync(sha256));

        Assert.StartsWith($"net: sha256 = '{sha256}' must be the first 8 to 64 digits", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task A_good_file_is_not_fetched_again()
    {
        Store.Put(Good);

        await PullAsync();

        Assert.Empty(Server.Requests);
        Assert.Equal("already there", Assert.Single(Store.Told).Detail);
    }

    [Fact]
    public async Task A_wrong_file_is_replaced_and_that_is_told()
    {
        Store.Put([1, 2, 3]);
        Server.Answer(Server.Whole(Good));

        await PullAsync();

        Assert.Equal($"replaces a file with SHA-256 {StoreFixture.Hash([1, 2, 3])}", Store.Told[0].Detail);
        Assert.Equal(Good, File.ReadAllBytes(Store.File));
    }

    [Fact]
    public async Task A_wrong_file_stays_until_the_right_one_has_come()
    {
        Store.Put([1, 2, 3]);
        Server.Answer(WeightsServer.Status(404));

        await RefusalAsync();

        Assert.Equal([1, 2, 3], File.ReadAllBytes(Store.File));
        Assert.Equal([StoreFixture.Name], Store.Files);
    }

    [Fact]
    public async Task Something_with_another_hash_is_deleted_and_described()
    {
        byte[] other = StoreFixture.Bytes(seed: 2, 1000);
        Server.Answer(Server.Whole(other));

        Assert.Equal(
            $"net: {Server.Address()} sent 1000 bytes with SHA-256 {StoreFixture.Hash(other)}, wanted {StoreFixture.Hash(Good)}; it was deleted: check the address or hpa.backbones.mirror, and run the same command again",
            await RefusalAsync());
        Assert.Empty(Store.Files);
        Assert.Single(Server.Requests);
    }

    [Theory]
    [InlineData("log in", "text/html; charset=utf-8")]
    [InlineData("\uFEFF \r\n<!doctype html><p>log in", "application/octet-stream")]
    public async Task A_page_instead_of_the_file_is_called_one(string text, string type)
    {
        Server.Answer(Server.Plain(System.Text.Encoding.UTF8.GetBytes(text), type));

        Assert.Contains(" sent a page instead of the file, ", await RefusalAsync(), StringComparison.Ordinal);
        Assert.Empty(Store.Files);
    }

    [Fact]
    public async Task A_file_that_the_server_lacks_is_not_asked_for_twice()
    {
        Server.Answer(WeightsServer.Status(404));

        Assert.Equal(
            $"net: {Server.Address()} answered 404 Not Found; check the address, set hpa.backbones.mirror, or take a copy that you have with `hpa models import`",
            await RefusalAsync());
        Assert.Single(Server.Requests);
        Assert.Empty(Store.Files);
    }

    [Fact]
    public async Task A_server_that_is_busy_is_asked_again_after_a_wait()
    {
        Server.Answer(WeightsServer.Status(500), WeightsServer.Status(429, ("Retry-After", "7")), WeightsServer.Status(503, ("Retry-After", "86400")), Server.Whole(Good));

        await PullAsync();

        Assert.Equal([1, 7, 60], Store.Clock.Waits.Select(w => w.TotalSeconds));
        Assert.Contains(Store.Told, t => t.Detail == $"trying again in 7 s: {Server.Address()} answered 429 Too Many Requests");
        Assert.Equal(Good, File.ReadAllBytes(Store.File));
    }

    [Fact]
    public async Task A_server_that_stays_broken_is_given_up()
    {
        Server.Answer(WeightsServer.Status(500));

        Assert.Equal(
            $"net: {Server.Address()} failed 5 times, at last because {Server.Address()} answered 500 Internal Server Error; 0.0 MB are kept, run the same command again to go on from there, or set hpa.backbones.mirror",
            await RefusalAsync());
        Assert.Equal([1, 2, 4, 8], Store.Clock.Waits.Select(w => w.TotalSeconds));
        Assert.Equal(5, Server.Requests.Count);
        Assert.Empty(Store.Files);
    }

    [Fact]
    public async Task An_address_where_nobody_listens_is_given_up_in_one_line()
    {
        var address = Server.Address();
        await Server.DisposeAsync();

        var refusal = await Assert.ThrowsAsync<InputException>(() => Store.PullAsync(address));

        Assert.StartsWith($"net: {address} failed 5 times, at last because the connection failed (Connection refused", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_pull_of_the_same_file_is_refused_while_the_first_runs()
    {
        var arrived = Store.Arrived(1000);
        var release = new TaskCompletionSource();
        Server.Answer(
            async context =>
            {
                context.Response.ContentLength = Good.Length;
                await context.Response.Body.WriteAsync(Good.AsMemory(0, 1000));
                await context.Response.Body.FlushAsync();
                await release.Task;
                await context.Response.Body.WriteAsync(Good.AsMemory(1000));
            },
            WeightsServer.Status(404));
        var first = PullAsync();
        await arrived;

        Assert.Equal($"{Store.File}: another process is fetching this file; wait for it, or end it first", await RefusalAsync());
        Assert.Contains("another process", Assert.Throws<InputException>(() => Store.Store.Import(StoreFixture.Name, "", Store.PutElsewhere("x", Good))).Message, StringComparison.Ordinal);

        release.SetResult();
        await first;
        Assert.Equal(Good, File.ReadAllBytes(Store.File));
        Assert.Single(Server.Requests);
    }

    [Fact]
    public async Task A_shared_disk_can_be_the_mirror()
    {
        var folder = Path.GetDirectoryName(Store.PutElsewhere("my net.pth", Good))!;
        var source = new WeightsSource("net", Server.Address(), "my net.pth", StoreFixture.Hash(Good)).WithMirror(folder);

        await Store.Store.PullAsync(source, Store.Client, Store, default);

        Assert.Equal(Good, File.ReadAllBytes(Store.Store.PathOf("my net.pth")));
        Assert.Equal(["my net.pth"], Store.Files);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task Other_kinds_of_addresses_are_refused() =>
        Assert.Equal("net: ftp://host/file.pth is no http, https or file address", (await Assert.ThrowsAsync<SettingsException>(() => Store.PullAsync(new Uri("ftp://host/file.pth")))).Message);
}
