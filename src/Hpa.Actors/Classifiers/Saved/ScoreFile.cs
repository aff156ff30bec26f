using System.IO.Compression;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Parquet;
using Parquet.Schema;

namespace Hpa.Actors.Classifiers.Saved;

/// <summary>Scores of predicted images as Parquet: <c>Id</c> and one float column per class, named <c>score_0</c> … <c>score_27</c>.</summary>
public static class ScoreFile
{
    /// <summary>Writes the file.</summary>
    /// <param name="path">Final name.</param>
    /// <param name="ids">The images.</param>
    /// <param name="scores">[images][28]; see <see cref="Prediction.Scores"/> for what they mean.</param>
    public static void Write(string path, IReadOnlyList<ImageId> ids, IReadOnlyList<float[]> scores) =>
        DurableFile.Write(path, stream => WriteAsync(stream, ids, scores).GetAwaiter().GetResult());

    /// <summary>Reads the file.</summary>
    /// <exception cref="InputException">It is none, or damaged.</exception>
    public static async Task<IReadOnlyList<(string Id, float[] Scores)>> ReadAsync(string path)
    {
        try
        {
            await using var stream = File.OpenRead(path);
            await using var reader = await ParquetReader.CreateAsync(stream).ConfigureAwait(false);
            var rows = new List<(string Id, float[] Scores)>();
            for (var group = 0; group < reader.RowGroupCount; group++) await ReadAsync(reader, group, rows).ConfigureAwait(false);
            return rows;
        }
        catch (Exception e) when (e is ParquetException or InvalidDataException or KeyNotFoundException or ArgumentException)
        {
            throw new InputException($"{path} holds no scores ({e.Message.ReplaceLineEndings(" ")}): predict again", e);
        }
    }

    private static async Task ReadAsync(ParquetReader reader, int number, List<(string Id, float[] Scores)> rows)
    {
        var fields = reader.Schema.GetDataFields().ToDictionary(field => field.Name);
        using var group = reader.OpenRowGroupReader(number);
        var ids = new string?[(int)group.RowCount];
        await group.ReadAsync(fields["Id"], ids.AsMemory()).ConfigureAwait(false);
        var scores = Array.ConvertAll(ids, _ => new float[LocationClasses.Count]);
        var column = new float[ids.Length];
        for (var c = 0; c < LocationClasses.Count; c++)
        {
            await group.ReadAsync<float>(fields[$"score_{c}"], column).ConfigureAwait(false);
            for (var row = 0; row < column.Length; row++) scores[row][c] = column[row];
        }

        rows.AddRange(ids.Select((id, row) => (id ?? "", scores[row])));
    }

    private static async Task WriteAsync(Stream stream, IReadOnlyList<ImageId> ids, IReadOnlyList<float[]> scores)
    {
        var id = new DataField<string>("Id", nullable: false);
        var columns = Enumerable.Range(0, LocationClasses.Count).Select(c => new DataField<float>($"score_{c}")).ToArray();
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = CompressionLevel.Fastest };
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema([id, .. columns]), stream, options).ConfigureAwait(false);
        if (ids.Count == 0) return;
        using var group = writer.CreateRowGroup();
        await group.WriteAsync(id, [.. ids.Select(image => image.Value)]).ConfigureAwait(false);
        for (var c = 0; c < columns.Length; c++)
            await group.WriteAsync<float>(columns[c], scores.Select(row => row[c]).ToArray()).ConfigureAwait(false);
        group.CompleteValidate();
    }
}
