using Hpa.Host.Tests.Processes;

namespace Hpa.Host.Tests;

/// <summary>Pictures with the outlines of nuclei and membranes.</summary>
[Collection(TinyRun.Collection)]
public sealed class OverlayTests(TinyRun tiny)
{
    private static readonly byte[] s_png = [0x89, (byte)'P', (byte)'N', (byte)'G'];

    [Fact]
    public async Task Fields_of_a_run_are_drawn_by_id()
    {
        var output = tiny.NewPath("overlays");

        var ended = (await HpaProcess.RunAsync("overlays", tiny.Reference.Path, "--ids", "synth-000003,synth-000001", "--out", output)).MustBeDone();

        Assert.Equal(["synth-000001.png", "synth-000003.png"], Directory.GetFileSystemEntries(output).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(Directory.GetFiles(output), file => Assert.Equal(s_png, File.ReadAllBytes(file)[..4]));
        Assert.Contains(ended.Output, line => line.StartsWith("synth-000003: ", StringComparison.Ordinal) && line.Contains("used", StringComparison.Ordinal));
        Assert.StartsWith($"2 pictures in {output}", ended.Output[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_set_and_a_folder_of_channel_files_are_drawn_with_settings_of_their_own()
    {
        foreach (var folder in new[] { tiny.Data, Path.Combine(tiny.Data, "train") })
        {
            var output = tiny.NewPath("overlays");
            (await HpaProcess.RunAsync("overlays", folder, "--count", "3", "--set", "hpa.cells.pixel-size=0.5", "--out", output)).MustBeDone();
            Assert.Equal(3, Directory.GetFiles(output).Length);
        }
    }

    [Fact]
    public async Task A_field_that_cannot_be_read_is_told_and_the_others_are_drawn()
    {
        var images = tiny.NewPath("images");
        Folders.Copy(Path.Combine(tiny.Data, "train"), images);
        File.WriteAllText(Path.Combine(images, "synth-000000_blue.png"), "no picture");
        var output = tiny.NewPath("overlays");

        var ended = await HpaProcess.RunAsync("overlays", images, "--count", "60", "--out", output);

        Assert.Equal(1, ended.Code);
        Assert.Contains("synth-000000", Assert.Single(ended.Errors), StringComparison.Ordinal);
        Assert.Equal(59, Directory.GetFiles(output).Length);
    }

    [Theory]
    [InlineData(1, "has no field 'nobody'", "--ids", "nobody")]
    [InlineData(2, "has its own settings", "--set", "hpa.cells.pixel-size=1")]
    [InlineData(2, "--count 0", "--count", "0")]
    public async Task What_makes_no_sense_is_refused(int code, string reason, params string[] arguments)
    {
        var ended = await HpaProcess.RunAsync(["overlays", tiny.Reference.Path, .. arguments, "--out", tiny.NewPath("overlays")]);

        Assert.Equal(code, ended.Code);
        Assert.Contains(reason, Assert.Single(ended.Errors), StringComparison.Ordinal);
    }
}
