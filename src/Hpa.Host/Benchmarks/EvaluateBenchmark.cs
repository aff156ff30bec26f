using Hpa.Actors.Classifiers;
using Hpa.Contracts.Classifiers;
using Hpa.Host.Commands;

namespace Hpa.Host.Benchmarks;

/// <summary>Generated rows.</summary>
/// <param name="Train">Training rows.</param>
/// <param name="Test">Rows that are predicted.</param>
/// <param name="Blocks">Blocks.</param>
/// <param name="Columns">Columns of a block.</param>
internal sealed record EvaluationSize(int Train, int Test, int Blocks, int Columns);

/// <summary>What <c>hpa bench evaluate</c> is asked.</summary>
/// <param name="Peer">Rows of the comparison with peers on generated rows; null to leave it out.</param>
/// <param name="Data">Folder with data sets; null to leave them out.</param>
/// <param name="Growth">Numbers of training rows whose time is measured; empty to leave it out.</param>
/// <param name="GrowthBlocks">Blocks of the growth part.</param>
/// <param name="GrowthColumns">Columns of each.</param>
/// <param name="Labels">A label table; null for the real one.</param>
/// <param name="Seed">Seed of generated rows.</param>
/// <param name="Python">The interpreter of the peer, or null for the usual ones.</param>
internal sealed record EvaluateQuestion(
    EvaluationSize? Peer, string? Data, IReadOnlyList<int> Growth, int GrowthBlocks, int GrowthColumns, string? Labels, ulong Seed, string? Python);

/// <summary>
/// <c>hpa bench evaluate</c>: the classifiers of the paper's table beside scikit-learn's and LIBSVM's, on generated rows and on data sets
/// of the user, and how their time grows.
/// </summary>
internal static class EvaluateBenchmark
{
    /// <summary>Measures and prints the parts that are asked for.</summary>
    /// <param name="question">Which parts.</param>
    /// <param name="settings">Parameters and threads of the classifiers.</param>
    /// <param name="stop">The user's wish to stop.</param>
    /// <returns>An exit code.</returns>
    public static async Task<int> RunAsync(EvaluateQuestion question, ClassifierSettings settings, CancellationToken stop)
    {
        if (question.Peer is { } size)
        {
            var data = ClassifierBenchmark.Generate(new TableLabels(question.Labels, question.Seed), size, question.Seed, new Workers(settings.Workers));
            await new ClassifierBenchmark(data, settings).RunAsync(question.Python, stop);
        }

        var near = question.Data is null || await new ParityBenchmark(settings).RunAsync(question.Data, question.Python, stop);
        if (question.Growth.Count > 0)
            new GrowthBenchmark(question.GrowthBlocks, question.GrowthColumns, new TableLabels(question.Labels, question.Seed), settings, question.Seed).Run(question.Growth, stop);
        if (near) return Outcome.Done;
        Outcome.Complain("some classifiers differ by more than the limit: look for FAIL in the tables");
        return Outcome.Failed;
    }
}
