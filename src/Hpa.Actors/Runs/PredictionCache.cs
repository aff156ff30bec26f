using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Hpa.Actors.Classifiers;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Runs;

/// <summary>
/// Predictions of the Evaluate stage that are done, one file each, so that a stage of hours goes on after a crash where it was.
/// A file that is not whole or not as it was written counts as not there.
/// </summary>
/// <param name="folder">The stage's folder for them; created at the first prediction.</param>
/// <param name="rows">Rows of every prediction.</param>
/// <param name="scores">Scores of every row: one per class, or 0 where labels are all there is.</param>
internal sealed class PredictionCache(string folder, int rows, int scores = LocationClasses.Count)
{
    private readonly int _rowBytes = sizeof(uint) + scores * sizeof(float);

    /// <summary>The prediction under a name, made now or earlier.</summary>
    /// <param name="name">Letters, digits, points and hyphens.</param>
    /// <param name="make">Makes it.</param>
    public Prediction GetOrMake(string name, Func<Prediction> make)
    {
        var path = Path.Combine(folder, name + ".bin");
        if (Read(path) is { } done) return done;
        var prediction = make();
        DurableFile.Write(path, stream => Write(stream, prediction));
        return prediction;
    }

    /// <summary>
    /// Labels as bit masks of all rows, then the scores of all rows, then the SHA-256 of both; little-endian as every machine
    /// that is supported.
    /// </summary>
    private static void Write(Stream stream, Prediction prediction)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Put(ReadOnlySpan<byte> bytes)
        {
            stream.Write(bytes);
            hash.AppendData(bytes);
        }

        Put(MemoryMarshal.AsBytes(prediction.Labels.Select(set => set.Bits).ToArray().AsSpan()));
        foreach (var row in prediction.Scores) Put(MemoryMarshal.AsBytes(row.AsSpan()));
        stream.Write(hash.GetHashAndReset());
    }

    private Prediction? Read(string path)
    {
        if (!File.Exists(path)) return null;
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length != rows * _rowBytes + SHA256.HashSizeInBytes) return null;
        if (!SHA256.HashData(bytes.AsSpan(0, rows * _rowBytes)).AsSpan().SequenceEqual(bytes.AsSpan(rows * _rowBytes))) return null;
        var labels = MemoryMarshal.Cast<byte, LabelSet>(bytes.AsSpan(0, rows * sizeof(uint))).ToArray();
        var all = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(rows * sizeof(uint), rows * (_rowBytes - sizeof(uint))));
        var perRow = new float[rows][];
        for (var row = 0; row < rows; row++) perRow[row] = all.Slice(row * scores, scores).ToArray();
        return new Prediction(labels, perRow);
    }
}
