using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Hpa.Contracts;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;

namespace Hpa.Host.Benchmarks;

/// <summary>What a classifier says of the rows in question, and how long training and prediction took.</summary>
/// <param name="Labels">One set per row.</param>
/// <param name="Seconds">Files and changes of type left out.</param>
internal sealed record TimedPrediction(LabelSet[] Labels, double Seconds);

/// <summary>evaluate_peer.py: the classifiers of the table with scikit-learn, on the same rows in the same order.</summary>
/// <param name="peer">The process.</param>
internal sealed class EvaluationPeer(PythonPeer peer)
{
    /// <summary>The script.</summary>
    public const string Script = "evaluate_peer.py";

    /// <summary>What to say when it cannot be started.</summary>
    public const string Missing = "needs Python with scikit-learn (apt-get install python3-sklearn libopenblas0-pthread, or --python)";

    private int _rows;

    /// <summary>Name and version.</summary>
    public string Name => peer.Name;

    /// <summary>Hands rows over, and lets them be scaled.</summary>
    /// <param name="data">Rows and labels.</param>
    /// <param name="settings">C and tolerances.</param>
    /// <param name="stop">The user's wish to stop.</param>
    /// <returns>Seconds that scaling took.</returns>
    public async Task<double> PrepareAsync(EvaluationData data, ClassifierSettings settings, CancellationToken stop)
    {
        _rows = data.EvalLabels.Length;
        await File.WriteAllTextAsync(peer.File("settings.json"), Settings(data, settings), stop);
        await WriteAsync("train.f32", data.Train, stop);
        await WriteAsync("eval.f32", data.Eval, stop);
        await WriteAsync("labels.u32", Array.ConvertAll(data.TrainLabels, set => set.Bits), stop);
        return await SecondsAsync("prepare", stop);
    }

    /// <summary>Trains and predicts.</summary>
    /// <param name="strategy">How label sets become problems.</param>
    /// <param name="kind">What solves them.</param>
    /// <param name="seed">For trees, which break ties between columns by it.</param>
    /// <param name="stop">The user's wish to stop.</param>
    /// <exception cref="InputException">The script ended instead.</exception>
    public async Task<TimedPrediction> PredictAsync(Strategy strategy, ClassifierKind kind, int seed, CancellationToken stop)
    {
        var seconds = await SecondsAsync(string.Create(CultureInfo.InvariantCulture, $"{WordOf(strategy)} {ClassifierWords.Of(kind)} {seed}"), stop);
        var bits = new uint[_rows];
        using var file = File.OpenRead(peer.File("predicted.u32"));
        file.ReadExactly(MemoryMarshal.AsBytes(bits.AsSpan()));
        return new TimedPrediction(Array.ConvertAll(bits, set => new LabelSet(set)), seconds);
    }

    /// <summary>A strategy in the words of the settings.</summary>
    public static string WordOf(Strategy strategy) => strategy == Strategy.LabelPowerset ? "label-powerset" : "binary-relevance";

    private async Task<double> SecondsAsync(string question, CancellationToken stop) =>
        double.Parse(await peer.AskAsync(question, stop), CultureInfo.InvariantCulture);

    private static string Settings(EvaluationData data, ClassifierSettings settings) => JsonSerializer.Serialize(
        new
        {
            Train = data.TrainLabels.Length,
            Eval = data.EvalLabels.Length,
            data.Blocks,
            data.Labels,
            settings.C,
            settings.Tolerance,
            settings.LogisticC,
            settings.LogisticTolerance,
        },
        JsonSerializerOptions.Web);

    private async Task WriteAsync<T>(string name, T[] values, CancellationToken stop) where T : unmanaged =>
        await File.WriteAllBytesAsync(peer.File(name), MemoryMarshal.AsBytes(values.AsSpan()).ToArray(), stop);
}
