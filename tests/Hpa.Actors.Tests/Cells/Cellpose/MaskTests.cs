using System.Numerics;
using Hpa.Actors.Cells.Cellpose;
using Hpa.Contracts.Images;

namespace Hpa.Actors.Tests.Cells.Cellpose;

public sealed class MaskTests
{
    [Fact]
    public void Flows_have_length_one_and_lead_to_the_centre()
    {
        var disc = Disc(41, 41, 20, 20, 12);
        var flows = FlowField.Of(disc).Steps;
        for (var i = 0; i < flows.Length; i++)
        {
            var away = new Vector2(i % 41 - 20, i / 41 - 20);
            if (disc.Values[i] == 0) Assert.Equal(Vector2.Zero, flows[i]);
            else if (away != Vector2.Zero)
            {
                Assert.Equal(1, flows[i].Length(), 1e-5);
                Assert.InRange(Vector2.Dot(flows[i], -away / away.Length()), 0.85f, 1.001f);
            }
        }
    }

    [Fact]
    public void A_mask_agrees_with_its_own_flows_and_not_with_opposite_ones()
    {
        var disc = Disc(30, 30, 12, 14, 8);
        var own = FlowField.Of(disc);
        var box = Assert.Single(disc.Boxes());
        Assert.Equal(0, MaskCleaning.FlowError(disc, box, own));
        Assert.InRange(MaskCleaning.FlowError(disc, box, own with { Steps = Array.ConvertAll(own.Steps, s => -s) }), 3.8, 4);
        Assert.Equal(1, Kept(own));
        Assert.Equal(0, Kept(own with { Steps = new Vector2[900] }));

        int Kept(FlowField field)
        {
            var labels = disc with { Values = [.. disc.Values] };
            MaskCleaning.RemoveInconsistent(labels, field, 0.4);
            return labels.Order();
        }
    }

    [Fact]
    public void Holes_are_filled_and_small_masks_removed()
    {
        var labels = Plane(
            ".111111..22",
            ".1....1..22",
            ".1.33.1....",
            ".1....1..44",
            ".111111.444",
            "....5555444",
            "....5555444",
            "....5555444");
        MaskCleaning.FillAndRemoveSmall(labels);
        Assert.Equal(1, labels.Order());
        Assert.Equal(30, labels.Values.Count(l => l == 1));
    }

    [Fact]
    public void Masks_are_numbered_from_the_top_then_from_the_left()
    {
        var labels = Plane("..7.3", ".2733", "22...");
        Assert.Equal(3, labels.Order());
        Assert.Equal(Plane("..1.2", ".3122", "33...").Values, labels.Values);
    }

    [Fact]
    public void A_mask_over_nearly_the_whole_field_is_background()
    {
        Assert.Equal(1, Overlap.RoundTrip(Disc(60, 60, 30, 30, 20), 200).Values.Max());
        Assert.Equal(0, Overlap.RoundTrip(Disc(60, 60, 30, 30, 24), 200).Values.Max());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 40)]
    [InlineData(40, 1)]
    [InlineData(3, 2)]
    public void Narrow_fields_are_followed_to_the_end(int height, int width)
    {
        var n = height * width;
        float[] outwards = [.. Enumerable.Repeat(50f, n)];
        var found = new FlowMasks(0, 0, 200).Of(height, width, outwards, outwards, outwards);
        // All paths end in the last pixel, and a mask of the whole field counts as background.
        Assert.Equal(new int[n], found.Values);
    }

    /// <summary>The short cut for paths that go round must not change where they end.</summary>
    [Theory]
    [InlineData(37, 23, 1)]
    [InlineData(37, 23, 200)]
    [InlineData(5, 60, 1001)]
    public void Paths_end_where_step_by_step_interpolation_leads(int height, int width, int steps)
    {
        var field = new FlowField(height, width, [.. Enumerable.Range(0, height * width).Select(i => new Vector2(MathF.Sin(i * 0.9f), MathF.Cos(i * 1.7f)))]);
        int[] starts = [.. Enumerable.Range(0, height * width)];
        Assert.Equal(starts.Select(start => End(field, start, steps)), new FlowPaths(field).Ends(starts, steps));
    }

    private static int End(FlowField field, int start, int steps)
    {
        var (height, width) = (field.Height, field.Width);
        var (x, y) = ((float)(start % width), (float)(start / width));
        for (; steps > 0; steps--)
        {
            // One pixel of zeros around the field.
            var (u, v) = (x * (width / (width - 1f)) + 0.5f, y * (height / (height - 1f)) + 0.5f);
            var (right, down) = (u - (int)u, v - (int)v);
            var step = (Value((int)v, (int)u) * (1 - right) + Value((int)v, (int)u + 1) * right) * (1 - down)
                + (Value((int)v + 1, (int)u) * (1 - right) + Value((int)v + 1, (int)u + 1) * right) * down;
            (x, y) = (Math.Clamp(x + step.X, 0, width - 1), Math.Clamp(y + step.Y, 0, height - 1));
        }

        return (int)y * width + (int)x;

        Vector2 Value(int row, int column) =>
            row < 1 || column < 1 || row > height || column > width ? Vector2.Zero : field.Steps[(row - 1) * width + column - 1];
    }

    [Fact]
    public void Paths_are_longer_over_fields_that_are_larger_than_at_the_networks_scale()
    {
        Assert.Equal(200, new CellposeScale(17, 17).Steps(512, 512));
        Assert.Equal(514, new CellposeScale(17, 14 / 0.32).Steps(512, 512));
        Assert.Equal(2 * 300 + 200, new CellposeScale(17, 1000).Steps(100, 200));
        Assert.Equal((198, 198), new CellposeScale(17, 14 / 0.08).Of(2048, 2048));
        Assert.Equal((1, 1), new CellposeScale(17, 1000).Of(2, 3));
    }

    [Fact]
    public void A_field_that_would_become_too_large_is_refused_with_the_keys_to_check()
    {
        var fault = Assert.Throws<ImageFaultException>(() => new CellposeScale(17, 1).Of(2048, 2048));
        Assert.Equal(
            "a field of 2048 x 2048 pixels is 34816 x 34816 at the scale of the network, more than 16,777,216 pixels: check hpa.cells.pixel-size and hpa.cells.cellpose.diameter, or cut the field",
            fault.Reason);
    }

    private static LabelPlane Disc(int height, int width, int y, int x, int radius) =>
        new(height, width, [.. Enumerable.Range(0, height * width).Select(i => (i / width - y) * (i / width - y) + (i % width - x) * (i % width - x) <= radius * radius ? 1 : 0)]);

    private static LabelPlane Plane(params string[] rows) => new(rows.Length, rows[0].Length, [.. rows.SelectMany(row => row.Select(c => c == '.' ? 0 : c - '0'))]);
}
