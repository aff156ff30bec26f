using System.Globalization;
using CsvHelper;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Runs;

/// <summary>One image with truth and prediction; a row of report/tables/predictions.csv.</summary>
public sealed record PredictedImage(ImageId Id, Part Part, LabelSet Truth, LabelSet Predicted);

/// <summary>report/tables/predictions.csv: <c>Id,Set,Truth,Predicted</c>, validation then test, each in the order of ids.</summary>
public static class PredictionTable
{
    /// <summary>Writes the table.</summary>
    public static void Write(string path, IEnumerable<PredictedImage> rows) => CsvTable.Write(
        path, ["Id", "Set", "Truth", "Predicted"],
        rows.Select(r => new[] { r.Id.Value, r.Part.ToString().ToLowerInvariant(), r.Truth.ToString(), r.Predicted.ToString() }));

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InputException">The file is missing: evaluate first.</exception>
    public static IReadOnlyList<PredictedImage> Read(string path)
    {
        if (!File.Exists(path)) throw new InputException($"{path} is missing, run `hpa evaluate` on the run's folder");
        using var csv = CsvReader.FromFile(path);
        var rows = new List<PredictedImage>();
        while (csv.Read())
        {
            rows.Add(new PredictedImage(
                ImageId.Parse(csv.GetString("Id")), Enum.Parse<Part>(csv.GetString("Set"), ignoreCase: true),
                Labels(csv.GetString("Truth")), Labels(csv.GetString("Predicted"))));
        }

        return rows;
    }

    private static LabelSet Labels(string text) =>
        LabelSet.Of([.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(c => int.Parse(c, CultureInfo.InvariantCulture))]);
}
