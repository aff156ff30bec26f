using Hpa.Contracts;
using Hpa.Contracts.Cells;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Parquet;
using Parquet.Schema;

namespace Hpa.Actors.Features;

/// <summary>
/// One open shard. Reads whole columns, only those asked for; its buffers hold one column at a time. Not for several
/// threads at once.
/// </summary>
public sealed class ShardReader : IDisposable
{
    private readonly string _path;
    private readonly BlockingFile _stream;
    private readonly ParquetRowGroupReader _rows;
    private readonly Dictionary<string, DataField> _fields;
    private readonly LevelBuffer _levels;

    private ShardReader(string path, BlockingFile stream, LevelBuffer levels)
    {
        _path = path;
        _stream = stream;
        _levels = levels;
        var file = BlockingFile.Complete(ParquetReader.CreateAsync(stream));
        if (!file.CustomMetadata.TryGetValue(ShardLayout.FormatKey, out var version)) throw ShardLayout.Damaged(path, "is no feature shard");
        if (version != ShardLayout.FormatVersion) throw new InputException($"{path}: written in format {version}, this program reads {ShardLayout.FormatVersion}; use the version of hpa that wrote it");
        if (file.RowGroupCount != 1) throw ShardLayout.Damaged(path, $"has {file.RowGroupCount} row groups, a shard has one");
        _rows = file.RowGroups[0];
        // The first part of a column's path is its whole name, dots included.
        _fields = file.Schema.DataFields.ToDictionary(f => f.Path.FirstPart!, StringComparer.Ordinal);
        Ids = ReadIds();
    }

    /// <summary>The images, one per row, in the order of the rows.</summary>
    public IReadOnlyList<ImageId> Ids { get; }

    /// <summary>Reads the cells behind each row of a shard of <see cref="Level.Cell"/>.</summary>
    /// <exception cref="InputException">Damaged, or of another level.</exception>
    public IReadOnlyList<CellCounts> ReadCounts() => Facts(RowFacts.ReadCounts);

    /// <summary>Reads the cell of each row of a shard of <see cref="Level.SingleCell"/>.</summary>
    /// <exception cref="InputException">Damaged, or of another level.</exception>
    public IReadOnlyList<CellFacts> ReadCells() => Facts(RowFacts.ReadCells);

    /// <summary>Opens a shard and reads its ids.</summary>
    /// <exception cref="InputException">Not there, damaged, or of another format.</exception>
    public static ShardReader Open(string path) => Open(path, new LevelBuffer());

    /// <summary>As <see cref="Open(string)"/>, with a buffer that one shard after the other can use.</summary>
    internal static ShardReader Open(string path, LevelBuffer levels)
    {
        BlockingFile? stream = null;
        try
        {
            stream = BlockingFile.Read(path);
            return new ShardReader(path, stream, levels);
        }
        catch (Exception error)
        {
            stream?.Dispose();
            throw AsInput(path, error);
        }
    }

    /// <summary>Whether the shard has the block.</summary>
    public bool Has(BlockName block) => _fields.ContainsKey(block.ToString());

    /// <summary>Reads one block of all rows.</summary>
    /// <param name="block">The block, with the length of its vectors.</param>
    /// <returns>
    /// [rows × dimensions] row-major, in the order of <see cref="Ids"/>. A row without a used cell is all NaN, which cannot be
    /// stored, so it can only mean that.
    /// </returns>
    /// <exception cref="InputException">The block is missing, of another width, or damaged.</exception>
    public float[] Read(BlockColumn block)
    {
        var values = new float[checked(Ids.Count * block.Dimensions)];
        Read(block, values);
        return values;
    }

    /// <summary>As <see cref="Read(BlockColumn)"/>, into the first rows × dimensions numbers of <paramref name="values"/>.</summary>
    internal void Read(BlockColumn block, Memory<float> values)
    {
        var expected = checked(Ids.Count * block.Dimensions);
        if (!_fields.TryGetValue(block.Name.ToString(), out var field)) throw ShardLayout.Damaged(_path, $"has no block {block.Name}");
        try
        {
            var count = _rows.GetMetadata(field)?.MetaData?.NumValues ?? 0;
            if (MayLack ? count < Ids.Count || count > expected : count != expected) throw ShardLayout.Damaged(_path, $"block {block.Name} has {count} numbers, {Ids.Count} rows of {block.Dimensions} make {expected}");
            var (definition, repetition) = _levels.Of((int)count);
            BlockingFile.Complete(_rows.ReadRawAsync<float>(field, values[..(int)count], definition, repetition).AsTask());
            Spread(block, values.Span[..expected], Present(block, field, definition.Span, repetition.Span));
        }
        catch (Exception error)
        {
            throw AsInput(_path, error);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _stream.Dispose();

    /// <summary>Below the image level a row may be without vectors.</summary>
    private bool MayLack => _fields.ContainsKey(RowFacts.Used);

    private ImageId[] ReadIds()
    {
        var count = checked((int)_rows.RowCount);
        if (count <= 0 || count > _stream.Length) throw ShardLayout.Damaged(_path, $"claims {count} rows");
        if (!_fields.TryGetValue(ShardLayout.IdColumn, out var field)) throw ShardLayout.Damaged(_path, $"has no column {ShardLayout.IdColumn}");
        var texts = new string?[count];
        BlockingFile.Complete(_rows.ReadAsync(field, texts.AsMemory()).AsTask());
        return Array.ConvertAll(texts, text => ImageId.Parse(text ?? ""));
    }

    /// <summary>Which rows have a vector. Every list is empty or exactly <c>Dimensions</c> numbers long.</summary>
    private bool[] Present(BlockColumn block, DataField field, ReadOnlySpan<int> definition, ReadOnlySpan<int> repetition)
    {
        var present = new bool[Ids.Count];
        for (var row = 0; row < present.Length; row++)
        {
            present[row] = definition.Length > 0 && definition[0] == field.MaxDefinitionLevel;
            var length = present[row] ? block.Dimensions : 1;
            if (definition.Length < length || repetition[0] != 0 || repetition[1..length].Contains(0))
                throw ShardLayout.Damaged(_path, $"block {block.Name} has a row that is not {block.Dimensions} long");
            if (present[row] ? definition[..length].ContainsAnyExcept(field.MaxDefinitionLevel) : definition[0] != field.MaxDefinitionLevel - 1)
                throw ShardLayout.Damaged(_path, $"block {block.Name} has gaps");
            definition = definition[length..];
            repetition = repetition[length..];
        }

        return definition.IsEmpty ? present : throw ShardLayout.Damaged(_path, $"block {block.Name} has a row that is not {block.Dimensions} long");
    }

    /// <summary>The vectors stand one after the other; each goes to its row, from the last on, and NaN to the others.</summary>
    private static void Spread(BlockColumn block, Span<float> values, bool[] present)
    {
        var d = block.Dimensions;
        var from = present.Count(p => p) * d;
        for (var row = present.Length - 1; from < (row + 1) * d; row--)
        {
            var target = values.Slice(row * d, d);
            if (present[row]) values.Slice(from -= d, d).CopyTo(target);
            else target.Fill(float.NaN);
        }
    }

    private T[] Facts<T>(Func<ParquetRowGroupReader, IReadOnlyDictionary<string, DataField>, int, T[]> read)
    {
        try
        {
            return read(_rows, _fields, Ids.Count);
        }
        catch (Exception error)
        {
            throw error is InputException ? ShardLayout.Damaged(_path, error.Message) : AsInput(_path, error);
        }
    }

    /// <summary>A damaged file can make the library throw anything; all of it means the same to the user.</summary>
    private static InputException AsInput(string path, Exception error) => error switch
    {
        StorageException or InputException => (InputException)error,
        FileNotFoundException or DirectoryNotFoundException => ShardLayout.Damaged(path, "is not there", error),
        UnauthorizedAccessException => new InputException($"{path}: no permission to read it; grant it and run the same command again", error),
        _ => ShardLayout.Damaged(path, $"cannot be read ({error.Message.ReplaceLineEndings(" ")})", error),
    };

    /// <summary>Room for the levels of a column: two small numbers per value, which say where a list begins and that nothing is missing.</summary>
    internal sealed class LevelBuffer
    {
        private int[] _definition = [];
        private int[] _repetition = [];

        /// <summary>Two pieces of the length asked for; the next call gives the same memory again.</summary>
        public (Memory<int> Definition, Memory<int> Repetition) Of(int count)
        {
            if (_definition.Length < count) (_definition, _repetition) = (new int[count], new int[count]);
            return (_definition.AsMemory(0, count), _repetition.AsMemory(0, count));
        }
    }
}
