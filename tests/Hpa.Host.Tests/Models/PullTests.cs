using Hpa.Actors.Tests.Backbones.Weights;
using Hpa.Host.Tests.Processes;

namespace Hpa.Host.Tests.Models;

/// <summary><c>hpa models pull</c>, and what list and verify then say.</summary>
public sealed class PullTests : ModelTest
{
    [Fact]
    public async Task What_was_pulled_is_whole_verified_and_listed_as_here()
    {
        Folder.Server.Answer(Folder.Server.Whole(ModelFolder.Good));

        var pulled = (await Folder.RunAsync("pull", "mine")).MustBeDone();

        Assert.Equal(ModelFolder.Good, File.ReadAllBytes(Folder.File));
        Assert.Equal([Folder.File], Directory.GetFiles(Folder.Weights));
        Assert.Equal("/" + ModelFolder.FileName, Assert.Single(Folder.Server.Requests).Path);
        Assert.Contains(pulled.Output, line => line.StartsWith("mine: 4.9/4.9 MB", StringComparison.Ordinal));
        Assert.Contains("mine: fits its network and answers the test input", pulled.Output);
        Assert.Equal($"1 of 1 networks have their weights in {Folder.Weights}", pulled.Output[^1]);
        Assert.DoesNotContain('\e', pulled.Text);

        var again = (await Folder.RunAsync("pull", "mine")).MustBeDone();
        Assert.Contains("mine: 4.9/4.9 MB, already there", again.Output);
        Assert.Single(Folder.Server.Requests);

        var verified = (await Folder.RunAsync("verify")).MustBeDone();
        var row = Assert.Single(verified.Output, line => line.TrimStart().StartsWith("mine ", StringComparison.Ordinal));
        Assert.Matches($@"^ *mine +{ModelFolder.Hash(ModelFolder.Good)[..12]} +right +-?\d+\.\d{{4}} -?\d+\.\d{{4}} -?\d+\.\d{{4}}$", row);

        var listed = (await Folder.RunAsync("list")).MustBeDone();
        Assert.Contains(listed.Output, line => line.TrimStart().StartsWith("mine ", StringComparison.Ordinal) && line.EndsWith(" here", StringComparison.Ordinal));
        Assert.Equal([$"folder of weights: {Folder.Weights}", "12 missing: `hpa models pull` fetches them, `hpa models pull NAME` one of them"], listed.Output.TakeLast(2));
        Assert.All(listed.Output, line => Assert.InRange(line.Length, 1, 160));
        Assert.Equal(listed.Output.Select(line => line.TrimEnd()), listed.Output);
    }

    [Fact]
    public async Task Without_names_everything_is_asked_for_and_one_failure_does_not_stop_the_others()
    {
        var whole = Folder.Server.Whole(ModelFolder.Good);
        Folder.Server.Answer(context => context.Request.Path == "/" + ModelFolder.FileName ? whole(context) : WeightsServer.Status(404)(context));

        var ended = await Folder.RunAsync("pull");

        Assert.Equal(1, ended.Code);
        Assert.Equal(12, ended.Errors.Count);
        Assert.All(ended.Errors, line => Assert.Matches("^hpa: [a-z0-9_]+: http://127.0.0.1:[0-9]+/[^ ]+ answered 404 Not Found", line));
        Assert.Equal($"1 of 13 networks have their weights in {Folder.Weights}", ended.Output[^1]);
        Assert.Equal([Folder.File], Directory.GetFiles(Folder.Weights));
        Assert.Equal(13, Folder.Server.Requests.Count);
    }

    [Fact]
    public async Task A_cut_download_is_continued_by_the_same_command()
    {
        const int Half = 2_000_000;
        var release = new TaskCompletionSource();
        Folder.Server.Answer(Folder.Server.Cut(ModelFolder.Good, Half, release.Task), WeightsServer.Status(404));
        await using (var process = Folder.Start("pull", "mine"))
        {
            Assert.True(await process.SeeAsync(_ => Part() is > 0));
            release.SetResult();
            (await process.EndAsync()).MustComplain(1, "404");
        }

        Assert.False(File.Exists(Folder.File));
        Assert.Contains("incomplete", (await Folder.RunAsync("list")).MustBeDone().Output.Single(line => line.TrimStart().StartsWith("mine ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("incomplete", (await Folder.RunAsync("verify")).MustBeDone().Text, StringComparison.Ordinal);
        var kept = Part();
        Folder.Server.Forget();
        Folder.Server.Answer(Folder.Server.Whole(ModelFolder.Good));

        (await Folder.RunAsync("pull", "mine")).MustBeDone();

        Assert.Equal(ModelFolder.Good, File.ReadAllBytes(Folder.File));
        Assert.Equal($"bytes={kept}-", Folder.Server.Requests.Last().Range);
    }

    [Fact]
    public async Task A_signal_ends_the_pull_in_order_and_the_same_command_continues_it()
    {
        Folder.Server.Answer(Folder.Server.Silent(ModelFolder.Good, 2_000_000), Folder.Server.Whole(ModelFolder.Good));
        await using (var process = Folder.Start("pull", "mine"))
        {
            Assert.True(await process.SeeAsync(_ => Part() == 2_000_000));
            await process.SignalAsync("INT");
            (await process.EndAsync()).MustComplain(1, "stopped; the same command continues");
        }

        Assert.False(File.Exists(Folder.File));
        (await Folder.RunAsync("pull", "mine")).MustBeDone();
        Assert.Equal("bytes=2000000-", Folder.Server.Requests.Last().Range);
        Assert.Equal(ModelFolder.Good, File.ReadAllBytes(Folder.File));
    }

    [Fact]
    public async Task Bytes_with_another_hash_are_deleted()
    {
        var other = SampleFiles.Checkpoint("squeezenet1_1", seed: 2);
        Folder.Server.Answer(Folder.Server.Whole(other));

        (await Folder.RunAsync("pull", "mine")).MustComplain(1, "mine: ", ModelFolder.Hash(other), ModelFolder.Hash(ModelFolder.Good));

        Folder.MustHaveNothing();
    }

    [Fact]
    public async Task A_page_instead_of_the_file_is_called_one()
    {
        Folder.Server.Answer(Folder.Server.Plain("<html>log in</html>"u8.ToArray(), "text/html"));

        (await Folder.RunAsync("pull", "mine")).MustComplain(1, "mine: ", "a page instead of the file");

        Folder.MustHaveNothing();
    }

    [Fact]
    public async Task The_checkpoint_of_another_network_is_deleted_although_the_catalogue_has_its_hash()
    {
        var other = SampleFiles.Checkpoint("mobilenet_v2");
        Folder.Write($"sha256 = {ModelFolder.Hash(other)}");
        Folder.Server.Answer(Folder.Server.Whole(other));

        (await Folder.RunAsync("pull", "mine")).MustComplain(1, "hpa.backbones.catalogue.mine", "missing: features.0.weight", "left over: features.0.0.weight");

        Folder.MustHaveNothing();
    }

    [Fact]
    public async Task On_a_terminal_a_bar_is_drawn()
    {
        Folder.Server.Answer(Folder.Server.Whole(ModelFolder.Good));

        var ended = await HpaProcess.RunOtherAsync("script", "-qec", $"{HpaProcess.Program} models pull mine --config {Folder.Settings}", "/dev/null");

        Assert.Equal(0, ended.Code);
        Assert.Contains('\e', ended.Text);
        Assert.Matches("━{5,}|-{20,}", ended.Text);
        Assert.Contains("4.9/4.9 MB", ended.Text, StringComparison.Ordinal);
        Assert.Contains("mine: fits its network and answers the test input", ended.Text, StringComparison.Ordinal);
    }

    [MountFact]
    public async Task A_full_disk_is_told_and_with_more_space_the_pull_goes_on()
    {
        await using var disk = await SmallDisk.MountAsync(Folder.Below("disk"), "2m");
        var file = Path.Combine(disk.Path, ModelFolder.FileName);
        Folder.Write(weights: disk.Path);
        Folder.Server.Answer(Folder.Server.Whole(ModelFolder.Good));

        (await Folder.RunAsync("pull", "mine")).MustComplain(1, file, "needs 4.9 MB more", "the same command again");
        Assert.False(File.Exists(file));

        await disk.GrowAsync("20m");
        (await Folder.RunAsync("pull", "mine")).MustBeDone();
        Assert.Equal(ModelFolder.Good, File.ReadAllBytes(file));
    }

    [MountFact]
    public async Task A_read_only_disk_is_told()
    {
        await using var disk = await SmallDisk.MountAsync(Folder.Below("disk"), "20m,ro");
        Folder.Write(weights: disk.Path);

        (await Folder.RunAsync("pull", "mine")).MustComplain(1, disk.Path, "read-only");

        Assert.Empty(Folder.Server.Requests);
    }

    [UserFact]
    public async Task A_folder_without_permission_is_told()
    {
        Directory.CreateDirectory(Folder.Weights);
        (await HpaProcess.RunOtherAsync("chmod", "500", Folder.Weights)).MustBeDone();

        (await Folder.RunAsync("pull", "mine")).MustComplain(1, Folder.Weights, "permission");

        Folder.MustHaveNothing();
        (await HpaProcess.RunOtherAsync("chmod", "700", Folder.Weights)).MustBeDone();
    }

    [Theory]
    [InlineData("about.source = \"\"", "hpa models import mine FILE")]
    [InlineData("about.source = \"ftp://host/x\"", "hpa.backbones.catalogue.mine.about.source", "ftp://host/x")]
    [InlineData("file = \"../elsewhere.pth\"", "hpa.backbones.catalogue.mine.file", "elsewhere.pth", "outside")]
    [InlineData("file = \"/etc/elsewhere.pth\"", "hpa.backbones.catalogue.mine.file", "/etc/elsewhere.pth", "outside")]
    [InlineData("file = \"mine.part\"", "'mine.part' cannot be the name of a weights file")]
    public async Task An_entry_that_cannot_be_fetched_is_refused_by_its_key(string entry, params string[] words)
    {
        Folder.Write(entry);

        (await Folder.RunAsync("pull", "mine")).MustComplain(2, words);

        Folder.MustHaveNothing();
        Assert.Empty(Folder.Server.Requests);
    }

    [Fact]
    public async Task A_name_that_the_catalogue_lacks_is_refused_with_those_it_has() =>
        (await Folder.RunAsync("pull", "mine", "yours")).MustComplain(2, "'yours'", "alexnet", "mine", "vgg19");

    [Fact]
    public async Task An_override_counts_for_models_too() =>
        (await Folder.RunAsync("pull", "mine", "--set", "hpa.backbones.mirror=nowhere")).MustComplain(2, "hpa.backbones.mirror = nowhere");

    private long? Part() => new FileInfo(Folder.File + ".part") is { Exists: true } part ? part.Length : null;
}
