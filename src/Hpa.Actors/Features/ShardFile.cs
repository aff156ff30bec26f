using System.IO.Compression;
using System.Security.Cryptography;
using Hpa.Contracts;
using Hpa.Contracts.Features;
using Parquet;
using Parquet.Schema;

namespace Hpa.Actors.Features;

/// <summary>
/// Writes a shard: features/&lt;level&gt;/&lt;file&gt; with the columns <c>Id</c>, facts about the cells below the image level,
/// and one <c>list&lt;float&gt;</c> per block; rows in the order of their ids, then cells. Where there is nothing to describe, a
/// field without usable cell or a cell that was not used, the lists are empty. The same rows give the same bytes.
/// </summary>
public static class ShardFile
{
    /// <summary>
    /// Commits one shard. It does not belong to the run before the manifest names it; a second call with the same name
    /// replaces the file.
    /// </summary>
    /// <param name="featuresFolder">The run's features folder; the level's folder is created.</param>
    /// <param name="level">The level of every block and row.</param>
    /// <param name="fileName">Bare name with the ending <c>.parquet</c>, e.g. <c>part-00012.parquet</c>.</param>
    /// <param name="blocks">The columns, in order.</param>
    /// <param name="rows">At least one row, in any order; row.Blocks[b] has blocks[b].Dimensions numbers, or none where nothing was used.</param>
    /// <param name="pendingEnding">What stands after the name until <see cref="PendingShards"/> takes the file over; the entry has the final name.</param>
    /// <returns>The manifest's entry, with the SHA-256 of the file as read back.</returns>
    /// <exception cref="ArgumentException">Name, columns or row count break the rules above, a row lacks its cells, or an image (a cell of single cells) comes twice.</exception>
    /// <exception cref="InputException">A row has a fault (<see cref="FaultOf"/>); nothing is written.</exception>
    /// <exception cref="StorageException">Disk full, no permission, …; nothing is left under the final name.</exception>
    public static ShardEntry Write(
        string featuresFolder, Level level, string fileName, IReadOnlyList<BlockColumn> blocks, IReadOnlyList<FeatureRow> rows, string pendingEnding = "")
    {
        CheckColumns(level, fileName, blocks);
        var sorted = Sorted(level, rows);
        foreach (var row in sorted)
            if (FaultOf(blocks, row) is { } fault) throw new InputException($"{fileName}: {fault}");

        var path = Path.Combine(ShardLayout.Folder(featuresFolder, level), fileName + pendingEnding);
        DurableFile.Commit(path, temporary => BlockingFile.Complete(WriteAsync(temporary, level, blocks, sorted)));
        return new ShardEntry(level, fileName, sorted.Length, Sha256(path));
    }

    /// <summary>
    /// Why a row cannot be stored, as one line that names image and block, or null when it can. For setting one image
    /// aside before its shard is written.
    /// </summary>
    public static string? FaultOf(IReadOnlyList<BlockColumn> blocks, FeatureRow row)
    {
        if (row.Blocks.Count != blocks.Count) return $"image '{row.Id}' has {row.Blocks.Count} blocks, {blocks.Count} belong to a row";
        var unused = row.Cells is { Used: 0 } || row.Cell is { Used: false };
        for (var b = 0; b < blocks.Count; b++)
        {
            var vector = row.Blocks[b];
            if (vector.Length != (unused ? 0 : blocks[b].Dimensions))
                return $"image '{row.Id}', block {blocks[b].Name}: {vector.Length} numbers, {(unused ? "none belong to a row without a used cell" : $"{blocks[b].Dimensions} belong to the block")}";
            var wrong = Array.FindIndex(vector, x => !float.IsFinite(x));
            if (wrong >= 0)
                return $"image '{row.Id}', block {blocks[b].Name}: number {wrong} is not finite; the network's weights are damaged or do not fit, verify the models";
        }

        return null;
    }

    /// <summary>SHA-256 of a file, lower-case hex.</summary>
    internal static string Sha256(string path)
    {
        using var stream = BlockingFile.Read(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static void CheckColumns(Level level, string fileName, IReadOnlyList<BlockColumn> blocks)
    {
        if (!ShardLayout.IsFileName(fileName)) throw new ArgumentException($"'{fileName}' is no bare file name ending in {ShardLayout.FileEnding}", nameof(fileName));
        if (blocks.Count == 0) throw new ArgumentException("a shard needs at least one block", nameof(blocks));
        if (blocks.Select(b => b.Name).Distinct().Count() != blocks.Count) throw new ArgumentException("a block comes twice", nameof(blocks));
        foreach (var block in blocks)
        {
            if (block.Name.Level != (level == Level.SingleCell ? Level.Cell : level)) throw new ArgumentException($"{block.Name} does not belong to the level {level}", nameof(blocks));
            if (block.Dimensions <= 0) throw new ArgumentException($"{block.Name} has {block.Dimensions} dimensions", nameof(blocks));
        }
    }

    private static FeatureRow[] Sorted(Level level, IReadOnlyList<FeatureRow> rows)
    {
        if (rows.Count == 0) throw new ArgumentException("a shard needs at least one row", nameof(rows));
        foreach (var row in rows)
            if (row.Cells is null != (level != Level.Cell) || row.Cell is null != (level != Level.SingleCell)) throw new ArgumentException($"the row of image '{row.Id}' is of another level", nameof(rows));
        var sorted = rows.OrderBy(r => r.Id).ThenBy(r => r.Cell?.Number).ToArray();
        for (var i = 1; i < sorted.Length; i++)
            if (sorted[i].Id == sorted[i - 1].Id && sorted[i].Cell?.Number == sorted[i - 1].Cell?.Number) throw new ArgumentException($"image '{sorted[i].Id}' comes twice", nameof(rows));
        return sorted;
    }

    internal static async Task WriteAsync(string path, Level level, IReadOnlyList<BlockColumn> blocks, FeatureRow[] rows)
    {
        var schema = ShardLayout.Schema(level, blocks);
        // The level is set because the library's default makes Zstandard many times slower for the same size.
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = CompressionLevel.Fastest };
        var columns = schema.DataFields[^blocks.Count..];
        foreach (var field in columns) options.ColumnEncodingHints[field.Path.ToString()] = EncodingHint.ByteSplitStream;

        await using var stream = BlockingFile.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(schema, stream, options);
        writer.CustomMetadata = new Dictionary<string, string> { [ShardLayout.FormatKey] = ShardLayout.FormatVersion };
        using var group = writer.CreateRowGroup();
        await group.WriteAsync(schema.DataFields[0], rows.Select(r => r.Id.Value).ToArray());
        await RowFacts.WriteAsync(group, level, rows);
        var buffers = new Buffers(checked(rows.Length * blocks.Max(b => b.Dimensions)));
        for (var b = 0; b < blocks.Count; b++)
        {
            var (values, definition, repetition) = buffers.Fill(columns[b], rows, b);
            await group.WriteAllPartsAsync<float>(columns[b], values, definition, repetition, CancellationToken.None);
        }

        group.CompleteValidate();
    }

    /// <summary>
    /// One column at a time: its numbers, and per number the levels that say what is present and where a list begins. An empty
    /// list has levels and no number.
    /// </summary>
    private sealed class Buffers(int length)
    {
        private readonly float[] _values = new float[length];
        private readonly int[] _definition = new int[length];
        private readonly int[] _repetition = new int[length];

        public (ReadOnlyMemory<float> Values, ReadOnlyMemory<int> Definition, ReadOnlyMemory<int> Repetition) Fill(DataField field, FeatureRow[] rows, int block)
        {
            var (values, levels) = (0, 0);
            foreach (var vector in rows.Select(r => r.Blocks[block]))
            {
                var entries = Math.Max(1, vector.Length);
                vector.CopyTo(_values, values);
                _definition.AsSpan(levels, entries).Fill(vector.Length > 0 ? field.MaxDefinitionLevel : field.MaxDefinitionLevel - 1);
                _repetition.AsSpan(levels, entries).Fill(field.MaxRepetitionLevel);
                _repetition[levels] = 0;
                (values, levels) = (values + vector.Length, levels + entries);
            }

            return (_values.AsMemory(0, values), _definition.AsMemory(0, levels), _repetition.AsMemory(0, levels));
        }
    }
}
