using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>
/// Names all that the fitness of a subset depends on, so that a fitness measured once is known to later selections on the same features
/// and to no others. Shuffled labels, and the training rows that a budget leaves to them, follow from what is in it.
/// </summary>
internal static class FitnessKey
{
    /// <summary>Changes with everything else that changes a fitness: the scaling of blocks, the SVM, the measure.</summary>
    private const string Version = "hpa fitness 1";

    /// <summary>SHA-256, lower-case hex.</summary>
    /// <param name="manifest">The features.</param>
    /// <param name="rows">Images by part.</param>
    /// <param name="plan">The images that fitness uses.</param>
    /// <param name="settings">The run's settings.</param>
    public static string Of(FeatureManifest manifest, StudyRows rows, FitnessPlan plan, RunSettings settings)
    {
        var text = new StringBuilder();
        var view = plan.Layout.Views[0].View;
        void Add(string what, params IEnumerable<object> values) =>
            text.Append(what).AppendJoin("", values.Select(value => $" {Convert.ToString(value, CultureInfo.InvariantCulture)}")).Append('\n');
        Add(Version);
        foreach (var backbone in manifest.Backbones) Add("network", backbone.Name, backbone.Sha256);
        Add("preprocessing", manifest.Preprocessing, manifest.Cells?.Description ?? "");
        foreach (var block in manifest.Blocks) Add("block", block.Name, block.Dimensions);
        foreach (var shard in manifest.Shards.Where(shard => shard.Level != Level.SingleCell)) Add("shard", shard.Level, shard.Sha256);
        foreach (var (part, images) in new[] { (Part.Train, rows.Train), (Part.Val, rows.Val) })
            foreach (var image in images) Add($"{part}", image.Id, image.Labels);
        Add("classes", rows.Classes);
        Add("used", Enumerable.Range(0, view.TrainRows).Select(row => (object)rows.Train[plan.Layout.Train[view.TrainPosition(row)]].Id));
        Add("seed", settings.Seed);
        Add("svm", settings.Classifiers.C, settings.Classifiers.Tolerance);
        Add("images", settings.Selection.Fitness);
        Add("folds", plan.Rows.Folds);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
