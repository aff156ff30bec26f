using Hpa.Actors.Runs;
using Hpa.Actors.Selection;
using Hpa.Contracts;

namespace Hpa.Host.Server;

/// <summary>The generations of a run's islands as they stand in its files, once each study is done.</summary>
internal static class RunHistory
{
    /// <summary>All studies, by name, generation and island.</summary>
    public static IReadOnlyList<GenerationPoint> Read(RunFolder run)
    {
        var selection = new DirectoryInfo(run.Selection);
        return selection.Exists ? [.. selection.EnumerateDirectories().OrderBy(folder => folder.Name, StringComparer.Ordinal).SelectMany(folder => Study(run, folder.Name))] : [];
    }

    private static IEnumerable<GenerationPoint> Study(RunFolder run, string study)
    {
        var files = new StudyFiles(run.Path, study);
        try
        {
            return File.Exists(files.History) ? files.ReadHistory().Select(row => new GenerationPoint(study, row.Island, row.Generation, row.Best, row.Mean)) : [];
        }
        catch (InputException)
        {
            // A curve is missing; everything else of the run can be shown.
            return [];
        }
    }
}
