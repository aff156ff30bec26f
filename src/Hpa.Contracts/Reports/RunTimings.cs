using Hpa.Contracts.Runs;

namespace Hpa.Contracts.Reports;

/// <summary>report/timings.json: what a run took on its machines; differs from run to run, so it is not in metrics.json.</summary>
/// <param name="Version">Version of this format; <see cref="CurrentVersion"/>.</param>
/// <param name="Machine">Where it ran.</param>
/// <param name="Stages">Time per stage, in flow order.</param>
/// <param name="ImagesPerSecond">Images through extraction per second, or null when no image was extracted in this go.</param>
/// <param name="EvaluationsPerSecond">Subsets evaluated per second, or null when none was evaluated in this go.</param>
public sealed record RunTimings(
    int Version, MachineFacts Machine, IReadOnlyList<StageTiming> Stages, double? ImagesPerSecond, double? EvaluationsPerSecond)
{
    /// <summary>The version written now.</summary>
    public const int CurrentVersion = 1;
}

/// <summary>Where a run ran.</summary>
/// <param name="Cores">Processor cores that the run could use.</param>
/// <param name="Device">Where the networks ran: <c>cpu</c> or <c>cuda:N</c>.</param>
/// <param name="Note">What a person should know about how the networks ran, such as groups for lack of memory, or empty.</param>
public sealed record MachineFacts(int Cores, string Device, string Note);

/// <summary>One stage's time on the clock.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Seconds">Seconds, not negative; of a resumed run, the sum over its goes.</param>
public sealed record StageTiming(Stage Stage, double Seconds);
