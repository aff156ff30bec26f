using Hpa.Contracts.Selection;
using Hpa.Host.Server.Views;

namespace Hpa.Host.Tests.Server.Views;

public sealed class IslandCurvesTests
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<HistoryRow>> s_none = new Dictionary<string, IReadOnlyList<HistoryRow>>();

    [Fact]
    public void Points_come_in_any_order_and_one_that_was_not_told_leaves_a_gap()
    {
        var curves = IslandCurves.Of(s_none, [("image", Row(3, 0, 0.7)), ("image", Row(1, 0, 0.5)), ("image", Row(1, 1, 0.4)), ("image", Row(1, 0, 0.5))]);

        var study = Assert.Single(curves);
        Assert.Equal(2, study.Islands.Count);
        Assert.Equal([0.5, null, 0.7], study.Islands[0].Best);
        Assert.Equal((3, 0.7), (study.Generations, study.Best));
    }

    [Fact]
    public void A_study_that_is_done_comes_from_its_file_and_shuffled_ones_come_last()
    {
        var files = new Dictionary<string, IReadOnlyList<HistoryRow>> { ["cell-shuffled"] = [Row(1, 0, 0.1)], ["image"] = [Row(1, 0, 0.5), Row(2, 0, 0.6)] };

        var curves = IslandCurves.Of(files, [("image", Row(2, 0, 0.6)), ("membrane", Row(1, 0, 0.3))]);

        Assert.Equal(["image", "membrane", "cell-shuffled"], curves.Select(study => study.Study));
        Assert.Equal([0.5, 0.6], curves[0].Islands[0].Best);
    }

    private static HistoryRow Row(int generation, int island, double best) => new(generation, island, best, best / 2, 0.1);
}
