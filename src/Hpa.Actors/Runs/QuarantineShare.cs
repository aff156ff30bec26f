using System.Globalization;

namespace Hpa.Actors.Runs;

/// <summary>Whether so many images are set aside that the rest no longer stands for the data.</summary>
internal static class QuarantineShare
{
    /// <summary>While fewer are set aside and images are still to come, a share says little.</summary>
    private const int Few = 10;

    /// <summary>Why the run must not go on, as one line, or null.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="state">What is committed.</param>
    public static string? Fault(RunPlan plan, RunState state)
    {
        var (bad, seen, all, most) = (state.Quarantined.Count, state.ImagesDone, plan.Index.Images.Count, plan.Settings.Faults.MaxQuarantined);
        if (bad == 0 || (bad < Few && seen < all) || bad <= most * seen) return null;
        var share = ((double)bad / seen).ToString("0.00", CultureInfo.InvariantCulture);
        return FormattableString.Invariant(
            $"{bad} of {seen} images were set aside, a share of {share} where hpa.runs.max-quarantined allows {most}; {plan.Folder.Quarantine} says why: mend the files and `hpa retry {plan.Folder.Path}`, or run the same command with a larger hpa.runs.max-quarantined");
    }
}
