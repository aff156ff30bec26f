using Hpa.Actors.Images;
using Hpa.Contracts.Cells;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Tests.Images;

public sealed class FieldFeaturesTests
{
    private static readonly ImageId Id = ImageId.Parse("field");
    private static readonly FieldCells Two = new(
        [Cell(1, used: true), Cell(2, used: false) with { Flags = CellFlags.Border }, Cell(3, used: true)],
        [new ChosenCell(1, []), new ChosenCell(3, [])]);

    private static readonly BlockColumn[] CellColumns =
        [.. new[] { "nucleus.a.rgb", "nucleus.a.ggg", "nucleus.b.rgb", "nucleus.b.ggg", "membrane.a.rgb", "membrane.a.ggg", "membrane.b.rgb", "membrane.b.ggg" }
            .Select(name => new BlockColumn(BlockName.Parse(name), 1))];

    [Fact]
    public void Vectors_of_all_groups_stand_in_the_order_of_the_columns()
    {
        var features = new FieldFeatures(Id);
        features.Add(Ready("b", 50, Two));
        features.Add(Ready("a", 10, Two));

        var row = Assert.Single(features.Rows(Level.Cell, CellColumns));
        Assert.Equal([10, 11, 50, 51, 12, 13, 52, 53], row.Blocks.Select(v => v[0]));
        Assert.Equal(new CellCounts(3, 2, 1, 0, 0, 0, 0), row.Cells);
        Assert.Same(Two, features.Cells);
        BlockColumn[] image = [.. new[] { "image.a.rgb", "image.a.ggg", "image.b.rgb", "image.b.ggg" }.Select(name => new BlockColumn(BlockName.Parse(name), 1))];
        Assert.Equal([110, 111, 150, 151], Assert.Single(features.Rows(Level.Image, image)).Blocks.Select(v => v[0]));
    }

    [Fact]
    public void A_cell_that_one_network_failed_on_is_not_used()
    {
        var features = new FieldFeatures(Id);
        features.Add(Ready("a", 10, Two));
        features.Add(Ready("b", 50, Two, failed: 3));

        Assert.Equal(new CellCounts(3, 1, 1, 0, 0, 0, 1), Assert.Single(features.Rows(Level.Cell, CellColumns)).Cells);
        var cells = features.Rows(Level.SingleCell, CellColumns).ToArray();
        Assert.Equal([true, false, false], cells.Select(c => c.Cell!.Used));
        Assert.Equal([8, 0, 0], cells.Select(c => c.Blocks.Sum(v => v.Length)));
    }

    [Fact]
    public void A_field_whose_cells_all_failed_somewhere_has_no_vectors()
    {
        var features = new FieldFeatures(Id);
        features.Add(Ready("a", 10, Two, failed: 1));
        features.Add(Ready("b", 50, Two, failed: 3));

        var row = Assert.Single(features.Rows(Level.Cell, CellColumns));
        Assert.Equal(0, row.Cells!.Used);
        Assert.All(row.Blocks, Assert.Empty);
    }

    [Fact]
    public void A_field_without_cells_has_no_vectors()
    {
        var features = new FieldFeatures(Id);
        features.Add(new ImageActor.ImageReady(Id, new Dictionary<string, IReadOnlyList<float[]>>(), new CellsExtracted(
            new FieldCells([], []), new Dictionary<string, IReadOnlyList<float[]>>(), new Dictionary<int, IReadOnlyDictionary<string, IReadOnlyList<float[]>>>(), [])));

        Assert.All(Assert.Single(features.Rows(Level.Cell, CellColumns)).Blocks, Assert.Empty);
        Assert.Empty(features.Rows(Level.SingleCell, CellColumns));
    }

    private static CellFacts Cell(int number, bool used) => new(number, 1, 2, 3, 0.4, 0.9, CellFlags.None, used);

    /// <summary>Four vectors of one number each: two regions, two combinations; and two of the whole field, 100 more.</summary>
    private static ImageActor.ImageReady Ready(string network, int first, FieldCells cells, int failed = 0)
    {
        float[][] vectors = [.. Enumerable.Range(first, 4).Select(x => new float[] { x })];
        return new ImageActor.ImageReady(
            Id,
            new Dictionary<string, IReadOnlyList<float[]>> { [network] = [[first + 100], [first + 101]] },
            new CellsExtracted(
                cells,
                new Dictionary<string, IReadOnlyList<float[]>> { [network] = vectors },
                cells.Chosen.Where(c => c.Number != failed).ToDictionary(
                    c => c.Number, IReadOnlyDictionary<string, IReadOnlyList<float[]>> (_) => new Dictionary<string, IReadOnlyList<float[]>> { [network] = vectors }),
                failed > 0 ? [failed] : []));
    }
}
