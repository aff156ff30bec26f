using Microsoft.AspNetCore.Http;

namespace Hpa.Actors.Tests.Backbones.Weights;

public sealed class ResumeTests : PullTest
{
    private const int Half = 150_000;

    [Fact]
    public async Task A_cut_download_goes_on_where_it_was_cut()
    {
        Server.Answer(Server.Cut(Good, Half, Store.Arrived(Half)), Server.Whole(Good));

        await PullAsync();

        Assert.Equal(Good, File.ReadAllBytes(Store.File));
        Assert.Equal([StoreFixture.Name], Store.Files);
        var (first, second) = (Server.Requests.First(), Server.Requests.Last());
        Assert.Equal(("", ""), (first.Range, first.IfRange));
        Assert.Equal(($"bytes={Half}-", $"\"{StoreFixture.Hash(Good)[..8]}\""), (second.Range, second.IfRange));
        Assert.Equal(Good.Length, Server.Sent);
    }

    [Fact]
    public async Task A_connection_that_is_cut_often_but_brings_something_each_time_is_enough()
    {
        Server.Answer([.. Enumerable.Range(1, 9).Select(i => Server.Cut(Good, i * 30_000, Store.Arrived(i * 30_000))), Server.Whole(Good)]);

        await PullAsync();

        Assert.Equal(Good, File.ReadAllBytes(Store.File));
        Assert.Equal(Good.Length, Server.Sent);
        Assert.All(Store.Clock.Waits, wait => Assert.Equal(1, wait.TotalSeconds));
    }

    [Fact]
    public async Task A_length_that_never_comes_is_given_up_and_what_came_is_kept()
    {
        Server.Answer(Server.Cut(Good, Half, Store.Arrived(Half)), Server.Cut(Good, Half, Task.CompletedTask));

        Assert.Contains("failed 5 times, at last because the connection failed (", await RefusalAsync(), StringComparison.Ordinal);

        Assert.Equal([StoreFixture.Name + ".part", StoreFixture.Name + ".part.json"], Store.Files);
        Assert.Equal(Good[..Half], File.ReadAllBytes(Store.Part));
    }

    [Fact]
    public async Task A_stopped_pull_leaves_no_file_and_the_next_one_goes_on()
    {
        using var stop = new CancellationTokenSource();
        Store.Watch = told =>
        {
            if (told.Done >= Half) stop.Cancel();
        };
        Server.Answer(Server.Silent(Good, Half), Server.Whole(Good));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PullAsync(stop: stop.Token));
        Assert.False(File.Exists(Store.File));
        Assert.Equal(Good[..Half], File.ReadAllBytes(Store.Part));

        Store.Watch = _ => { };
        await PullAsync();

        Assert.Equal($"bytes={Half}-", Server.Requests.Last().Range);
        Assert.Equal(Good, File.ReadAllBytes(Store.File));
        Assert.Equal([StoreFixture.Name], Store.Files);
    }

    [Fact]
    public async Task A_silent_server_counts_as_gone()
    {
        Store.Watch = told =>
        {
            if (told is { Done: Half, Detail: "downloading" }) ThreadPool.QueueUserWorkItem(_ => Store.Clock.EndStall());
        };
        Server.Answer(Server.Silent(Good, Half), Server.Whole(Good));

        await PullAsync();

        Assert.Contains(Store.Told, t => t.Detail == "trying again in 1 s: the server sent nothing for 3600 s");
        Assert.Equal(Good, File.ReadAllBytes(Store.File));
    }

    [Fact]
    public async Task A_server_that_never_answers_counts_as_gone()
    {
        Server.Answer(
            async context =>
            {
                Store.Clock.EndStall();
                await WeightsServer.GoneAsync(context);
            },
            Server.Whole(Good));

        await PullAsync();

        Assert.Contains(Store.Told, t => t.Detail.Contains("sent nothing", StringComparison.Ordinal));
        Assert.Equal(Good, File.ReadAllBytes(Store.File));
    }

    [Fact]
    public async Task A_server_that_ignores_ranges_sends_everything_again()
    {
        Server.Answer(Server.Cut(Good, Half, Store.Arrived(Half)), Server.Plain(Good));

        await PullAsync();

        Assert.Equal($"bytes={Half}-", Server.Requests.Last().Range);
        Assert.Equal(Good, File.ReadAllBytes(Store.File));
    }

    [Fact]
    public async Task A_file_that_has_changed_meanwhile_is_fetched_from_its_start()
    {
        Server.Answer(Server.Cut(StoreFixture.Bytes(seed: 9, 300_000), Half, Store.Arrived(Half)), Server.Whole(Good));

        await PullAsync();

        Assert.Equal($"bytes={Half}-", Server.Requests.Last().Range);
        Assert.Equal(Good, File.ReadAllBytes(Store.File));
        Assert.Equal(Half + Good.Length, Server.Sent);
    }

    [Fact]
    public async Task Bytes_that_a_crash_has_cost_are_noticed_and_fetched_again()
    {
        await InterruptAsync();
        using (var part = File.OpenWrite(Store.Part)) part.Write(new byte[1000]);
        Server.Answer(Server.Whole(Good));

        await PullAsync();

        Assert.Equal([$"bytes={Half}-", ""], Server.Requests.TakeLast(2).Select(r => r.Range));
        Assert.Contains(Store.Told, t => t.Detail.StartsWith("the pieces do not fit together", StringComparison.Ordinal));
        Assert.Equal(Good, File.ReadAllBytes(Store.File));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{\"Address\":")]
    [InlineData("{}")]
    [InlineData("{\"Address\":\"http://another.host/file.pth\",\"ETag\":\"\\u0022x\\u0022\"}")]
    public async Task A_part_of_unknown_origin_is_not_built_upon(string? origin)
    {
        Store.Put(Good[..Half], StoreFixture.Name + ".part");
        if (origin is not null) File.WriteAllText(Store.Part + ".json", origin);
        Server.Answer(Server.Whole(Good));

        await PullAsync();

        Assert.Equal("", Assert.Single(Server.Requests).Range);
        Assert.Equal(Good, File.ReadAllBytes(Store.File));
        Assert.Equal([StoreFixture.Name], Store.Files);
    }

    [Fact]
    public async Task A_server_without_version_tags_goes_by_the_date()
    {
        const string Date = "Tue, 01 Jan 2019 00:00:00 GMT";
        var arrived = Store.Arrived(Half);
        Server.Answer(
            async context =>
            {
                context.Response.Headers.LastModified = Date;
                context.Response.Headers.ETag = "W/\"weak\"";
                await Server.Plain(Good[..Half])(context);
                await arrived;
                context.Abort();
            },
            Server.Whole(Good));

        await PullAsync();

        Assert.Equal(($"bytes={Half}-", Date), (Server.Requests.Last().Range, Server.Requests.Last().IfRange));
        Assert.Equal(Good, File.ReadAllBytes(Store.File));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_part_that_has_everything_is_only_checked(bool lengthIsKnown)
    {
        await InterruptAsync();
        File.WriteAllBytes(Store.Part, Good);
        if (!lengthIsKnown) File.WriteAllText(Store.Part + ".json", File.ReadAllText(Store.Part + ".json").Replace("\"Length\":300000", "\"Length\":null", StringComparison.Ordinal));
        Server.Answer(Server.Whole(Good));

        await PullAsync();

        Assert.Equal(lengthIsKnown ? [""] : ["", $"bytes={Good.Length}-"], Server.Requests.Select(r => r.Range));
        Assert.Equal(Half, Server.Sent);
        Assert.Equal(Good, File.ReadAllBytes(Store.File));
    }

    [Fact]
    public async Task A_part_that_has_as_many_bytes_but_wrong_ones_is_fetched_again()
    {
        await InterruptAsync();
        File.WriteAllBytes(Store.Part, new byte[Good.Length]);
        Server.Answer(Server.Whole(Good));

        await PullAsync();

        Assert.Equal(["", ""], Server.Requests.Select(r => r.Range));
        Assert.Equal(Good, File.ReadAllBytes(Store.File));
    }

    [Fact]
    public async Task A_part_that_is_longer_than_the_file_is_fetched_again()
    {
        await InterruptAsync();
        File.WriteAllBytes(Store.Part, new byte[Good.Length + 1]);
        Server.Answer(Server.Whole(Good));

        await PullAsync();

        Assert.Equal([$"bytes={Good.Length + 1}-", ""], Server.Requests.TakeLast(2).Select(r => r.Range));
        Assert.Equal(Good, File.ReadAllBytes(Store.File));
    }

    [Fact]
    public async Task A_login_page_does_not_cost_what_has_come()
    {
        await InterruptAsync();
        Server.Answer(Server.Plain("<p>log in"u8.ToArray(), "text/html"));

        Assert.StartsWith($"net: {Server.Address()} sent a page instead of the file; open it in a browser", await RefusalAsync(), StringComparison.Ordinal);

        Assert.Equal(Good[..Half], File.ReadAllBytes(Store.Part));
    }

    [Fact]
    public async Task Another_part_than_the_one_asked_for_is_not_taken()
    {
        await InterruptAsync();
        Server.Answer(
            context =>
            {
                context.Response.StatusCode = StatusCodes.Status206PartialContent;
                context.Response.Headers.ContentRange = $"bytes {Half - 1}-{Good.Length - 1}/{Good.Length}";
                return Server.Plain(Good[(Half - 1)..])(context);
            },
            Server.Whole(Good));

        await PullAsync();

        Assert.Contains(Store.Told, t => t.Detail == "trying again in 1 s: the server sent another part of the file than asked for");
        Assert.Equal("", Server.Requests.Last().Range);
        Assert.Equal(Good, File.ReadAllBytes(Store.File));
    }

    /// <summary>Leaves the first half of the good file as a part.</summary>
    private async Task InterruptAsync()
    {
        using var stop = new CancellationTokenSource();
        var arrived = Store.Arrived(Half);
        Server.Answer(Server.Silent(Good, Half), WeightsServer.Status(500));
        var pull = PullAsync(stop: stop.Token);
        await arrived;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pull);
        Server.Forget();
        Assert.Equal(Half, new FileInfo(Store.Part).Length);
    }
}
