using System.Text.RegularExpressions;
using Hpa.Host.Tests.Processes;

namespace Hpa.Host.Tests;

/// <summary>What a run writes on the terminal, and into a file.</summary>
[Collection(TinyRun.Collection)]
public sealed partial class OutputTests(TinyRun tiny)
{
    private const string HideCursor = "\e[?25l";
    private const string ShowCursor = "\e[?25h";

    [Fact]
    public void Redirected_output_is_plain_lines()
    {
        var output = tiny.ReferenceEnd;
        Assert.Empty(output.Errors);
        Assert.DoesNotContain('\e', output.Text);
        Assert.DoesNotContain('\r', output.Text);
        Assert.DoesNotContain("akka", output.Text, StringComparison.OrdinalIgnoreCase);
        foreach (var stage in new[] { "extract: 60/60 images", "report: 2/2 steps" })
            Assert.Contains(output.Output, line => line.StartsWith(stage, StringComparison.Ordinal));
        foreach (var stage in new[] { @"^select: (\d+)/\1 generations", @"^evaluate: (\d+)/\1 steps" })
            Assert.Contains(output.Output, line => Regex.IsMatch(line, stage));
    }

    [Fact]
    public void A_run_with_untrained_networks_says_so()
    {
        Assert.Contains(tiny.ReferenceEnd.Output, line => line.StartsWith("warning: untrained networks (squeezenet1_1)", StringComparison.Ordinal));
        Assert.Contains($"report: {tiny.Reference.File("report/index.html")}", tiny.ReferenceEnd.Output);
    }

    [Fact]
    public async Task On_a_terminal_bars_with_rate_and_time_left_are_drawn()
    {
        var settings = tiny.SettingsWith("hpa.backbones.catalogue.squeezenet1_1.input = 300");
        var line = $"{HpaProcess.Program} run {settings} --out {tiny.NewRun().Path} --until extract";

        var ended = await HpaProcess.RunOtherAsync("script", "-qec", line, "/dev/null");

        Assert.Equal(0, ended.Code);
        Assert.Contains('\e', ended.Text);
        Assert.Matches(Bar(), ended.Text);
        Assert.Matches(Rate(), ended.Text);
        Assert.DoesNotContain("akka", ended.Text, StringComparison.OrdinalIgnoreCase);
        Assert.True(ended.Text.LastIndexOf(ShowCursor, StringComparison.Ordinal) > ended.Text.LastIndexOf(HideCursor, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--help", "run")]
    [InlineData("models list", "squeezenet1_1", "BSD-3-Clause (torchvision)", "12 missing: `hpa models pull` fetches them")]
    [InlineData("doctor", "OpenCV", "ONNX Runtime")]
    public async Task Help_models_and_doctor_answer(string command, params string[] words)
    {
        var ended = (await HpaProcess.RunAsync(command.Split(' '))).MustBeDone();
        Assert.All(words, word => Assert.Contains(word, ended.Text, StringComparison.Ordinal));
    }

    [GeneratedRegex("━{5,}|-{20,}")]
    private static partial Regex Bar();

    [GeneratedRegex(@"\d+/\d+ \w+, \d+\.\d/s, \d+ s left")]
    private static partial Regex Rate();
}
