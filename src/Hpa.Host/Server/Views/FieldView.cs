using Hpa.Actors.Datasets;
using Hpa.Actors.Runs;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;

namespace Hpa.Host.Server.Views;

/// <summary>An image of a run.</summary>
/// <param name="Id">The image.</param>
/// <param name="Part">Its part of the split.</param>
/// <param name="Truth">Its labels; null where the table cannot be read any more.</param>
/// <param name="Predicted">What the saved classifier said; null for training images and before the evaluation.</param>
/// <param name="Scores">Its scores by class, highest first; empty where there are none.</param>
public sealed record FieldView(ImageId Id, Part Part, LabelSet? Truth, LabelSet? Predicted, IReadOnlyList<ClassScoreView> Scores)
{
    /// <summary>Whether every label was found and no other; null where nothing was predicted.</summary>
    public bool? Right => Predicted is { } predicted && Truth is { } truth ? predicted == truth : null;

    /// <summary>The images of a run in the order of their ids.</summary>
    /// <exception cref="InputException">A file is damaged.</exception>
    public static IReadOnlyList<FieldView> Read(RunFolder run)
    {
        if (!File.Exists(run.Split)) return [];
        var predictions = File.Exists(run.Predictions) ? PredictionTable.Read(run.Predictions).ToDictionary(p => p.Id) : [];
        var scores = ScoreTable.Read(run.Scores);
        var labels = Labels(run);
        return
        [
            .. from image in SplitFile.Read(run.Split)
               orderby image.Key
               let predicted = predictions.GetValueOrDefault(image.Key)
               select new FieldView(
                   image.Key, image.Value, predicted?.Truth ?? (labels.TryGetValue(image.Key, out var truth) ? truth : null), predicted?.Predicted,
                   ClassScoreView.Of(scores.GetValueOrDefault(image.Key), predicted?.Predicted ?? default)),
        ];
    }

    /// <summary>The data set may be gone: then training images have no labels here.</summary>
    private static Dictionary<ImageId, LabelSet> Labels(RunFolder run)
    {
        try
        {
            var table = Path.Combine(SettingsFile.Read(run.Settings).Check().Datasets.Path, "train.csv");
            return KaggleLayout.ReadLabels(table).ToDictionary(row => row.Id, row => row.Labels);
        }
        catch (InputException)
        {
            return [];
        }
    }
}

/// <summary>The score of a class for an image.</summary>
/// <param name="Class">Class number.</param>
/// <param name="Score">What a score means depends on the classifier.</param>
/// <param name="Predicted">Whether the class was predicted.</param>
public sealed record ClassScoreView(int Class, float Score, bool Predicted)
{
    /// <summary>Name of the class.</summary>
    public string Name => LocationClasses.Names[Class];

    /// <summary>Highest first.</summary>
    public static IReadOnlyList<ClassScoreView> Of(IReadOnlyDictionary<int, float>? scores, LabelSet predicted) =>
        [.. (scores ?? new Dictionary<int, float>()).Select(s => new ClassScoreView(s.Key, s.Value, predicted.Contains(s.Key))).OrderByDescending(s => s.Score).ThenBy(s => s.Class)];
}
