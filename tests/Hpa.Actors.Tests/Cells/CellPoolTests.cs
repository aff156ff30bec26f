using Hpa.Actors.Cells;
using Hpa.Contracts.Cells;

namespace Hpa.Actors.Tests.Cells;

public sealed class CellPoolTests
{
    [Fact]
    public void Mean_maximum_and_deviation_stand_one_after_the_other()
    {
        var pool = new CellPool([Pooling.Mean, Pooling.Max, Pooling.Std]);
        pool.Add([[1f, -4f], [10f]]);
        pool.Add([[3f, -2f], [10f]]);

        Assert.Equal([[2f, -3f, 3f, -2f, 1f, 1f], [10f, 10f, 0f]], pool.Result());
    }

    [Fact]
    public void The_deviation_of_large_numbers_is_exact()
    {
        var pool = new CellPool([Pooling.Std]);
        foreach (var x in new[] { 1_000_001f, 1_000_002f, 1_000_003f }) pool.Add([[x]]);

        Assert.Equal(Math.Sqrt(2.0 / 3), pool.Result()[0][0], 1e-6);
    }

    [Fact]
    public void The_order_in_which_cells_come_changes_no_bit()
    {
        var cells = Enumerable.Range(1, 7).ToDictionary(n => n, n => Vectors([.. Enumerable.Range(0, 50).Select(i => MathF.Sin(n * 31 + i) / (n + 0.3f))]));
        var settings = LabelMaps.Settings("pool=[mean, std]", "keep=all");
        CellsExtracted InOrder(IEnumerable<int> order)
        {
            var vectors = new FieldVectors([.. cells.Keys], settings);
            foreach (var number in order) vectors.Add(number, number == 4 ? null : cells[number]);
            return vectors.Result(new FieldCells([], []));
        }

        var expected = InOrder(cells.Keys);
        var other = InOrder([7, 4, 1, 6, 2, 5, 3]);

        Assert.Equal(expected.Pooled["net"], other.Pooled["net"]);
        Assert.Equal([4], other.Failed);
        Assert.Equal([1, 2, 3, 5, 6, 7], other.Single.Keys.Order());
        var mean = cells.Where(c => c.Key != 4).Select(c => (double)c.Value["net"][0][9]).Average();
        Assert.Equal(mean, other.Pooled["net"][0][9], 1e-6);
    }

    private static Dictionary<string, IReadOnlyList<float[]>> Vectors(float[] vector) => new() { ["net"] = [vector] };
}
