using Hpa.Contracts;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>All that is fixed about a run before it begins: folder, settings, images and their parts.</summary>
/// <param name="Run">
/// The run's name inside journals and messages: the fingerprint of what its features depend on, shortened. A choice made again on the same
/// features is the same run.
/// </param>
/// <param name="Folder">Its files.</param>
/// <param name="Settings">The checked settings.</param>
/// <param name="Index">Images and parts.</param>
public sealed record RunPlan(string Run, RunFolder Folder, RunSettings Settings, RunIndex Index)
{
    private const int NameLength = 12;

    /// <summary>What settings add to the run's name inside the islands' journals and messages: with others of the selection, other islands.</summary>
    public string Selection => Settings.Fingerprints.Select[..NameLength];

    /// <summary>The run's name, from its settings alone.</summary>
    public static string NameOf(RunSettings settings) => settings.Fingerprints.Extract[..NameLength];

    /// <summary>
    /// The plan of a new run, or of the run that the folder holds; writes run.conf and split.csv.
    /// </summary>
    /// <exception cref="InputException">The folder holds a run with other settings, or the data cannot be read.</exception>
    public static RunPlan Begin(SettingsFile settings, RunFolder folder)
    {
        if (folder.Exists)
        {
            var differences = settings.DifferencesFrom(SettingsFile.Read(folder.Settings));
            if (differences.Count > 0) throw OtherSettings(folder, differences);
        }
        else
        {
            // A split without run.conf is left over from a start that was cut off, perhaps with other settings.
            if (File.Exists(folder.Split)) File.Delete(folder.Split);
        }

        return Make(settings, folder, changed: !folder.Exists);
    }

    /// <summary>The plan of the run that the folder holds.</summary>
    /// <exception cref="InputException">The folder holds no run.</exception>
    public static RunPlan Continue(RunFolder folder) => Begin(SettingsFile.Read(folder.MustExist().Settings), folder);

    /// <summary>
    /// The plan of the run that the folder holds with other settings of a stage and those after it, which will be done again; writes
    /// run.conf once nothing speaks against them.
    /// </summary>
    /// <param name="folder">The run.</param>
    /// <param name="stage">The first stage whose results may change.</param>
    /// <param name="overrides">Texts <c>key=value</c>.</param>
    /// <exception cref="InputException">The folder holds no run, a key changes an earlier stage, or a value is wrong.</exception>
    public static RunPlan Change(RunFolder folder, Stage stage, IReadOnlyList<string> overrides)
    {
        var before = SettingsFile.Read(folder.MustExist().Settings);
        var after = before.With(overrides);
        if (after.DifferencesFrom(before).FirstOrDefault(d => d.Stage < stage) is { } early)
            throw new SettingsException(early.Stage == Stage.Select
                ? $"{early.Key} changes what blocks are chosen: `hpa select {folder.Path} {early.Option}`"
                : $"{early.Key} changes the features, which are made once in a folder: start another run with `hpa run CONFIG --out DIR`");
        return Make(after, folder, changed: true);
    }

    /// <summary>The plan of settings and images that are known to belong together.</summary>
    internal static RunPlan Of(RunFolder folder, RunSettings settings, RunIndex index) => new(NameOf(settings), folder, settings, index);

    private static RunPlan Make(SettingsFile settings, RunFolder folder, bool changed)
    {
        var check = settings.Check();
        StudyPlans.Require(check);
        var index = RunIndex.Build(check, folder.Split);
        var plan = Of(folder, check, index);
        // What cannot run is refused before the folder belongs to these settings.
        if (changed) FitnessPlan.Early(plan);
        settings.Write(folder.Settings);
        return plan;
    }

    /// <summary>Nothing that is there goes by accident: a choice is made again only where somebody says so.</summary>
    private static SettingsException OtherSettings(RunFolder folder, IReadOnlyList<SettingsDifference> differences)
    {
        var first = differences.Min(d => d.Stage);
        var command = first == Stage.Select ? "select" : "evaluate";
        var remedy = first < Stage.Select || differences.Any(d => d.Is is null)
            ? "choose another --out"
            : $"choose another --out, or do this again on the same features with `hpa {command} {folder.Path} {string.Join(' ', differences.Select(d => d.Option))}`";
        return new SettingsException($"{folder.Path} holds a run with other settings ({string.Join("; ", differences.Take(3))}): {remedy}");
    }
}
