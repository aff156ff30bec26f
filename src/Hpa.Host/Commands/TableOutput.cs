using Spectre.Console;

namespace Hpa.Host.Commands;

/// <summary>Tables that fit a terminal, and that stay whole lines when they go elsewhere.</summary>
internal static class TableOutput
{
    private const int AsWideAsNeeded = 10_000;

    /// <summary>A table with columns of words.</summary>
    public static Table New(params string[] columns) => new Table().Border(TableBorder.Simple).AddColumns(columns);

    /// <summary>Prints a table.</summary>
    public static void Write(Table table)
    {
        if (!Console.IsOutputRedirected)
        {
            AnsiConsole.Write(table);
            return;
        }

        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = AsWideAsNeeded;
        console.Profile.Capabilities.Unicode = true;
        console.Write(table);
        foreach (var line in text.ToString().Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)) Console.WriteLine(line);
    }
}
