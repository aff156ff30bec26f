using Hpa.Actors.Selection;

namespace Hpa.Actors.Runs;

/// <summary>The folders of studies below selection/.</summary>
internal static class StudyFolders
{
    /// <summary>Removes the folders of studies that a run no longer has, such as repetitions beyond the last; files stay.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="studies">The studies that it has.</param>
    public static void KeepOnly(RunFolder folder, IEnumerable<StudyPlan> studies)
    {
        var names = studies.Select(study => study.Name.ToString()).ToHashSet();
        foreach (var old in Directory.EnumerateDirectories(folder.Selection))
            if (!names.Contains(Path.GetFileName(old))) Directory.Delete(old, recursive: true);
    }
}
