using Hpa.Actors.Tests.Datasets;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Tests.Runs;

/// <summary>A label table in the Kaggle layout whose channel files do not matter.</summary>
internal static class RunTables
{
    /// <summary>Forty rows in which every class of four is frequent enough for three parts.</summary>
    public static IReadOnlyList<(string Id, LabelSet Labels)> Forty { get; } =
        [.. Enumerable.Range(0, 40).Select(i => ($"field-{i:D2}", i % 5 == 4 ? LabelSet.Of(0, 2) : LabelSet.Of(new[] { 0, 2, 25, 21 }[i % 4])))];

    /// <summary>Writes train.csv and an empty train/ into a folder of this name below the folder; returns its path.</summary>
    public static string Write(TemporaryFolder folder, IEnumerable<(string Id, LabelSet Labels)> rows, string name = "data")
    {
        folder.Add($"{name}/train.csv", "Id,Target\n" + string.Concat(rows.Select(row => $"{row.Id},{row.Labels}\n")));
        foreach (var (id, _) in rows) folder.Add($"{name}/train/{id}_green.png");
        return folder[name];
    }
}
