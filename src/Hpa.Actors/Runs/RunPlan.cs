using Hpa.Contracts;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>All that is fixed about a run before it begins: folder, settings, images and their parts.</summary>
/// <param name="Run">The run's name inside journals and messages: the settings' fingerprint, shortened.</param>
/// <param name="Folder">Its files.</param>
/// <param name="Settings">The checked settings.</param>
/// <param name="Index">Images and parts.</param>
public sealed record RunPlan(string Run, RunFolder Folder, RunSettings Settings, RunIndex Index)
{
    /// <summary>
    /// The plan of a new run, or of the run that the folder holds; writes run.conf and split.csv.
    /// </summary>
    /// <exception cref="InputException">The folder holds a run with other settings, or the data cannot be read.</exception>
    public static RunPlan Begin(SettingsFile settings, RunFolder folder)
    {
        var check = settings.Check();
        if (folder.Exists)
        {
            var differences = settings.DifferencesFrom(SettingsFile.Read(folder.Settings));
            if (differences.Count > 0)
                throw new SettingsException($"{folder.Path} holds a run with other settings ({string.Join("; ", differences.Take(3))}): choose another --out");
        }
        else
        {
            // A split without run.conf is left over from a start that was cut off, perhaps with other settings.
            if (File.Exists(folder.Split)) File.Delete(folder.Split);
        }

        var index = RunIndex.Build(check, folder.Split);
        var plan = new RunPlan(check.Fingerprint[..12], folder, check, index);
        // What cannot run is refused before the folder belongs to these settings.
        if (!folder.Exists) FitnessPlan.Early(plan);
        settings.Write(folder.Settings);
        return plan;
    }

    /// <summary>The plan of the run that the folder holds.</summary>
    /// <exception cref="InputException">The folder holds no run.</exception>
    public static RunPlan Continue(RunFolder folder) => Begin(SettingsFile.Read(folder.MustExist().Settings), folder);
}
