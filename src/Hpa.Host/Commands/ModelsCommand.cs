using System.CommandLine;
using Hpa.Actors.Runs;
using Spectre.Console;

namespace Hpa.Host.Commands;

/// <summary><c>hpa models list</c>: the catalogue.</summary>
internal static class ModelsCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var list = new Command("list", "List the networks that a run can use.");
        list.SetAction((_, _) => Outcome.Of(() => Task.FromResult(List())));
        return new Command("models", "Networks that a run can use.") { list };
    }

    private static int List()
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Name", "Graph", "Input", "Weights");
        foreach (var entry in SettingsFile.Catalogue(HostFiles.Home, null, []).Entries.Select(e => e.Spec))
            table.AddRow(entry.Name, entry.Architecture.Length > 0 ? entry.Architecture : entry.File, $"{entry.InputSize} px", entry.Trained ? "trained" : "seeded random (untrained)");
        AnsiConsole.Write(table);
        return Outcome.Done;
    }
}
