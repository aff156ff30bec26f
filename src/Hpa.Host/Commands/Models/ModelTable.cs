using System.Globalization;
using Hpa.Actors.Backbones.Weights;
using Hpa.Contracts.Backbones;
using Spectre.Console;

namespace Hpa.Host.Commands.Models;

/// <summary><c>hpa models list</c>.</summary>
internal static class ModelTable
{
    /// <summary>Prints the networks, where their weights are, and how to get those that are missing.</summary>
    public static int Print(NetworkCatalogue catalogue)
    {
        var rows = catalogue.Entries.Select(entry => (Entry: entry, State: entry.Spec.File.Length == 0 ? (WeightsState?)null : NetworkCatalogue.StateOf(entry.Spec))).ToArray();
        var table = TableOutput.New("name", "input", "M params", "G mult-adds", "layer", "file", "weights", "licence");
        foreach (var column in table.Columns.Skip(1).Take(3)) column.RightAligned();
        // On a narrow terminal long words break, but neither these.
        foreach (var column in new[] { table.Columns[0], table.Columns[^2] }) column.NoWrap();
        foreach (var column in table.Columns) column.Padding(0, 0, 1, 0);
        foreach (var (entry, state) in rows) table.AddRow(Row(catalogue, entry, state));
        TableOutput.Write(table);
        Console.WriteLine($"folder of weights: {catalogue.Folder}");

        var missing = rows.Where(row => row.State is WeightsState.Missing or WeightsState.Incomplete).Select(row => row.Entry).ToArray();
        var fetched = missing.Count(entry => entry.Facts.Source.Length > 0);
        if (fetched > 0) Console.WriteLine($"{fetched} missing: `hpa models pull` fetches them, `hpa models pull NAME` one of them");
        foreach (var entry in missing.Where(entry => entry.Facts.Source.Length == 0))
            Console.WriteLine($"{entry.Spec.Name} missing: `hpa models import {entry.Spec.Name} FILE` takes it from a file");
        return Outcome.Done;
    }

    private static string[] Row(NetworkCatalogue catalogue, CatalogueEntry entry, WeightsState? state) =>
    [
        .. new[]
        {
            entry.Spec.Name, $"{entry.Spec.InputSize}", Scaled(entry.Facts.Parameters, 1e6, "0.0"), Scaled(entry.Facts.MultiplyAdds, 1e9, "0.00"),
            entry.Facts.Layer, File(catalogue, entry.Spec.File), Word(state), entry.Facts.Licence,
        }.Select(Markup.Escape),
    ];

    /// <summary>Files elsewhere are told with their folder.</summary>
    private static string File(NetworkCatalogue catalogue, string file) =>
        Path.GetDirectoryName(file) == catalogue.Folder ? Path.GetFileName(file) : file;

    private static string Word(WeightsState? state) => state switch
    {
        WeightsState.Here => "here",
        WeightsState.Incomplete => "incomplete",
        WeightsState.Missing => "missing",
        _ => "none needed",
    };

    private static string Scaled(long number, double by, string format) => number == 0 ? "" : (number / by).ToString(format, CultureInfo.InvariantCulture);
}
