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
