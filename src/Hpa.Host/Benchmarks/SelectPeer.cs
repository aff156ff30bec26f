using System.Globalization;
using System.Runtime.InteropServices;

namespace Hpa.Host.Benchmarks;

/// <summary>What the peer's genetic algorithm took.</summary>
/// <param name="Seconds">Seconds per evaluation.</param>
/// <param name="Overhead">Seconds of everything else.</param>
/// <param name="Evaluations">Subsets that it evaluated.</param>
/// <param name="Best">Best macro-F1.</param>
internal sealed record SelectPeerAnswer(double Seconds, double Overhead, int Evaluations, double Best);

/// <summary>select_peer.py: DEAP's genetic algorithm with scikit-learn's SVC on the chosen columns of the same rows.</summary>
/// <param name="peer">The process.</param>
/// <param name="data">Rows and labels.</param>
internal sealed class SelectPeer(PythonPeer peer, FitnessData data)
{
    /// <summary>Runs it for about so many evaluations.</summary>
    public async Task<SelectPeerAnswer> RunAsync(int blocks, int evaluations, ulong seed, CancellationToken stop)
    {
        Write("train.raw", data.TrainClasses);
        Write("val.raw", data.ValClasses);
        using (var file = File.Create(peer.File("columns.raw")))
        {
            for (var row = 0; row < data.TrainRows + data.ValRows; row++)
                for (var block = 0; block < blocks; block++)
                    file.Write(MemoryMarshal.AsBytes(data.ScaledRow(block, row)));
        }

        var question = string.Create(
            CultureInfo.InvariantCulture, $"run {data.TrainRows} {data.ValRows} {blocks} {data.Columns} {FitnessData.Penalty} {seed} {evaluations}");
        double[] answer = [.. (await peer.AskAsync(question, stop)).Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        return new SelectPeerAnswer(answer[0], answer[1], (int)answer[2], answer[3]);
    }

    private void Write(string name, int[] values) => File.WriteAllBytes(peer.File(name), MemoryMarshal.AsBytes(values.AsSpan()));
}
