using Hpa.Contracts.Datasets;

namespace Hpa.Host.Benchmarks;

/// <summary>What a comparison of classifiers works on.</summary>
/// <param name="Blocks">Columns of each block.</param>
/// <param name="Train">[n × columns of all blocks] row-major, block after block, not scaled.</param>
/// <param name="TrainLabels">Label sets of the n rows.</param>
/// <param name="Eval">[e × columns of all blocks].</param>
/// <param name="EvalLabels">True label sets of the e rows.</param>
/// <param name="Labels">Number of labels, 0 … labels − 1.</param>
internal sealed record EvaluationData(
    IReadOnlyList<int> Blocks, float[] Train, LabelSet[] TrainLabels, float[] Eval, LabelSet[] EvalLabels, int Labels)
{
    /// <summary>All labels.</summary>
    public LabelSet Classes => new((1u << Labels) - 1);

    /// <summary>A data set of Mulan with the parts that come with it: NAME-train.arff, NAME-test.arff and NAME.xml in a folder of its name.</summary>
    /// <exception cref="Contracts.InputException">A file is missing or not as expected.</exception>
    public static EvaluationData Mulan(string folder)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        var xml = Path.Combine(folder, $"{name}.xml");
        var (train, test) = (ArffFile.Read(Path.Combine(folder, $"{name}-train.arff"), xml), ArffFile.Read(Path.Combine(folder, $"{name}-test.arff"), xml));
        return new EvaluationData([train.Columns.Count], train.Values, train.Labels, test.Values, test.Labels, train.LabelNames.Count);
    }
}
