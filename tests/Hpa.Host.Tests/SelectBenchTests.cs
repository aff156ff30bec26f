using Hpa.Host.Tests.Processes;

namespace Hpa.Host.Tests;

[Collection(TinyRun.Collection)]
public sealed class SelectBenchTests
{
    private static readonly string[] Small =
        ["--train", "120", "--val", "60", "--blocks", "6", "--columns", "20", "--classes", "5", "--set", "hpa.selection.population=16", "--set", "hpa.selection.generations=4"];

    [Fact]
    public async Task Actors_and_plain_loop_come_to_the_same_and_are_timed()
    {
        var ended = (await HpaProcess.RunAsync(["bench", "select", .. Small, "--python", "/nowhere/python3"])).MustBeDone();

        Assert.Contains("rows        120 training, 60 validation, 5 classes; 6 blocks of 20 columns; seed 1", ended.Text, StringComparison.Ordinal);
        Assert.Contains("algorithm   16 individuals on 4 islands, at most 4 generations", ended.Text, StringComparison.Ordinal);
        Assert.Matches(@"same        history and subsets of actors and plain loop; best macro-F1 [01]\.\d{4} with \d blocks", ended.Text);
        Assert.Matches(@"actors      \d+\.\d s for \d+ different subsets", ended.Text);
        Assert.Matches(@"overhead    -?\d+\.\d % of the actors over the loop", ended.Text);
        Assert.Matches("comparison  none: .*/nowhere/python3", ended.Text);
    }

    [DeapFact]
    public async Task An_evaluation_is_timed_beside_one_of_the_peer()
    {
        var ended = (await HpaProcess.RunAsync(["bench", "select", .. Small, "--peer", "6"])).MustBeDone();

        Assert.Matches(@"peer        DEAP \S+ with scikit-learn \S+: \d+ ms each over \d+ evaluations on the columns", ended.Text);
        Assert.Matches(@"ratio       \d+ per evaluation", ended.Text);
    }

    [Fact]
    public async Task Numbers_out_of_range_are_named()
    {
        (await HpaProcess.RunAsync("bench", "select", "--blocks", "513")).MustComplain(2, "--blocks 513 must be from 1 to 512");
        (await HpaProcess.RunAsync("bench", "select", "--set", "hpa.selection.population=1")).MustComplain(2, "hpa.selection.population = 1 is not a whole number from 4 to 100000");
    }
}
