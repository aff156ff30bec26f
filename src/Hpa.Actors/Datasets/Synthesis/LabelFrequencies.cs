using System.Globalization;
using System.Reflection;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Datasets.Synthesis;

/// <summary>
/// How often each label set occurs among the 31,072 images of the Kaggle 2018 Human Protein Atlas training table
/// (labelsets.csv; counted from the copy in CellProfiling/HPA-competition-solutions, MIT): 577 sets, the commonest first.
/// </summary>
public static class LabelFrequencies
{
    private static readonly Lazy<IReadOnlyList<(LabelSet Labels, int Count)>> s_all = new(Read);

    /// <summary>All sets, in falling order of count.</summary>
    public static IReadOnlyList<(LabelSet Labels, int Count)> All => s_all.Value;

    private static IReadOnlyList<(LabelSet Labels, int Count)> Read()
    {
        const string name = "Hpa.Actors.Datasets.Synthesis.labelsets.csv";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        return TwoColumnTable.Read(stream, name, "Target", "Count").Select(row => (
            LabelSet.Of([.. row.First.Split(' ').Select(text => int.Parse(text, CultureInfo.InvariantCulture))]),
            int.Parse(row.Second, CultureInfo.InvariantCulture))).ToArray();
    }
}
