using Hpa.Actors.Cells.Cellpose;

namespace Hpa.Actors.Tests.Cells.Cellpose;

public sealed class TileGridTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 63)]
    [InlineData(48, 48)]
    [InlineData(64, 64)]
    [InlineData(65, 64)]
    [InlineData(101, 257)]
    [InlineData(640, 33)]
    public void A_network_that_says_what_it_sees_gives_the_field_back(int height, int width)
    {
        const int Tile = 64;
        var field = Field(height, width);
        var grid = new TileGrid(height, width, Tile);
        var tiles = grid.Cut(field, 2);
        Assert.Equal(grid.Count * 2 * Tile * Tile, tiles.Length);

        var answers = Enumerable.Range(0, grid.Count).Select(i => Enumerable.Range(0, 3).SelectMany(plane =>
            tiles.AsSpan(i * 2 * Tile * Tile, Tile * Tile).ToArray().Select(x => (plane + 1) * x)).ToArray()).ToArray();

        for (var plane = 0; plane < 3; plane++)
        {
            var joined = grid.Average(answers, plane);
            Assert.Equal(0, field.Zip(joined, (expected, said) => Math.Abs((plane + 1) * expected - said)).Max(), 1e-5f);
        }
    }

    [Fact]
    public void The_second_channel_is_nothing()
    {
        var tiles = new TileGrid(16, 15, 32).Cut(Field(16, 15), 2);
        Assert.Equal(Field(16, 15).Sum(), tiles[..1024].Sum(), 1e-3);
        Assert.All(tiles[1024..], x => Assert.Equal(0, x));
    }

    [Fact]
    public void A_field_that_fits_with_its_margin_is_one_tile_and_others_overlap_by_a_tenth()
    {
        Assert.Equal([0], new TileAxis(48, 64).Starts);
        Assert.Equal([0, 16], new TileAxis(49, 64).Starts);
        var starts = new TileAxis(1000, 224).Starts;
        Assert.Equal((0, 1024 - 224), (starts[0], starts[^1]));
        Assert.All(starts.Zip(starts.Skip(1), (one, next) => next - one), step => Assert.InRange(step, 1, 0.9 * 224));
    }

    [Fact]
    public void What_is_said_near_a_tiles_border_counts_little()
    {
        var axis = new TileAxis(100, 64);
        var second = axis.Weights(1)[0];
        Assert.InRange(second, 0.01f, 0.2f);
        Assert.Equal(1, axis.Weights(0)[axis.Starts[1]] + second, 1e-6f);
    }

    private static float[] Field(int height, int width) => [.. Enumerable.Range(0, height * width).Select(i => 0.5f + MathF.Sin(0.7f * i))];
}
