using System.Security.Cryptography;
using DuckDB.NET.Data;
using Hpa.Actors.Features;
using Hpa.Contracts;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Tests.Features;

public sealed class ShardFileTests : IDisposable
{
    private readonly FeatureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read_back_bit_by_bit_in_the_order_of_the_ids()
    {
        var shard = _folder.Write("part-00000.parquet", "c", "a", "B");

        using var reader = ShardReader.Open(_folder.PathOf(shard));
        Assert.Equal(["B", "a", "c"], reader.Ids.Select(id => id.Value));
        foreach (var block in FeatureFolder.ImageBlocks)
            Assert.Equal(reader.Ids.SelectMany(id => FeatureFolder.Vector(id.Value, block)), reader.Read(block));
    }

    [Fact]
    public void The_entry_has_level_name_rows_and_the_hash_of_the_file()
    {
        var shard = _folder.Write("part-00007.parquet", "a", "b");

        Assert.Equal((Level.Image, "part-00007.parquet", 2), (shard.Level, shard.File, shard.Rows));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_folder.PathOf(shard)))), shard.Sha256);
    }

    [Fact]
    public void The_same_rows_in_any_order_give_the_same_bytes()
    {
        var once = _folder.Write("part-00000.parquet", "a", "b", "c");
        var again = _folder.Write("part-00001.parquet", "c", "b", "a");
        var other = _folder.Write("part-00002.parquet", "a", "b", "d");

        Assert.Equal(File.ReadAllBytes(_folder.PathOf(once)), File.ReadAllBytes(_folder.PathOf(again)));
        Assert.Equal(once.Sha256, again.Sha256);
        Assert.NotEqual(once.Sha256, other.Sha256);
    }

    [Fact]
    public void DuckDB_reads_names_with_dots_types_rows_ids_and_sums()
    {
        string[] ids = ["id-1", "id-2", "id-3", "id-4", "id-5"];
        _folder.Write("part-00000.parquet", ids[..2]);
        _folder.Write("part-00001.parquet", ids[2..]);
        var files = Path.Combine(_folder.Path, "image", "*.parquet");

        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        Assert.Equal(
            ["Id VARCHAR", .. FeatureFolder.ImageBlocks.Select(b => $"{b.Name} FLOAT[]")],
            Query(connection, $"SELECT column_name || ' ' || column_type FROM (DESCRIBE SELECT * FROM '{files}')"));
        Assert.Equal(ids, Query(connection, $"SELECT Id FROM '{files}' ORDER BY Id"));
        foreach (var block in FeatureFolder.ImageBlocks)
        {
            var expected = ids.Sum(id => FeatureFolder.Vector(id, block).Sum(x => (double)x));
            var sum = Query(connection, $"SELECT sum(x::DOUBLE) FROM (SELECT unnest(\"{block.Name}\") AS x FROM '{files}')").Single();
            Assert.Equal(expected, (double)sum, 1e-9);
            Assert.Equal(block.Dimensions, Convert.ToInt32(Query(connection, $"SELECT DISTINCT len(\"{block.Name}\") FROM '{files}'").Single()));
        }
    }

    [Fact]
    public void DuckDB_sees_the_layout_that_was_measured_best_and_the_format_version()
    {
        var path = _folder.PathOf(_folder.Write("part-00000.parquet", "a", "b"));

        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        Assert.Equal(
            FeatureFolder.ImageBlocks.Select(b => $"{b.Name}, list, element|ZSTD|true"),
            Query(connection, $"SELECT path_in_schema || '|' || compression || '|' || contains(encodings, 'BYTE_STREAM_SPLIT') FROM parquet_metadata('{path}') WHERE path_in_schema <> 'Id'"));
        Assert.Equal(["hpa.features.format=1"], Query(connection, $"SELECT decode(key) || '=' || decode(value) FROM parquet_kv_metadata('{path}')"));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_number_that_is_not_finite_is_refused_with_image_and_block_and_nothing_is_written(float value)
    {
        var rows = FeatureFolder.Rows(FeatureFolder.ImageBlocks, "good", "bad");
        rows[1].Blocks[1][3] = value;

        var error = Assert.Throws<InputException>(() => Write(rows));
        Assert.Contains("image 'bad', block image.resnet18.ggg: number 3 is not finite", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Path));
        Assert.Null(ShardFile.FaultOf(FeatureFolder.ImageBlocks, rows[0]));
        Assert.NotNull(ShardFile.FaultOf(FeatureFolder.ImageBlocks, rows[1]));
    }

    [Fact]
    public void A_vector_of_another_length_is_refused()
    {
        var row = FeatureFolder.Row("a", FeatureFolder.ImageBlocks);
        var shorter = row with { Blocks = [row.Blocks[0][..9], row.Blocks[1], row.Blocks[2]] };

        var error = Assert.Throws<InputException>(() => Write(shorter));
        Assert.Contains("image 'a', block image.resnet18.rgb: 9 numbers, 10 belong", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_with_a_block_too_few_is_refused()
    {
        var row = FeatureFolder.Row("a", FeatureFolder.ImageBlocks);

        var error = Assert.Throws<InputException>(() => Write(row with { Blocks = [row.Blocks[0], row.Blocks[1]] }));
        Assert.Contains("image 'a' has 2 blocks, 3 belong", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_that_comes_twice_is_refused() =>
        Assert.Contains("'a' comes twice", Assert.Throws<ArgumentException>(() => _folder.Write("p.parquet", "a", "b", "a")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_shard_without_rows_is_refused() => Assert.Throws<ArgumentException>(() => _folder.Write("p.parquet"));

    [Theory]
    [InlineData("../p.parquet")]
    [InlineData("p.csv")]
    [InlineData(".parquet")]
    [InlineData("sub/p.parquet")]
    public void A_name_that_is_not_a_bare_parquet_name_is_refused(string name) => Assert.Throws<ArgumentException>(() => _folder.Write(name, "a"));

    [Fact]
    public void A_block_of_the_other_level_is_refused() => Assert.Throws<ArgumentException>(() =>
        ShardFile.Write(_folder.Path, Level.Image, "p.parquet", FeatureFolder.CellBlocks, FeatureFolder.Rows(FeatureFolder.CellBlocks, "a")));

    [Fact]
    public void A_block_that_comes_twice_is_refused()
    {
        BlockColumn[] twice = [FeatureFolder.ImageBlocks[0], FeatureFolder.ImageBlocks[0]];

        Assert.Throws<ArgumentException>(() => ShardFile.Write(_folder.Path, Level.Image, "p.parquet", twice, FeatureFolder.Rows(twice, "a")));
    }

    [Fact]
    public void A_second_write_replaces_the_shard_and_leaves_no_temporary_file()
    {
        _folder.Write("part-00000.parquet", "a", "b");
        var shard = _folder.Write("part-00000.parquet", "c");

        Assert.Equal([_folder.PathOf(shard)], Directory.GetFiles(Path.Combine(_folder.Path, "image")));
        using var reader = ShardReader.Open(_folder.PathOf(shard));
        Assert.Equal(["c"], reader.Ids.Select(id => id.Value));
    }

    private ShardEntry Write(params FeatureRow[] rows) => ShardFile.Write(_folder.Path, Level.Image, "part-00000.parquet", FeatureFolder.ImageBlocks, rows);

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
