using Hpa.Actors.Runs;
using Hpa.Contracts.Cells;

namespace Hpa.Actors.Tests.Runs;

public sealed class CellSheetsTests
{
    [Fact]
    public void Fields_with_the_fewest_cells_and_the_most_flags_are_looked_at_and_the_usual_ones_shown()
    {
        CellCounts[] counts = [Field(10, 8, 0), Field(0, 0, 0), Field(10, 8, 9), Field(11, 8, 1), Field(10, 8, 1), Field(2, 1, 0), Field(30, 8, 3), Field(9, 8, 0), Field(10, 2, 8)];

        var (typical, toLookAt) = CellSheets.Choose(counts);

        Assert.Equal([1, 5, 2, 8], toLookAt);
        Assert.Equal([0, 4, 7, 3], typical);
    }

    [Fact]
    public void A_single_field_is_shown_once()
    {
        var (typical, toLookAt) = CellSheets.Choose([Field(5, 5, 0)]);

        Assert.Equal([0], toLookAt);
        Assert.Empty(typical);
    }

    [Fact]
    public void Counts_are_told_in_words()
    {
        Assert.Equal("1 nucleus, 1 used", FieldPictures.Words(new CellCounts(1, 1, 0, 0, 0, 0, 0)));
        Assert.Equal("12 nuclei, 6 used (3 border, 1 small, 2 failed)", FieldPictures.Words(new CellCounts(12, 6, 3, 1, 0, 0, 2)));
    }

    private static CellCounts Field(int found, int used, int border) => new(found, used, border, 0, 0, 0, 0);
}
