using Hpa.Actors.Features;
using Hpa.Actors.Runs;
using Hpa.Contracts.Features;
using Hpa.Contracts.Runs;
using Hpa.Host.Nodes;

namespace Hpa.Host.Commands;

/// <summary>
/// Mends what verification finds: has the manifest say what the journal says, makes damaged and missing shards again from their images,
/// and removes what interrupted writes left. What comes out is verified again.
/// </summary>
internal static class RunRepair
{
    /// <summary>A manifest that is mended may show shards that are not.</summary>
    private const int Rounds = 2;

    /// <summary>Repairs a run and prints what was done and what is left.</summary>
    public static async Task<int> RepairAsync(RunFolder folder, CancellationToken stop)
    {
        using var held = folder.Lock();
        if (!File.Exists(folder.Manifest)) await MakeManifestAsync(folder, stop);
        for (var round = 0; ; round++)
        {
            var manifest = ManifestFile.Read(folder.Features);
            var journal = await ReadJournalAsync(folder, stop);
            var findings = await VerifyCommand.FindAsync(folder, manifest, journal, stop);
            if (round == Rounds || !await MendAsync(folder, journal, findings, stop)) return VerifyCommand.Print(folder, manifest, findings);
        }
    }

    /// <summary>What the journal says of the run. The caller holds the folder's lock.</summary>
    public static async Task<RunState> ReadJournalAsync(RunFolder folder, CancellationToken stop)
    {
        var run = RunPlan.NameOf(SettingsFile.Read(folder.Settings).Check());
        return (await NodeSession.AskAsync<JournalReaderActor.JournalRead>(
            folder, _ => JournalReaderActor.Props(run), new JournalReaderActor.ReadJournal(), stop)).State;
    }

    /// <summary>Mends what can be.</summary>
    /// <returns>Whether there was anything.</returns>
    private static async Task<bool> MendAsync(RunFolder folder, RunState journal, IReadOnlyList<Finding> findings, CancellationToken stop)
    {
        foreach (var path in findings.Select(f => f.LeftOver).OfType<string>())
        {
            File.Delete(path);
            Console.WriteLine($"repair: removed {path}");
        }

        foreach (var finding in findings.Where(f => f.IsError && (f.Shard is not null || f.Disagrees))) Console.WriteLine($"repair: {finding.Text}");
        var disagrees = findings.Any(f => f.Disagrees);
        if (disagrees) RunManifest.Follow(folder, journal);
        ShardEntry[] damaged = [.. findings.Select(f => f.Shard).OfType<ShardEntry>().Distinct()];
        if (damaged.Length > 0 && !disagrees) await MakeAsync(folder, damaged, stop);
        return disagrees || findings.Any(f => f.Shard is not null || f.LeftOver is not null);
    }

    private static async Task MakeManifestAsync(RunFolder folder, CancellationToken stop)
    {
        // Says so when there never was one.
        if ((await ReadJournalAsync(folder, stop)).Batches.Count == 0) ManifestFile.Read(folder.Features);
        Console.WriteLine($"repair: {folder.Manifest} is missing");
        await MakeAsync(folder, [], stop);
    }

    private static async Task MakeAsync(RunFolder folder, IReadOnlyList<ShardEntry> damaged, CancellationToken stop)
    {
        var plan = RunPlan.Continue(folder);
        var finished = await RunCommand.AskAsync(plan, new BeginRun(Stage.Extract, Again: false) { Repair = damaged }, stop);
        if (!finished.Reported && File.Exists(folder.Page))
            Console.WriteLine($"features are no longer what the report was made of: `hpa report {folder.Path}` brings it up to date");
    }
}
