using Hpa.Actors.Selection.Searches;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Runs;

/// <summary>The folders of studies below selection/.</summary>
internal static class SelectionFolder
{
    /// <summary>
    /// Removes what an earlier selection left and this one does not have: folders of other studies, such as repetitions beyond the last,
    /// and files of searches that are no longer asked for. What has been measured stays.
    /// </summary>
    /// <param name="plan">The run.</param>
    /// <param name="studies">Its studies.</param>
    public static void RemoveEarlier(RunPlan plan, RunStudies studies)
    {
        var names = studies.Plans.Select(study => study.Name.ToString()).ToHashSet();
        foreach (var folder in Directory.EnumerateDirectories(plan.Folder.Selection))
            if (!names.Contains(Path.GetFileName(folder))) Directory.Delete(folder, recursive: true);
        foreach (var name in names)
        {
            var files = new SearchFiles(plan.Folder.Path, name);
            if (plan.Settings.Selection.Searches.Count == 0) File.Delete(files.Searches);
            if (!plan.Settings.Selection.Searches.Contains(SearchKind.Nsga2)) File.Delete(files.Front);
        }
    }
}
