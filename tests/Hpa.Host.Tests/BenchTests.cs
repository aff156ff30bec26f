using System.Globalization;
using System.Text.RegularExpressions;
using Hpa.Host.Tests.Processes;

namespace Hpa.Host.Tests;

[Collection(TinyRun.Collection)]
public sealed partial class BenchTests
{
    [Fact]
    public async Task Networks_are_measured_beside_the_limit_of_the_machine()
    {
        var ended = (await HpaProcess.RunAsync("bench", "backbones", "squeezenet1_1", "--seconds", "0.2")).MustBeDone();

        Assert.Contains("matrix product of the same runtime: ", ended.Text, StringComparison.Ordinal);
        Assert.Matches(@"squeezenet1_1\s+227 px\s+1\.24 M\s+0\.39 G", ended.Text);
        Assert.Contains("The paper's twelve (MATLAB, the authors' machine): 2030 ms.", ended.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_extraction_is_measured_beside_a_bare_loop()
    {
        var ended = (await HpaProcess.RunAsync(
            "bench", "extract", "--images", "120", "--size", "64", "--set", "hpa.backbones.use=[squeezenet1_1]", "--set", "hpa.backbones.catalogue.squeezenet1_1.input=32")).MustBeDone();

        var ratio = double.Parse(Ratio().Match(ended.Text).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(ratio, 0.001, 100);
        Assert.Matches(@"memory +\d+ MB after image 100, \d+ MB before image 120", ended.Text);
    }

    [Theory]
    [InlineData("bench", "backbones", "resnet17")]
    [InlineData("bench", "backbones", "--seconds", "0")]
    [InlineData("bench", "extract", "--images", "3")]
    public async Task Wrong_arguments_are_refused(params string[] arguments) =>
        (await HpaProcess.RunAsync(arguments)).MustComplain(2, arguments[^1]);

    [GeneratedRegex(@"ratio +(\d+\.\d+)")]
    private static partial Regex Ratio();
}
