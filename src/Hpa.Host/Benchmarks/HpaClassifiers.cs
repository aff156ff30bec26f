using System.Diagnostics;
using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Features;

namespace Hpa.Host.Benchmarks;

/// <summary>This program's side of a comparison: the kernel of all blocks once, then any classifier of the table on it.</summary>
internal sealed class HpaClassifiers : IDisposable
{
    private readonly KernelProduct _product = new();
    private readonly Workers _workers;
    private readonly ClassifierSettings _settings;
    private readonly TrainingSet _set;

    /// <summary>Scales the rows and computes their kernel.</summary>
    /// <param name="data">Rows and labels.</param>
    /// <param name="settings">Parameters and threads.</param>
    public HpaClassifiers(EvaluationData data, ClassifierSettings settings)
    {
        (_settings, _workers) = (settings, new Workers(settings.Workers));
        var rows = LabelledView.Of(data.TrainLabels, data.EvalLabels);
        BlockColumn[] blocks = [.. data.Blocks.Select((columns, block) => EvaluationData.Block(block, columns))];
        var columns = new RawColumns(blocks, block => data.TrainBlock(block, rows.View), block => data.EvalBlock(block, rows.View));
        var started = Stopwatch.GetTimestamp();
        var sum = new KernelSum();
        sum.Fill(blocks.Select((block, b) => Scaled(block, columns.Train(b), columns.Eval(b), rows.View)), _product, _workers);
        KernelSeconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        _set = new TrainingSet(sum.Train, sum.Eval, rows, data.Classes, columns);
    }

    /// <summary>How long scaling and the kernel took.</summary>
    public double KernelSeconds { get; }

    /// <summary>Trains and predicts; nothing is left over from the case before.</summary>
    /// <param name="strategy">How label sets become problems.</param>
    /// <param name="kind">What solves them.</param>
    public TimedPrediction Predict(Strategy strategy, ClassifierKind kind)
    {
        var started = Stopwatch.GetTimestamp();
        var labels = new MultiLabelTrainer(_set, _settings, _workers, _product).Predict(strategy, kind, balanced: false).Labels;
        return new TimedPrediction(labels, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    /// <inheritdoc />
    public void Dispose() => _product.Dispose();

    private static (ScaledRows Train, ScaledRows Eval) Scaled(BlockColumn block, float[] train, float[] eval, KernelView view)
    {
        var scaling = BlockScaling.Fit(block, train, view.TrainRows);
        return (ScaledRows.From(scaling, train, view.TrainRows), ScaledRows.From(scaling, eval, view.EvalRows));
    }
}
