using System.CommandLine;
using Hpa.Actors.Runs;
using Hpa.Contracts;
using Hpa.Contracts.Images;
using Hpa.Host.Progress;

namespace Hpa.Host.Commands;

/// <summary><c>hpa overlays DIR</c>: pictures of fields with the outlines of nuclei and membranes.</summary>
internal static class OverlaysCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "Folder of a run, of a data set (train.csv, train/), or of channel files" };
        var ids = new Option<string[]>("--ids") { Description = "Fields to draw, separated by commas or blanks", AllowMultipleArgumentsPerToken = true };
        var count = new Option<int>("--count") { Description = "How many fields, spread over all, when no ids are given", DefaultValueFactory = _ => 12 };
        var output = new Option<string>("--out") { Description = "Folder for the pictures; DIR/overlays for a run, ./overlays otherwise" };
        var config = new Option<string>("--config") { Description = "Settings file, for a folder that is no run" };
        var set = RunCommand.Set();
        var command = new Command("overlays", "Draw the nuclei and membranes that are found in fields.") { folder, ids, count, output, config, set };
        command.SetAction((parsed, stop) => Outcome.Of(() =>
        {
            var run = new RunFolder(parsed.GetValue(folder)!);
            var overrides = parsed.GetValue(set) ?? [];
            if (run.Exists && (parsed.GetValue(config) is not null || overrides.Length > 0))
                throw new SettingsException($"{run.Path} is a run and has its own settings: leave --config and --set out, or name the folder of its images");
            var settings = run.Exists ? SettingsFile.Read(run.Settings) : SettingsFile.Load(HostFiles.Home, parsed.GetValue(config), ["hpa.datasets.path=.", .. overrides]);
            string[] wanted = [.. (parsed.GetValue(ids) ?? []).SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
            var target = Path.GetFullPath(parsed.GetValue(output) ?? (run.Exists ? Path.Combine(run.Path, "overlays") : "overlays"));
            return DrawAsync(run.Path, settings, wanted, parsed.GetValue(count), target, stop);
        }));
        return command;
    }

    private static async Task<int> DrawAsync(string folder, SettingsFile settings, string[] ids, int count, string output, CancellationToken stop)
    {
        var check = settings.Check();
        var fields = Chosen(FieldPictures.FieldsOf(folder, check), folder, ids, count);
        Directory.CreateDirectory(output);
        var failed = 0;
        var lines = new List<string>();
        using var pictures = new FieldPictures(check, Path.Combine(output, ".networks"));
        await using (var display = ProgressDisplay.ForThisTerminal())
        {
            for (var i = 0; i < fields.Count && !stop.IsCancellationRequested; i++)
            {
                var (id, done) = (fields[i].Id, i + 1);
                try
                {
                    var words = await Task.Run(() => pictures.Write(fields[done - 1], Path.Combine(output, $"{id}.png")), stop);
                    lines.Add($"{id}: {words}");
                    display.Show("overlays", done, fields.Count, "fields", id.Value);
                }
                catch (ImageFaultException fault)
                {
                    failed++;
                    Outcome.Complain($"{id}: {fault.Reason} {fault.Path}");
                }
            }
        }

        foreach (var line in lines) Console.WriteLine(line);
        Console.WriteLine($"{fields.Count - failed} pictures in {output}: white = used, with the membrane in cyan; orange = left out for a flag; grey = beyond hpa.cells.max-per-image");
        return failed == 0 ? Outcome.Done : Outcome.Failed;
    }

    private static IReadOnlyList<ChannelFiles> Chosen(IReadOnlyList<ChannelFiles> all, string folder, string[] ids, int count)
    {
        if (count < 1) throw new SettingsException($"--count {count} must be at least 1");
        if (ids.Length == 0)
        {
            var shown = Math.Min(count, all.Count);
            return [.. Enumerable.Range(0, shown).Select(i => all[(int)((long)i * all.Count / shown)])];
        }

        var known = all.ToDictionary(f => f.Id.Value, StringComparer.Ordinal);
        return [.. ids.Distinct().Select(id => known.TryGetValue(id, out var field) ? field : throw new InputException($"{folder} has no field '{id}'; its first is '{all[0].Id}'"))];
    }
}
