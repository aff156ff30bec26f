using Hpa.Actors.Backbones.Weights;
using Hpa.Contracts;
using Hpa.Contracts.Backbones;
using Hpa.Host.Progress;

namespace Hpa.Host.Commands.Models;

/// <summary><c>hpa models pull</c>.</summary>
internal static class ModelPull
{
    /// <summary>Fetches weights one file after the other; a failure does not stop the others.</summary>
    /// <exception cref="SettingsException">A name is unknown or has no source, or the settings are wrong.</exception>
    public static async Task<int> RunAsync(NetworkCatalogue catalogue, IReadOnlyList<string> names, CancellationToken stop)
    {
        var entries = names.Count > 0 ? catalogue.Named(names) : [.. catalogue.Entries.Where(e => e.Facts.Source.Length > 0 && e.Spec.File.Length > 0)];
        var sources = entries.Select(catalogue.SourceOf).ToArray();
        var failures = new List<string>();
        await using (var display = ProgressDisplay.ForThisTerminal())
        {
            using var client = WeightsStore.NewClient();
            var progress = new PullDisplay(display, entries);
            foreach (var (entry, source) in entries.Zip(sources))
            {
                try
                {
                    await PullAsync(entry.Spec, source, client, progress, stop);
                }
                catch (Exception e) when (e is InputException or IOException or UnauthorizedAccessException)
                {
                    failures.Add(e.Message);
                    progress.Failed(entry.Spec.Name);
                }
            }
        }

        Console.WriteLine($"{entries.Count - failures.Count} of {entries.Count} networks have their weights in {catalogue.Folder}");
        failures.ForEach(Outcome.Complain);
        return failures.Count == 0 ? Outcome.Done : Outcome.Failed;
    }

    private static async Task PullAsync(BackboneSpec spec, WeightsSource source, HttpClient client, PullDisplay progress, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        // On a thread of its own: hashing and running a network take their time, and the display shall go on.
        await Task.Run(() => NetworkCatalogue.PlaceOf(spec).Store.PullAsync(source, client, progress, stop), stop);
        if (progress.WasThere(spec.Name)) return;
        stop.ThrowIfCancellationRequested();
        try
        {
            await Task.Run(() => NetworkCatalogue.Verify(spec), stop);
        }
        catch (InputException e) when (e is not StorageException)
        {
            File.Delete(spec.File);
            throw new InputException($"{spec.Name}: the file has the SHA-256 of the catalogue and still cannot be used, so it was deleted; correct hpa.backbones.catalogue.{spec.Name} ({e.Message})", e);
        }

        progress.Checked(spec.Name);
    }
}
