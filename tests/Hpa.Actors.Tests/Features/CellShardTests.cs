using DuckDB.NET.Data;
using Hpa.Actors.Features;
using Hpa.Contracts;
using Hpa.Contracts.Cells;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Tests.Features;

public sealed class CellShardTests : IDisposable
{
    private static readonly BlockColumn[] Blocks = FeatureFolder.CellBlocks;
    private readonly FeatureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_field_without_cells_has_empty_lists_and_its_counts()
    {
        var shard = Pooled(Field("b", 3), Field("a", 0), Field("c", 1));

        using var reader = ShardReader.Open(_folder.PathOf(shard));
        Assert.Equal(["a", "b", "c"], reader.Ids.Select(id => id.Value));
        Assert.Equal([Counts(0), Counts(3), Counts(1)], reader.ReadCounts());
        foreach (var block in Blocks)
        {
            var values = reader.Read(block).Chunk(block.Dimensions).ToArray();
            Assert.All(values[0], x => Assert.True(float.IsNaN(x)));
            Assert.Equal(FeatureFolder.Vector("b", block), values[1]);
            Assert.Equal(FeatureFolder.Vector("c", block), values[2]);
        }
    }

    [Theory]
    [InlineData("aaaa")]
    [InlineData("")]
    [InlineData("b")]
    [InlineData("ba")]
    [InlineData("abab")]
    [InlineData("bbbaaa")]
    public void Empty_lists_may_stand_anywhere(string pattern)
    {
        var rows = pattern.Select((c, i) => Field($"f{i}", c == 'a' ? 0 : 2)).Append(Field("last", 1)).ToArray();
        var shard = Pooled(rows);

        using var reader = ShardReader.Open(_folder.PathOf(shard));
        foreach (var block in Blocks)
            Assert.Equal(
                rows.SelectMany((row, i) => row.Cells!.Used == 0 ? Enumerable.Repeat(float.NaN, block.Dimensions) : FeatureFolder.Vector(row.Id.Value, block)),
                reader.Read(block));
    }

    [Fact]
    public void The_store_gives_counts_and_marks_what_is_not_there()
    {
        var manifest = FeatureFolder.Manifest(Blocks, Pooled(Field("a", 0), Field("b", 3)));
        var store = new FeatureStore(_folder.Path, manifest);

        Assert.Equal([Counts(3), Counts(0)], store.Cells([FeatureFolder.Id("b"), FeatureFolder.Id("a")]));
        var values = store.Read(Blocks[0].Name, [FeatureFolder.Id("b"), FeatureFolder.Id("a")]);
        Assert.Equal(FeatureFolder.Vector("b", Blocks[0]), values[..10]);
        Assert.True(float.IsNaN(values[10]));
    }

    [Fact]
    public void Single_cells_keep_what_is_known_about_them()
    {
        var rows = new[] { Cell("b", 2, CellFlags.Border | CellFlags.Small), Cell("b", 1, CellFlags.None), Cell("a", 7, CellFlags.Irregular) };

        var shard = Write(Level.SingleCell, rows);

        using var reader = ShardReader.Open(_folder.PathOf(shard));
        Assert.Equal(["a", "b", "b"], reader.Ids.Select(id => id.Value));
        Assert.Equal([rows[2].Cell!, rows[1].Cell!, rows[0].Cell!], reader.ReadCells());
        Assert.Equal([true, false, true], reader.Read(Blocks[1]).Chunk(10).Select(v => float.IsNaN(v[0])));
    }

    [Fact]
    public void DuckDB_reads_counts_lengths_and_sums()
    {
        Pooled(Field("a", 0), Field("b", 3), Field("c", 2));
        Write(Level.SingleCell, Cell("b", 1, CellFlags.None), Cell("b", 2, CellFlags.Border | CellFlags.Large));
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        var (fields, cells) = (Path.Combine(_folder.Path, "cell", "*.parquet"), Path.Combine(_folder.Path, "single-cell", "*.parquet"));

        Assert.Equal(["a 4 0 0", "b 4 3 10", "c 4 2 10"], Query(connection, $"SELECT Id || ' ' || Found || ' ' || Used || ' ' || len(\"{Blocks[0].Name}\") FROM '{fields}' ORDER BY Id"));
        var expected = new[] { "b", "c" }.Sum(id => FeatureFolder.Vector(id, Blocks[0]).Sum(x => (double)x));
        Assert.Equal(expected, (double)Query(connection, $"SELECT sum(x::DOUBLE) FROM (SELECT unnest(\"{Blocks[0].Name}\") AS x FROM '{fields}')").Single(), 1e-9);
        Assert.Equal(
            ["1  true 10 12.5", "2 border large false 0 12.5"],
            Query(connection, $"SELECT Cell || ' ' || Flags || ' ' || Used || ' ' || len(\"{Blocks[1].Name}\") || ' ' || Area FROM '{cells}' ORDER BY Cell"));
    }

    [Fact]
    public void A_row_that_contradicts_itself_is_refused()
    {
        var empty = Field("a", 0);
        var full = Field("b", 2);

        Assert.Contains("none belong to a row without a used cell", Assert.Throws<InputException>(() => Pooled(empty with { Blocks = full.Blocks })).Message, StringComparison.Ordinal);
        Assert.Contains("0 numbers, 10 belong", Assert.Throws<InputException>(() => Pooled(full with { Blocks = empty.Blocks })).Message, StringComparison.Ordinal);
        Assert.Contains("another level", Assert.Throws<ArgumentException>(() => Pooled(full with { Cells = null })).Message, StringComparison.Ordinal);
        Assert.Contains("another level", Assert.Throws<ArgumentException>(() => Write(Level.SingleCell, full)).Message, StringComparison.Ordinal);
        Assert.Contains("comes twice", Assert.Throws<ArgumentException>(() => Write(Level.SingleCell, Cell("a", 1, CellFlags.None), Cell("a", 1, CellFlags.None))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Verification_finds_nothing_in_three_levels_that_agree()
    {
        var manifest = Three(_folder.Write("p.parquet", "a", "b"), Pooled(Field("a", 0), Field("b", 2)), Cells(4, 4));

        Assert.Empty(FeatureVerification.Verify(_folder.Path, manifest));
    }

    [Fact]
    public void Verification_finds_levels_that_disagree()
    {
        var manifest = Three(_folder.Write("p.parquet", "a", "b", "c"), Pooled(Field("a", 0), Field("b", 2)), Cells(4, 3));

        Assert.Equal(
            [$"{_folder.Path}: image 'c' has a row at one of the levels image and cell alone", $"{Path.Combine(_folder.Path, "single-cell")}: image 'b' has 3 cells, the cell level counts 4"],
            FeatureVerification.Verify(_folder.Path, manifest).Select(f => f.Text));
    }

    private static FeatureManifest Three(params ShardEntry[] shards) =>
        FeatureFolder.Manifest([.. FeatureFolder.ImageBlocks, .. Blocks], shards) with { Cells = new CellRecord("by hand", [Pooling.Mean]) };

    private static CellCounts Counts(int used) => new(4, used, 1, 0, 2, 0, 0);

    private static FeatureRow Field(string id, int used) =>
        (used == 0 ? new FeatureRow(FeatureFolder.Id(id), [[], []]) : FeatureFolder.Row(id, Blocks)) with { Cells = Counts(used) };

    private static FeatureRow Cell(string id, int number, CellFlags flags)
    {
        var cell = new CellFacts(number, 3.25, number * 2, 12.5, 0.5, 0.9, flags, flags == CellFlags.None);
        return (cell.Used ? FeatureFolder.Row(id, Blocks) : new FeatureRow(FeatureFolder.Id(id), [[], []])) with { Cells = null, Cell = cell };
    }

    private ShardEntry Cells(int a, int b) => Write(
        Level.SingleCell, [.. new[] { ("a", a), ("b", b) }.SelectMany(f => Enumerable.Range(1, f.Item2).Select(n => Cell(f.Item1, n, n > 2 ? CellFlags.Small : CellFlags.None)))]);

    private ShardEntry Pooled(params FeatureRow[] rows) => Write(Level.Cell, rows);

    private ShardEntry Write(Level level, params FeatureRow[] rows) => ShardFile.Write(_folder.Path, level, "p.parquet", Blocks, rows);

    private static List<object> Query(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var values = new List<object>();
        while (reader.Read()) values.Add(reader.GetValue(0));
        return values;
    }
}
