using System.CommandLine;
using Hpa.Actors.Features;
using Hpa.Actors.Runs;
using Hpa.Contracts;
using Hpa.Contracts.Features;
using Hpa.Host.Progress;

namespace Hpa.Host.Commands;

/// <summary><c>hpa verify DIR</c>: checks every shard that the manifest names, and the manifest itself; with <c>--repair</c> mends them.</summary>
internal static class VerifyCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "Folder of a run" };
        var repair = new Option<bool>("--repair") { Description = "Make damaged and missing shards again and remove what interrupted writes left" };
        var command = new Command("verify", "Check the feature shards of a run against their manifest and the journal.") { folder, repair };
        command.SetAction((parsed, stop) => Outcome.Of(() =>
        {
            var run = new RunFolder(parsed.GetValue(folder)!).MustExist();
            return parsed.GetValue(repair) ? RunRepair.RepairAsync(run, stop) : VerifyAsync(run, stop);
        }));
        return command;
    }

    private static async Task<int> VerifyAsync(RunFolder folder, CancellationToken stop)
    {
        var manifest = ManifestFile.Read(folder.Features);
        var (journal, about) = await JournalAsync(folder, stop);
        return Print(folder, manifest, [.. await FindAsync(folder, manifest, journal, stop), .. about]);
    }

    /// <summary>Goes through all shards and shows how far it is.</summary>
    internal static async Task<IReadOnlyList<Finding>> FindAsync(RunFolder folder, FeatureManifest manifest, RunState? journal, CancellationToken stop)
    {
        await using var display = ProgressDisplay.ForThisTerminal();
        var (done, all) = (0, manifest.Shards.Count);
        if (all > 0) display.Show("verify", done, all, "shards", "");
        return await Task.Run(() => RunVerification.Verify(folder, manifest, journal, shard =>
        {
            stop.ThrowIfCancellationRequested();
            display.Show("verify", ++done, all, "shards", shard.File);
        }), stop);
    }

    /// <summary>Prints findings and their number.</summary>
    internal static int Print(RunFolder folder, FeatureManifest manifest, IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings) Console.WriteLine(finding.Text);
        var errors = findings.Count(f => f.IsError);
        if (findings.Any(f => f.Shard is not null || f.Disagrees)) Console.WriteLine($"`hpa verify {folder.Path} --repair` makes damaged and missing shards again");
        Console.WriteLine($"{Count(manifest.Shards.Count, "shard")}, {Count(manifest.Shards.Sum(s => s.Rows), "row")}, {Count(errors, "error")}");
        return errors > 0 ? Outcome.Failed : Outcome.Done;
    }

    /// <summary>A number with its noun.</summary>
    internal static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";

    /// <summary>What the journal says, or why it was not looked at.</summary>
    private static async Task<(RunState? State, IReadOnlyList<Finding> About)> JournalAsync(RunFolder folder, CancellationToken stop)
    {
        if (!File.Exists(folder.Journal)) return (null, [new Finding(false, $"{folder.Journal}: is not there, so the manifest was not compared with it")]);
        IDisposable held;
        try
        {
            held = folder.Lock();
        }
        catch (InputException e)
        {
            return (null, [new Finding(false, $"{folder.Journal}: was not compared with the manifest: {e.Message}")]);
        }

        using (held)
        {
            try
            {
                return (await RunRepair.ReadJournalAsync(folder, stop), []);
            }
            catch (InputException e)
            {
                return (null, [new Finding(true, e.Message)]);
            }
        }
    }
}
