using Hpa.Actors.Cells;
using Hpa.Contracts;
using Hpa.Contracts.Cells;
using Hpa.Contracts.Features;
using OpenCvSharp;

namespace Hpa.Actors.Tests.Cells;

public sealed class CellChoiceTests
{
    [Fact]
    public void A_nucleus_is_measured_in_micrometres()
    {
        using var labels = LabelMaps.Ellipses(200, 100, (60, 50, 20, 10));

        var cell = Assert.Single(CellChoice.Of(labels, LabelMaps.Settings("pixel-size=0.5")).All);

        Assert.Equal((1, CellFlags.None, true), (cell.Number, cell.Flags, cell.Used));
        Assert.Equal(60, cell.X, 0.5);
        Assert.Equal(50, cell.Y, 0.5);
        Assert.Equal(Math.PI * 20 * 10 * 0.25, cell.Area, 12.0);
        Assert.Equal(Math.Sqrt(0.75), cell.Eccentricity, 0.02);
        Assert.InRange(cell.Solidity, 0.95, 1);
    }

    [Fact]
    public void Every_flag_is_told()
    {
        using var labels = LabelMaps.Ellipses(400, 300, (5, 100, 10, 10), (60, 60, 2, 2), (200, 150, 40, 40), (320, 50, 40, 8), (330, 250, 10, 10));
        using (var bite = labels[new Rect(326, 236, 8, 16)]) bite.SetTo(Scalar.All(0));

        var cells = CellChoice.Of(labels, LabelMaps.Settings()).All;

        Assert.Equal(
            [CellFlags.Border, CellFlags.Small, CellFlags.Large, CellFlags.Irregular, CellFlags.Irregular], cells.Select(c => c.Flags));
        Assert.DoesNotContain(cells, c => c.Used);
        Assert.Equal(new CellCounts(5, 0, 1, 1, 1, 2, 3), CellCounts.Of(cells, 3));
    }

    [Fact]
    public void Flags_that_are_not_left_out_are_used()
    {
        using var labels = LabelMaps.Ellipses(100, 100, (5, 50, 10, 10), (60, 60, 10, 10));

        Assert.Equal([1, 2], CellChoice.Of(labels, LabelMaps.Settings("leave-out=[small]")).Chosen.Select(c => c.Number));
        Assert.Equal([2], CellChoice.Of(labels, LabelMaps.Settings()).Chosen.Select(c => c.Number));
    }

    [Fact]
    public void Too_many_cells_are_thinned_out_evenly()
    {
        using var labels = LabelMaps.Ellipses(420, 60, [.. Enumerable.Range(0, 10).Select(i => (30 + 40 * i, 30, 10, 10))]);

        Assert.Equal([1, 3, 6, 8], CellChoice.Of(labels, LabelMaps.Settings("max-per-image=4")).Chosen.Select(c => c.Number));
    }

    [Fact]
    public void A_field_without_nuclei_has_no_cells()
    {
        using var labels = LabelMaps.Ellipses(1, 1);

        var cells = CellChoice.Of(labels, LabelMaps.Settings());

        Assert.Empty(cells.All);
        Assert.Empty(cells.Chosen);
    }

    [Fact]
    public void A_nucleus_that_fills_the_field_has_no_outline_and_does_no_harm()
    {
        using var labels = new Mat(30, 30, MatType.CV_32SC1, Scalar.All(1));

        var cell = Assert.Single(CellChoice.Of(labels, LabelMaps.Settings("leave-out=[]")).Chosen);

        Assert.Equal(900, cell.Regions[0].Pixels.Count(p => p == 255));
        Assert.DoesNotContain((byte)255, cell.Regions[1].Pixels);
    }

    [Fact]
    public void The_nucleus_region_is_the_mask_in_a_square_with_margin()
    {
        using var labels = LabelMaps.Ellipses(200, 100, (60, 50, 20, 10));

        var region = CellChoice.Of(labels, LabelMaps.Settings("margin=0.25")).Chosen[0].Regions[0];

        Assert.Equal((Region.Nucleus, 62), (region.Region, region.Side));
        Assert.InRange(region.Left, 28, 30);
        Assert.InRange(region.Top, 18, 20);
        for (var i = 0; i < region.Pixels.Length; i++)
            Assert.Equal(labels.At<int>(region.Top + i / 62, region.Left + i % 62) == 1 ? 255 : 0, region.Pixels[i]);
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(1, 0)]
    [InlineData(0, 4)]
    public void The_membrane_is_a_ring_of_the_set_widths(int inside, int outside)
    {
        using var labels = LabelMaps.Ellipses(200, 200, (100, 100, 18, 18));

        var ring = CellChoice.Of(labels, LabelMaps.Settings($"membrane.inside={inside}", $"membrane.outside={outside}")).Chosen[0].Regions[1];

        var (least, most) = (double.MaxValue, 0.0);
        for (var i = 0; i < ring.Pixels.Length; i++)
        {
            if (ring.Pixels[i] == 0) continue;
            var distance = Math.Sqrt(Math.Pow(ring.Left + i % ring.Side - 100, 2) + Math.Pow(ring.Top + i / ring.Side - 100, 2));
            (least, most) = (Math.Min(least, distance), Math.Max(most, distance));
        }

        Assert.Equal(18.5 - inside, least, 1.1);
        Assert.Equal(18.5 + outside, most, 1.1);
    }

    [Fact]
    public void The_membrane_leaves_out_other_nuclei_and_the_cut_at_the_border()
    {
        using var labels = LabelMaps.Ellipses(100, 100, (0, 50, 20, 20), (38, 50, 18, 18));

        var chosen = CellChoice.Of(labels, LabelMaps.Settings("leave-out=[]", "membrane.outside=3")).Chosen;

        foreach (var (cell, other) in new[] { (chosen[0], 2), (chosen[1], 1) })
        {
            var ring = cell.Regions[1];
            for (var i = 0; i < ring.Pixels.Length; i++)
            {
                var (x, y) = (ring.Left + i % ring.Side, ring.Top + i / ring.Side);
                if (ring.Pixels[i] == 0) continue;
                Assert.InRange(x, 0, 99);
                Assert.NotEqual(other, labels.At<int>(y, x));
                Assert.False(cell.Number == 1 && x == 0 && Math.Abs(y - 50) < 15, "the cut is no membrane");
            }
        }
    }

    [Theory]
    [InlineData("regions=[nucleus, nucleus]", "hpa.cells.regions")]
    [InlineData("regions=[image]", "hpa.cells.regions")]
    [InlineData("pool=[]", "hpa.cells.pool")]
    [InlineData("nucleus.min-diameter=50", "hpa.cells.nucleus.min-diameter")]
    [InlineData("segmenter=cellpose", "hpa.cells.cellpose.file")]
    public void Settings_that_make_no_sense_are_refused(string change, string key) =>
        Assert.Contains(key, Assert.Throws<SettingsException>(() => LabelMaps.Settings(change)).Message);
}
