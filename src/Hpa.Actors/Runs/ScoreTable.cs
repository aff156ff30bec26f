using System.Globalization;
using CsvHelper;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Runs;

/// <summary>
/// report/tables/scores.csv: <c>Id</c> and a column per class that occurs, named by its number: what the saved classifier thinks of each
/// validation and test image, in the order of predictions.csv.
/// </summary>
public static class ScoreTable
{
    /// <summary>Writes the table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="ids">The images.</param>
    /// <param name="scores">[images][28].</param>
    /// <param name="classes">The classes to write.</param>
    public static void Write(string path, IReadOnlyList<ImageId> ids, IReadOnlyList<float[]> scores, LabelSet classes)
    {
        int[] columns = [.. classes.Classes];
        CsvTable.Write(path, ["Id", .. columns.Select(c => c.ToString(CultureInfo.InvariantCulture))], ids.Select((id, i) =>
            (string[])[id.Value, .. columns.Select(c => scores[i][c].ToString("R", CultureInfo.InvariantCulture))]));
    }

    /// <summary>Reads what <see cref="Write"/> wrote; empty when there is no file.</summary>
    /// <returns>By image and class.</returns>
    public static IReadOnlyDictionary<ImageId, IReadOnlyDictionary<int, float>> Read(string path)
    {
        var rows = new Dictionary<ImageId, IReadOnlyDictionary<int, float>>();
        if (!File.Exists(path)) return rows;
        using var csv = CsvReader.FromFile(path);
        while (csv.Read())
        {
            var scores = new Dictionary<int, float>();
            for (var c = 0; c < LocationClasses.Count; c++)
                if (csv.TryGetFieldIndex(c.ToString(CultureInfo.InvariantCulture), out var column)) scores[c] = csv.Parse<float>(column);
            rows[ImageId.Parse(csv.GetString("Id"))] = scores;
        }

        return rows;
    }
}
