using Hpa.Actors.Backbones.Weights;
using Hpa.Contracts.Backbones;
using Hpa.Host.Progress;

namespace Hpa.Host.Tests.Progress;

public sealed class PullDisplayTests
{
    private readonly ManualClock _clock = new();
    private readonly StringWriter _text = new() { NewLine = "\n" };

    private string[] Lines => _text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void All_counts_what_this_process_fetches_and_estimates_what_no_server_told()
    {
        var pull = Of(("a", 10_000_000), ("b", 5_000_000), ("c", 1_000_000));
        pull.Report(new PullProgress("a", 20_000_000, 42_000_000, "downloading"));
        _clock.Advance(10);
        pull.Report(new PullProgress("a", 42_000_000, 42_000_000, "done"));
        pull.Checked("a");
        pull.Report(new PullProgress("b", 20_000_000, 20_000_000, PullProgress.AlreadyThere));
        pull.Report(new PullProgress("c", 0, null, "trying again in 1 s: busy"));
        pull.Failed("c");

        Assert.Equal(
            [
                "a: 20.0/42.0 MB", "all: 0.0/46.0 MB",
                "a: 42.0/42.0 MB, 2.2 MB/s, 0 s left", "all: 22.0/46.0 MB, 2.2 MB/s, 11 s left",
                "a: fits its network and answers the test input",
                "b: 20.0/20.0 MB, already there",
                "c: trying again in 1 s: busy",
                "c: failed",
            ],
            Lines);
        Assert.True(pull.WasThere("b"));
        Assert.False(pull.WasThere("a"));
    }

    [Fact]
    public void One_file_has_no_sum()
    {
        Of(("a", 0)).Report(new PullProgress("a", 0, null, "downloading"));
        Assert.Equal(["a: 0.0 MB"], Lines);
    }

    [Fact]
    public void A_sum_with_a_file_of_unknown_length_has_no_end()
    {
        Of(("a", 0), ("b", 0)).Report(new PullProgress("a", 1_000_000, 2_000_000, "downloading"));
        Assert.Equal(["a: 1.0/2.0 MB", "all: 0.0 MB"], Lines);
    }

    private PullDisplay Of(params (string Name, long Parameters)[] networks) => new(
        new PlainProgress(_text, _clock),
        [.. networks.Select(n => new CatalogueEntry(
            new BackboneSpec(n.Name, n.Name, $"/{n.Name}.pth", "", 32, [0, 0, 0], [1, 1, 1], "", true),
            new BackboneFacts("", "", "", n.Parameters, 0)))]);
}
