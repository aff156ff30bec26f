using System.Globalization;
using System.Text.Json;
using Hpa.Actors.Classifiers.Saved;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Server;

namespace Hpa.Host.Server.Predictions;

/// <summary>The folder of a prediction.</summary>
/// <param name="path">The folder.</param>
internal sealed class PredictionFiles(string path)
{
    /// <summary>The id of an uploaded field in its files.</summary>
    public const string UploadedField = "field";

    /// <summary>Its name.</summary>
    public string Id { get; } = Path.GetFileName(path);

    /// <summary>The channel files of an uploaded field, until it is predicted.</summary>
    public string Upload => Path.Combine(path, "upload");

    /// <summary>Id,Predicted; the scores are beside it.</summary>
    public string Labels => Path.Combine(path, "labels.csv");

    /// <summary>Pictures with outlines.</summary>
    public string Overlays => Path.Combine(path, "overlays");

    private string Entry => Path.Combine(path, "prediction.json");

    /// <summary>Writes down where the prediction stands.</summary>
    public void Write(PredictionEntry entry) => DurableFile.WriteText(Entry, JsonSerializer.Serialize(entry, RunNews.Json));

    /// <summary>Where the prediction stands, or null when the folder is no prediction: an upload that never came to its end.</summary>
    public PredictionEntry? Read()
    {
        try
        {
            return File.Exists(Entry) && JsonSerializer.Deserialize<PredictionEntry>(File.ReadAllText(Entry), RunNews.Json) is { } entry && entry.Id == Id ? entry : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Removes the channel files.</summary>
    public void DeleteUpload()
    {
        if (Directory.Exists(Upload)) Directory.Delete(Upload, recursive: true);
    }

    /// <summary>Removes all of it.</summary>
    public void Delete()
    {
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
    }

    /// <summary>What the model says, in the order of the ids.</summary>
    /// <param name="skip">Fields left out at the beginning.</param>
    /// <param name="take">Most fields.</param>
    public async Task<IReadOnlyList<FieldPrediction>> ResultsAsync(int skip, int take)
    {
        var scores = (await ScoreFile.ReadAsync(Path.ChangeExtension(Labels, ".parquet"))).ToDictionary(row => row.Id, row => row.Scores, StringComparer.Ordinal);
        // Ids have no commas and no quotes.
        return
        [
            .. File.ReadLines(Labels).Skip(1 + skip).Take(take).Select(line => line.Split(','))
                .Select(row => new FieldPrediction(row[0], LabelsOf(row[1]), ScoresOf(scores.GetValueOrDefault(row[0])), OverlayOf(row[0]))),
        ];
    }

    /// <summary>The picture of a field; of the first one that has a picture when none is named.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public string Overlay(string? field)
    {
        var pictures = Directory.Exists(Overlays) ? Directory.EnumerateFiles(Overlays, "*.png").Order(StringComparer.Ordinal).ToArray() : [];
        return pictures.FirstOrDefault(picture => field is null || Path.GetFileNameWithoutExtension(picture) == field)
            ?? throw new RefusedException(RefusalKind.NotFound, $"{Id} has no picture of {(field is null ? "any field" : $"'{field}'")}");
    }

    private string? OverlayOf(string field) => File.Exists(Path.Combine(Overlays, $"{field}.png")) ? $"/api/v1/predictions/{Id}/overlay.png?field={Uri.EscapeDataString(field)}" : null;

    private static IReadOnlyList<LocationLabel> LabelsOf(string text) =>
    [
        .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => int.Parse(word, CultureInfo.InvariantCulture))
            .Select(number => new LocationLabel(number, LocationClasses.Names[number])),
    ];

    private static IReadOnlyList<LocationScore> ScoresOf(float[]? scores) =>
        [.. (scores ?? []).Select((score, number) => new LocationScore(number, LocationClasses.Names[number], score)).OrderByDescending(score => score.Score)];
}
