using System.IO.Compression;
using Hpa.Actors.Classifiers.Svm;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Parquet;
using Parquet.Schema;

namespace Hpa.Actors.Classifiers.Saved;

/// <summary>
/// support.parquet: one row per support vector with Id, Class, the list <c>coefficients</c> and one list of scaled
/// features per block. One row group, so that a block is one contiguous column: both sides hold one block at a time.
/// </summary>
/// <remarks>
/// Parquet.Net has asynchronous calls only; these block, because callers are worker threads that do nothing else.
/// </remarks>
internal static class SupportFile
{
    private const string CoefficientColumn = "coefficients";

    /// <summary>Writes a file.</summary>
    /// <param name="path">Final name.</param>
    /// <param name="ids">Image of each support vector.</param>
    /// <param name="model">Classes and coefficients of each.</param>
    /// <param name="blocks">Column names, in order.</param>
    /// <param name="features">[support vectors × d] of a block by its place in <paramref name="blocks"/>; asked for once each, in order.</param>
    public static void Write(string path, IReadOnlyList<ImageId> ids, DualModel model, IReadOnlyList<string> blocks, Func<int, float[]> features) =>
        DurableFile.Write(path, stream => WriteAsync(stream, ids, model, blocks, features).GetAwaiter().GetResult());

    /// <summary>Reads ids, classes and coefficients.</summary>
    /// <exception cref="InputException">The file has other columns or another number of rows.</exception>
    public static (ImageId[] Ids, int[] Classes, double[][] Coefficients) ReadVectors(string path, int rows) =>
        rows == 0 ? ([], [], []) : ReadVectorsAsync(path, rows).GetAwaiter().GetResult();

    /// <summary>Reads one block, [rows × d].</summary>
    /// <exception cref="InputException">The block is missing or of another size.</exception>
    public static float[] ReadBlock(string path, string block, int rows, int dimensions) =>
        rows == 0 ? [] : ReadBlockAsync(path, block, rows, dimensions).GetAwaiter().GetResult();

    private static async Task WriteAsync(
        Stream stream, IReadOnlyList<ImageId> ids, DualModel model, IReadOnlyList<string> blocks, Func<int, float[]> features)
    {
        var id = new DataField<string>("Id", nullable: false);
        var label = new DataField<int>("Class");
        var coefficients = ListOf<double>(CoefficientColumn);
        var lists = blocks.Select(ListOf<float>).ToArray();
        var schema = new ParquetSchema([id, label, coefficients, .. lists]);
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = CompressionLevel.Fastest };
        foreach (var list in lists) options.ColumnEncodingHints[Element(list).Path.ToString()] = EncodingHint.ByteSplitStream;
        await using var writer = await ParquetWriter.CreateAsync(schema, stream, options).ConfigureAwait(false);
        if (ids.Count == 0) return;
        using var group = writer.CreateRowGroup();
        await group.WriteAsync(id, [.. ids.Select(image => image.Value)]).ConfigureAwait(false);
        await group.WriteAsync<int>(label, model.SupportClasses).ConfigureAwait(false);
        await WriteListsAsync<double>(group, coefficients, [.. model.Coefficients.SelectMany(values => values)], ids.Count).ConfigureAwait(false);
        for (var b = 0; b < lists.Length; b++) await WriteListsAsync(group, lists[b], features(b), ids.Count).ConfigureAwait(false);
        group.CompleteValidate();
    }

    /// <summary>Lists of one length: a value starts a list (repetition 0) or goes on with it (1), and all are there.</summary>
    private static async Task WriteListsAsync<T>(ParquetRowGroupWriter group, ListField list, T[] values, int rows)
        where T : struct
    {
        var field = Element(list);
        var length = values.Length / rows;
        var definition = new int[values.Length];
        var repetition = new int[values.Length];
        definition.AsSpan().Fill(field.MaxDefinitionLevel);
        for (var i = 0; i < values.Length; i++) repetition[i] = i % length == 0 ? 0 : 1;
        await group.WriteAllPartsAsync<T>(field, values, definition, repetition, CancellationToken.None).ConfigureAwait(false);
    }

    private static async Task<(ImageId[], int[], double[][])> ReadVectorsAsync(string path, int rows)
    {
        await using var reader = await ParquetReader.CreateAsync(path).ConfigureAwait(false);
        using var group = Group(reader, path, rows);
        var ids = new string?[rows];
        var classes = new int[rows];
        await group.ReadAsync(Field(reader, path, "Id"), ids.AsMemory()).ConfigureAwait(false);
        await group.ReadAsync<int>(Field(reader, path, "Class"), classes).ConfigureAwait(false);
        var values = await ReadListsAsync<double>(group, Field(reader, path, CoefficientColumn)).ConfigureAwait(false);
        var length = values.Length / rows;
        return ([.. ids.Select(id => ImageId.Parse(id ?? ""))], classes, [.. Enumerable.Range(0, rows).Select(row => values.AsSpan(row * length, length).ToArray())]);
    }

    private static async Task<float[]> ReadBlockAsync(string path, string block, int rows, int dimensions)
    {
        await using var reader = await ParquetReader.CreateAsync(path).ConfigureAwait(false);
        using var group = Group(reader, path, rows);
        var values = await ReadListsAsync<float>(group, Field(reader, path, block)).ConfigureAwait(false);
        return values.Length == rows * dimensions ? values : throw Fault(path, $"block {block} has {values.Length} values, not {rows} × {dimensions}");
    }

    private static async Task<T[]> ReadListsAsync<T>(ParquetRowGroupReader group, DataField field)
        where T : struct
    {
        var count = checked((int)group.GetMetadata(field)!.MetaData!.NumValues);
        var values = new T[count];
        await group.ReadRawAsync<T>(field, values, new int[count], new int[count]).ConfigureAwait(false);
        return values;
    }

    private static ParquetRowGroupReader Group(ParquetReader reader, string path, int rows)
    {
        if (reader.RowGroupCount != 1) throw Fault(path, $"{reader.RowGroupCount} row groups instead of one");
        var group = reader.OpenRowGroupReader(0);
        return group.RowCount == rows ? group : throw Fault(path, $"{group.RowCount} support vectors instead of {rows}");
    }

    private static DataField Field(ParquetReader reader, string path, string column) =>
        reader.Schema.Fields.FirstOrDefault(field => field.Name == column) switch
        {
            DataField field => field,
            ListField list => Element(list),
            _ => throw Fault(path, $"no column {column}"),
        };

    private static ListField ListOf<T>(string name) where T : struct => new(name, new DataField<T>("element"));

    private static DataField Element(ListField list) => (DataField)list.Item;

    private static InputException Fault(string path, string what) => new($"{path}: {what}; train the model again with hpa evaluate");
}
