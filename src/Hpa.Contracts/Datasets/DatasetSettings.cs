using Hpa.Contracts.Runs;

namespace Hpa.Contracts.Datasets;

/// <summary>Where the labelled images are and how they are split.</summary>
/// <param name="Name">What reports call the data; may be empty.</param>
/// <param name="Path">Folder with train.csv and train/ in the Kaggle layout; absolute.</param>
/// <param name="Train">Share of training images, in (0, 1).</param>
/// <param name="Val">Share of validation images, in (0, 1).</param>
/// <param name="Test">Share of test images, in (0, 1); the three sum to 1.</param>
public sealed record DatasetSettings(string Name, string Path, double Train, double Val, double Test)
{
    /// <summary>Reads <c>hpa.datasets</c>.</summary>
    /// <exception cref="SettingsException">A share is out of range, or they do not sum to 1.</exception>
    public static DatasetSettings From(SettingsSection section)
    {
        var split = section.Section("split");
        var settings = new DatasetSettings(
            section.Text("name"), section.Text("path"), split.Number("train", 0.01, 0.98), split.Number("val", 0.01, 0.98), split.Number("test", 0.01, 0.98));
        if (settings.Path.Length == 0)
            throw new SettingsException($"{section.Name("path")} is empty, name the folder with train.csv and train/");
        if (Math.Abs(settings.Train + settings.Val + settings.Test - 1) > 1e-9)
            throw new SettingsException($"{section.Name("split")}: train, val and test must sum to 1");
        return settings;
    }
}
