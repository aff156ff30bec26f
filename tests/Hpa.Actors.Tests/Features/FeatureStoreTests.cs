using Hpa.Actors.Features;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Parquet;

namespace Hpa.Actors.Tests.Features;

public sealed class FeatureStoreTests : IDisposable
{
    private readonly FeatureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_come_in_the_order_of_the_ids_asked_for_over_all_shards()
    {
        var store = Store(_folder.Write("part-00000.parquet", "d", "a"), _folder.Write("part-00001.parquet", "c", "b"));
        string[] order = ["c", "a", "d"];

        foreach (var block in FeatureFolder.ImageBlocks)
            Assert.Equal(order.SelectMany(id => FeatureFolder.Vector(id, block)), store.Read(block.Name, Ids(order)));
    }

    [Fact]
    public void Several_blocks_come_in_the_order_asked_for()
    {
        var store = Store(_folder.Write("part-00000.parquet", "a", "b"));
        BlockColumn[] columns = [FeatureFolder.ImageBlocks[2], FeatureFolder.ImageBlocks[0]];

        var matrices = store.Read([.. columns.Select(c => c.Name)], Ids("b"));

        Assert.Equal(columns.Select(c => FeatureFolder.Vector("b", c)), matrices);
    }

    [Fact]
    public void An_image_asked_for_twice_comes_twice()
    {
        var block = FeatureFolder.ImageBlocks[0];
        var row = FeatureFolder.Vector("a", block);

        Assert.Equal([.. row, .. row], Store(_folder.Write("part-00000.parquet", "a")).Read(block.Name, Ids("a", "a")));
    }

    [Fact]
    public void Several_threads_read_one_store()
    {
        var ids = Enumerable.Range(0, 40).Select(i => $"id-{i:00}").ToArray();
        var store = Store([.. ids.Chunk(4).Select((chunk, i) => _folder.Write($"part-{i:00000}.parquet", chunk))]);
        var matrices = new float[6][];

        Parallel.For(0, matrices.Length, i => matrices[i] = store.Read(FeatureFolder.ImageBlocks[i % 3].Name, Ids(ids)));

        for (var i = 0; i < matrices.Length; i++)
            Assert.Equal(ids.SelectMany(id => FeatureFolder.Vector(id, FeatureFolder.ImageBlocks[i % 3])), matrices[i]);
    }

    [Fact]
    public void Each_level_has_its_own_rows()
    {
        var cells = ShardFile.Write(_folder.Path, Level.Cell, "part-00000.parquet", FeatureFolder.CellBlocks, FeatureFolder.Rows(FeatureFolder.CellBlocks, "b"));
        var store = Store(_folder.Write("part-00000.parquet", "a", "b"), cells);

        Assert.Equal(Ids("a", "b"), store.Ids(Level.Image));
        Assert.Equal(Ids("b"), store.Ids(Level.Cell));
        Assert.Equal(FeatureFolder.Vector("b", FeatureFolder.CellBlocks[1]), store.Read(FeatureFolder.CellBlocks[1].Name, Ids("b")));
    }

    [Fact]
    public void A_shard_that_holds_none_of_the_images_asked_for_is_not_opened_again()
    {
        var gone = _folder.Write("part-00001.parquet", "b");
        var store = Store(_folder.Write("part-00000.parquet", "a"), gone);
        Assert.Equal(2, store.Ids(Level.Image).Count);
        File.Delete(_folder.PathOf(gone));

        Assert.Equal(FeatureFolder.Vector("a", FeatureFolder.ImageBlocks[0]), store.Read(FeatureFolder.ImageBlocks[0].Name, Ids("a")));
        Assert.Throws<InputException>(() => store.Read(FeatureFolder.ImageBlocks[0].Name, Ids("b")));
    }

    [Fact]
    public void A_shard_that_the_manifest_does_not_name_does_not_exist()
    {
        _folder.Write("part-00001.parquet", "b");

        Assert.Equal(Ids("a"), Store(_folder.Write("part-00000.parquet", "a")).Ids(Level.Image));
    }

    [Fact]
    public void A_missing_image_is_refused_by_name()
    {
        var store = Store(_folder.Write("part-00000.parquet", "a"));

        var message = Message(() => store.Read(FeatureFolder.ImageBlocks[0].Name, Ids("a", "lost")));
        Assert.Contains("'lost'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_in_two_shards_is_refused_with_image_and_both_shards()
    {
        var store = Store(_folder.Write("part-00000.parquet", "a", "b"), _folder.Write("part-00001.parquet", "b", "c"));

        var message = Message(() => store.Read(FeatureFolder.ImageBlocks[0].Name, Ids("a")));
        Assert.Contains("part-00001.parquet: image 'b' has a row here and in part-00000.parquet", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_that_the_manifest_does_not_have_is_refused() =>
        Assert.Contains("no block image.resnet18.bbb", Message(() => Store(_folder.Write("part-00000.parquet", "a")).Read(BlockName.Parse("image.resnet18.bbb"), Ids("a"))), StringComparison.Ordinal);

    [Fact]
    public void Blocks_of_two_levels_at_once_are_refused() => Assert.Throws<ArgumentException>(() =>
        Store(_folder.Write("part-00000.parquet", "a")).Read([FeatureFolder.ImageBlocks[0].Name, FeatureFolder.CellBlocks[0].Name], Ids("a")));

    [Fact]
    public void A_block_that_the_shard_lacks_or_has_in_another_width_is_refused()
    {
        var shard = _folder.Write("part-00000.parquet", "a");
        var extra = FeatureFolder.Column("image.resnet18.bbb", 10);
        var wider = FeatureFolder.ImageBlocks[0] with { Dimensions = 11 };

        Assert.Contains("has no block image.resnet18.bbb", Message(() => Read(shard, extra)), StringComparison.Ordinal);
        Assert.Contains("has 10 numbers, 1 rows of 11 make 11", Message(() => Read(shard, wider)), StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_of_unequal_length_are_refused_though_their_sum_fits()
    {
        using var reader = ShardReader.Open(Foreign([2, 2, 2, 2, 2, 2, 2, 2], [0, 1, 1, 1, 1, 0, 1, 1]));

        Assert.Contains("has a row that is not 4 long", Message(() => reader.Read(FeatureFolder.Column("image.resnet18.rgb", 4))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_is_missing_is_refused()
    {
        using var reader = ShardReader.Open(Foreign([2, 0], [0, 0]));

        Assert.Contains("has gaps", Message(() => reader.Read(FeatureFolder.Column("image.resnet18.rgb", 1))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not parquet at all, but long enough")]
    [InlineData("PAR1 garbage with both marks PAR1")]
    public void A_file_that_is_no_shard_is_refused_by_name(string content)
    {
        var path = Path.Combine(Path.GetDirectoryName(_folder.Path)!, "x.parquet");
        File.WriteAllText(path, content);

        var message = Message(() => ShardReader.Open(path));
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void A_shard_cut_short_is_refused_by_name()
    {
        var path = _folder.PathOf(_folder.Write("part-00000.parquet", "a", "b"));
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^100]);

        Assert.StartsWith(path, Message(() => ShardReader.Open(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_shard_that_is_gone_is_refused_by_name() =>
        Assert.Contains("nowhere.parquet: is not there", Message(() => ShardReader.Open(Path.Combine(_folder.Path, "nowhere.parquet"))), StringComparison.Ordinal);

    /// <summary>A shard of images a and b that the project's own writer would refuse, made of raw Parquet levels.</summary>
    private string Foreign(int[] definition, int[] repetition)
    {
        var path = Path.Combine(Path.GetDirectoryName(_folder.Path)!, "foreign.parquet");
        BlockingFile.Complete(Write());
        return path;

        async Task Write()
        {
            var schema = ShardLayout.Schema(Level.Image, [FeatureFolder.Column("image.resnet18.rgb", 4)]);
            await using var stream = BlockingFile.Create(path);
            await using var writer = await ParquetWriter.CreateAsync(schema, stream);
            writer.CustomMetadata = new Dictionary<string, string> { [ShardLayout.FormatKey] = ShardLayout.FormatVersion };
            using var group = writer.CreateRowGroup();
            await group.WriteAsync(schema.DataFields[0], ["a", "b"]);
            await group.WriteAllPartsAsync<float>(schema.DataFields[1], new float[definition.Count(d => d == 2)], definition, repetition, CancellationToken.None);
        }
    }

    private float[] Read(ShardEntry shard, BlockColumn column) =>
        new FeatureStore(_folder.Path, FeatureFolder.Manifest([column], shard)).Read(column.Name, Ids("a"));

    private FeatureStore Store(params ShardEntry[] shards) =>
        new(_folder.Path, FeatureFolder.Manifest([.. FeatureFolder.ImageBlocks, .. FeatureFolder.CellBlocks], shards));

    private static ImageId[] Ids(params string[] ids) => ids.Select(FeatureFolder.Id).ToArray();

    private static string Message(Func<object> act) => Assert.Throws<InputException>(act).Message;
}
