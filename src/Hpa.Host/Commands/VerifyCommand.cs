using System.CommandLine;
using Hpa.Actors.Features;
using Hpa.Actors.Runs;

namespace Hpa.Host.Commands;

/// <summary><c>hpa verify DIR</c>: checks every shard that the manifest names.</summary>
internal static class VerifyCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "Folder of a run" };
        var command = new Command("verify", "Check the feature shards of a run against their manifest.") { folder };
        command.SetAction((parsed, _) => Outcome.Of(() => Task.FromResult(Verify(new RunFolder(parsed.GetValue(folder)!).MustExist()))));
        return command;
    }

    private static int Verify(RunFolder folder)
    {
        var manifest = ManifestFile.Read(folder.Features);
        var findings = FeatureVerification.Verify(folder.Features, manifest);
        foreach (var finding in findings) Console.WriteLine(finding.Text);
        Console.WriteLine($"{manifest.Shards.Count} shards, {manifest.Shards.Sum(s => s.Rows)} rows, {findings.Count(f => f.IsError)} errors");
        return findings.Any(f => f.IsError) ? Outcome.Failed : Outcome.Done;
    }
}
