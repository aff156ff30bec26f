namespace Hpa.Actors.Runs;

/// <summary>
/// Where predictions of the Evaluate stage are while it works: below the run's evaluation/, in a folder named after the settings, so that
/// what was made under others is never taken.
/// </summary>
internal static class PredictionFolder
{
    /// <summary>The folder of the present settings.</summary>
    public static string Of(RunPlan plan) => Path.Combine(plan.Folder.Evaluation, plan.Settings.Fingerprint[..12]);

    /// <summary>Removes the predictions, those of other settings too, when what was made of them is on disk.</summary>
    public static void Delete(RunPlan plan)
    {
        if (Directory.Exists(plan.Folder.Evaluation)) Directory.Delete(plan.Folder.Evaluation, recursive: true);
    }
}
