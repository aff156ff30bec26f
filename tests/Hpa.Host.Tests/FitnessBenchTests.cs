using Hpa.Host.Tests.Processes;

namespace Hpa.Host.Tests;

[Collection(TinyRun.Collection)]
public sealed class FitnessBenchTests
{
    private static readonly string[] Small = ["--train", "160", "--val", "60", "--blocks", "5", "--columns", "30", "--classes", "6", "--evaluations", "4"];

    [Fact]
    public async Task Without_Python_evaluations_are_measured_alone()
    {
        var ended = (await HpaProcess.RunAsync(["bench", "fitness", .. Small, "--python", "/nowhere/python3"])).MustBeDone();

        Assert.Contains("rows        160 training, 60 validation, 6 classes; 5 blocks of 30 columns; seed 1", ended.Text, StringComparison.Ordinal);
        Assert.Matches(@"kernels     \d+\.\d\d s for all blocks", ended.Text);
        Assert.Matches("comparison  none: .*/nowhere/python3", ended.Text);
        Assert.Matches(@"hpa, one thread +2 +4 +\d+\.\d +[01]\.\d{4}", ended.Text);
        Assert.Matches(@"hpa, one thread +5 +1 +\d+\.\d +[01]\.\d{4}", ended.Text);
        Assert.Matches(@"hpa, \d+ threads +2 +4 +\d+\.\d +[01]\.\d{4}", ended.Text);
        Assert.DoesNotContain("payback", ended.Text, StringComparison.Ordinal);
    }

    [SklearnFact]
    public async Task Scikit_learn_predicts_the_same_from_the_kernel_and_from_the_columns()
    {
        var ended = (await HpaProcess.RunAsync(["bench", "fitness", .. Small])).MustBeDone();

        foreach (var row in new[] { "SVC\\(precomputed\\) +2 +4", "SVC\\(precomputed\\) +5 +1", "SVC\\(linear\\) +2 +1" })
        {
            var match = System.Text.RegularExpressions.Regex.Match(ended.Text, $@"scikit-learn \d\S+, {row} +\d+\.\d +\d+\.\d +\d+\.\d +(\S+) +(\S+) +(\S+)");
            Assert.True(match.Success, ended.Text);
            Assert.StartsWith("1.0000", match.Groups[1].Value, StringComparison.Ordinal);
            Assert.Equal(match.Groups[3].Value, match.Groups[2].Value);
            Assert.StartsWith("0.", match.Groups[3].Value, StringComparison.Ordinal);
        }

        Assert.Matches("payback     .* evaluations on the columns", ended.Text);
    }

    [Fact]
    public async Task Numbers_out_of_range_are_named()
    {
        (await HpaProcess.RunAsync("bench", "fitness", "--blocks", "0")).MustComplain(2, "--blocks 0 must be from 1 to 512");
        (await HpaProcess.RunAsync("bench", "fitness", "--train", "20")).MustComplain(2, "--classes 28: every class needs a training and a validation row");
    }
}
