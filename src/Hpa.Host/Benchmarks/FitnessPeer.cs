using System.Globalization;
using System.Runtime.InteropServices;
using Hpa.Actors.Classifiers.Kernels;

namespace Hpa.Host.Benchmarks;

/// <summary>What an evaluation came to.</summary>
/// <param name="Seconds">Training, prediction and macro-F1; of ours also the sum of the kernels.</param>
/// <param name="MacroF1">The score.</param>
/// <param name="Predicted">Class of each validation row.</param>
internal sealed record FitnessAnswer(double Seconds, double MacroF1, int[] Predicted)
{
    /// <summary>Share of rows with the same class.</summary>
    public double Agreement(FitnessAnswer other) => Predicted.Where((c, row) => c == other.Predicted[row]).Count() / (double)Predicted.Length;
}

/// <summary>fitness_peer.py: scikit-learn's SVC on the same rows in the same order.</summary>
/// <param name="peer">The process.</param>
/// <param name="data">Rows and labels.</param>
internal sealed class FitnessPeer(PythonPeer peer, FitnessData data)
{
    /// <summary>Trains and predicts on a ready kernel, which is handed over as it is.</summary>
    public Task<FitnessAnswer> PrecomputedAsync(SubsetKernel kernel, CancellationToken stop)
    {
        Write("square.raw", kernel.Train.Values.AsSpan(0, data.TrainRows * data.TrainRows));
        Write("cross.raw", kernel.Eval.Values.AsSpan(0, data.TrainRows * data.ValRows));
        return AskAsync($"precomputed {data.TrainRows} {data.ValRows}", stop);
    }

    /// <summary>Trains and predicts on the blocks' columns side by side, scaled so that their inner products are the same kernel.</summary>
    public Task<FitnessAnswer> LinearAsync(int[] blocks, CancellationToken stop)
    {
        var (columns, factor) = (blocks.Length * data.Columns, (float)(1 / Math.Sqrt(blocks.Length)));
        using (var file = File.Create(peer.File("columns.raw")))
        {
            var line = new float[columns];
            for (var row = 0; row < data.TrainRows + data.ValRows; row++)
            {
                for (var b = 0; b < blocks.Length; b++) data.ScaledRow(blocks[b], row).CopyTo(line.AsSpan(b * data.Columns));
                for (var c = 0; c < columns; c++) line[c] *= factor;
                file.Write(MemoryMarshal.AsBytes(line.AsSpan()));
            }
        }

        return AskAsync($"linear {data.TrainRows} {data.ValRows} {columns}", stop);
    }

    private async Task<FitnessAnswer> AskAsync(string question, CancellationToken stop)
    {
        Write("train.raw", data.TrainClasses.AsSpan());
        Write("val.raw", data.ValClasses.AsSpan());
        var answer = (await peer.AskAsync(string.Create(CultureInfo.InvariantCulture, $"{question} {FitnessData.Penalty}"), stop)).Split(' ');
        var predicted = new int[data.ValRows];
        using var file = File.OpenRead(peer.File("predicted.raw"));
        file.ReadExactly(MemoryMarshal.AsBytes(predicted.AsSpan()));
        return new FitnessAnswer(double.Parse(answer[0], CultureInfo.InvariantCulture), double.Parse(answer[1], CultureInfo.InvariantCulture), predicted);
    }

    private void Write<T>(string name, ReadOnlySpan<T> values) where T : unmanaged
    {
        using var file = File.Create(peer.File(name));
        file.Write(MemoryMarshal.AsBytes(values));
    }

    private void Write<T>(string name, Span<T> values) where T : unmanaged => Write(name, (ReadOnlySpan<T>)values);
}
