using Hpa.Contracts;
using Hpa.Contracts.Cells;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Features;

/// <summary>
/// The committed features of a run as matrices. Rows are found by image id over all shards that the manifest names. The
/// ids of a level are read once; after that a read opens only shards that hold images asked for, each once, and reads
/// only the columns asked for. Memory: what is returned and one column of one shard. Safe for several threads.
/// </summary>
/// <param name="featuresFolder">The run's features folder.</param>
/// <param name="manifest">The committed shards; shards committed later are not seen.</param>
public sealed class FeatureStore(string featuresFolder, FeatureManifest manifest)
{
    private readonly Lazy<IReadOnlyDictionary<ImageId, Place>> _images = new(() => Places(featuresFolder, manifest, Level.Image));
    private readonly Lazy<IReadOnlyDictionary<ImageId, Place>> _cells = new(() => Places(featuresFolder, manifest, Level.Cell));

    /// <summary>The images that have features at a level, in the order of their ids.</summary>
    /// <exception cref="InputException">A shard cannot be read, or two hold the same image.</exception>
    public IReadOnlyList<ImageId> Ids(Level level) => Index(level).Keys.Order().ToArray();

    /// <summary>The cells behind the features of images at the cell level.</summary>
    /// <param name="ids">The images wanted, in any order.</param>
    /// <returns>In the order of <paramref name="ids"/>.</returns>
    /// <exception cref="InputException">An image is missing, or a shard cannot be read.</exception>
    public IReadOnlyList<CellCounts> Cells(IReadOnlyList<ImageId> ids)
    {
        var counts = new CellCounts[ids.Count];
        foreach (var (shard, rows) in Wanted(Level.Cell, ids))
        {
            using var reader = ShardReader.Open(ShardLayout.PathOf(featuresFolder, shard));
            var all = reader.ReadCounts();
            foreach (var (from, to) in rows) counts[to] = all[from];
        }

        return counts;
    }

    /// <summary>Reads one block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="ids">The images wanted, in any order.</param>
    /// <returns>[ids × d] row-major, in the order of <paramref name="ids"/>; all NaN where a field has no usable cell.</returns>
    /// <exception cref="InputException">An image or the block is missing, a shard cannot be read, or two hold the same image.</exception>
    public float[] Read(BlockName block, IReadOnlyList<ImageId> ids) => Read([block], ids)[0];

    /// <summary>Reads several blocks of one level, opening every shard once.</summary>
    /// <param name="blocks">The blocks, in any order.</param>
    /// <param name="ids">The images wanted, in any order.</param>
    /// <returns>Per block a matrix [ids × d] row-major, in the order of <paramref name="ids"/>.</returns>
    /// <exception cref="ArgumentException">The blocks are of different levels, or there are none.</exception>
    /// <exception cref="InputException">An image or a block is missing, a shard cannot be read, or two hold the same image.</exception>
    public IReadOnlyList<float[]> Read(IReadOnlyList<BlockName> blocks, IReadOnlyList<ImageId> ids)
    {
        if (blocks.Select(b => b.Level).Distinct().Count() != 1) throw new ArgumentException("the blocks must be of one level", nameof(blocks));
        var columns = blocks.Select(Column).ToArray();
        var wanted = Wanted(blocks[0].Level, ids);
        var matrices = columns.Select(c => Matrix(c, ids.Count)).ToArray();
        var levels = new ShardReader.LevelBuffer();
        var buffer = Array.Empty<float>();
        foreach (var (shard, rows) in wanted)
        {
            using var reader = ShardReader.Open(ShardLayout.PathOf(featuresFolder, shard), levels);
            for (var c = 0; c < columns.Length; c++)
            {
                var width = columns[c].Dimensions;
                if (buffer.Length < checked(reader.Ids.Count * width)) buffer = new float[reader.Ids.Count * width];
                reader.Read(columns[c], buffer);
                foreach (var (from, to) in rows) buffer.AsSpan(from * width, width).CopyTo(matrices[c].AsSpan(to * width, width));
            }
        }

        return matrices;
    }

    private BlockColumn Column(BlockName block) => manifest.Blocks.FirstOrDefault(b => b.Name == block)
        ?? throw new InputException($"{Path.Combine(featuresFolder, ManifestFile.Name)}: has no block {block}; extract with the same settings first");

    private IReadOnlyDictionary<ImageId, Place> Index(Level level) => (level == Level.Image ? _images : _cells).Value;

    /// <summary>Shards to open in the manifest's order, each with (row in the shard, row of the result).</summary>
    private List<(ShardEntry Shard, List<(int From, int To)> Rows)> Wanted(Level level, IReadOnlyList<ImageId> ids)
    {
        var index = Index(level);
        var shards = manifest.ShardsOf(level);
        var rows = new List<(int From, int To)>?[shards.Count];
        for (var to = 0; to < ids.Count; to++)
        {
            if (!index.TryGetValue(ids[to], out var place))
                throw new InputException($"{ShardLayout.Folder(featuresFolder, level)}: image '{ids[to]}' has no row, so its features cannot be read; extract again, or leave the image out");
            (rows[place.Shard] ??= []).Add((place.Row, to));
        }

        return Enumerable.Range(0, shards.Count).Where(s => rows[s] is not null).Select(s => (shards[s], rows[s]!)).ToList();
    }

    private static float[] Matrix(BlockColumn column, int rows)
    {
        var length = (long)rows * column.Dimensions;
        return length <= Array.MaxLength
            ? new float[length]
            : throw new InputException($"block {column.Name}: {rows} rows of {column.Dimensions} numbers do not fit one matrix; read fewer images at once");
    }

    private static Dictionary<ImageId, Place> Places(string featuresFolder, FeatureManifest manifest, Level level)
    {
        var places = new Dictionary<ImageId, Place>();
        var shards = manifest.ShardsOf(level);
        for (var s = 0; s < shards.Count; s++)
        {
            var path = ShardLayout.PathOf(featuresFolder, shards[s]);
            using var reader = ShardReader.Open(path);
            if (reader.Ids.Count != shards[s].Rows) throw ShardLayout.Damaged(path, $"has {reader.Ids.Count} rows, the manifest says {shards[s].Rows}");
            for (var row = 0; row < reader.Ids.Count; row++)
                if (!places.TryAdd(reader.Ids[row], new Place(s, row)))
                    throw ShardLayout.Damaged(path, $"image '{reader.Ids[row]}' has a row here and in {shards[places[reader.Ids[row]].Shard].File}");
        }

        return places;
    }

    private readonly record struct Place(int Shard, int Row);
}
