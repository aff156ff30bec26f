using Hpa.Actors.Reports;
using Hpa.Actors.Runs;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Server;

namespace Hpa.Host.Server.Views;

/// <summary>Where a stage of a run is.</summary>
public enum StepMark
{
    /// <summary>Its turn comes later.</summary>
    Waiting,

    /// <summary>It is being done.</summary>
    Working,

    /// <summary>Done.</summary>
    Done,
}

/// <summary>A stage as a bar.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Mark">Where it is.</param>
/// <param name="Share">How much is done, in [0, 1].</param>
public sealed record StepBar(Stage Stage, StepMark Mark, double Share)
{
    /// <summary>For people.</summary>
    public string Name => Stage switch
    {
        Stage.Extract => "Features",
        Stage.Select => "Selection",
        Stage.Evaluate => "Evaluation",
        _ => Stage.ToString(),
    };
}

/// <summary>The stages of a run as bars, and what goes on now in words.</summary>
/// <param name="Bars">The four stages that take time, in flow order.</param>
/// <param name="Now">What is being done, how fast, how long still; empty when nothing is.</param>
public sealed record RunSteps(IReadOnlyList<StepBar> Bars, string Now)
{
    private static readonly Stage[] s_stages = [Stage.Extract, Stage.Select, Stage.Evaluate, Stage.Report];

    /// <summary>All stages together, in [0, 1].</summary>
    public double Share => Bars.Average(bar => bar.Share);

    /// <summary>Where a run stands.</summary>
    /// <param name="run">The run.</param>
    /// <param name="steps">What its process told, in the order in which the steps began.</param>
    /// <param name="onDisk">The last stage whose results are on disk, or null.</param>
    internal static RunSteps Of(QueuedRun run, IReadOnlyList<StepState> steps, Stage? onDisk)
    {
        var current = steps.Count > 0 && run.Phase == RunPhase.Running ? steps[^1] : null;
        var working = current is null ? (Stage?)null : StageOf(current.Title);
        StepBar Bar(Stage stage) => Done(stage) ? new(stage, StepMark.Done, 1)
            : stage == working ? new(stage, StepMark.Working, ShareOf(stage))
            : new(stage, StepMark.Waiting, ShareOf(stage));
        bool Done(Stage stage) => run.Phase == RunPhase.Finished || stage < working || (working is null && stage <= onDisk);
        double ShareOf(Stage stage) => steps.LastOrDefault(step => StageOf(step.Title) == stage && step.Title == Title(stage)) is { Total: > 0 } step
            ? Math.Clamp((double)step.Done / step.Total.Value, 0, 1)
            : 0;
        return new RunSteps([.. s_stages.Select(Bar)], run.Phase == RunPhase.Running ? Words(current) : "");
    }

    /// <summary>The last stage whose results are in a run's folder.</summary>
    public static Stage? OnDisk(RunFolder run) =>
        File.Exists(run.Page) ? Stage.Report
        : File.Exists(run.Metrics) ? Stage.Evaluate
        : Directory.Exists(run.Selection) ? Stage.Extract
        : null;

    /// <summary>What a step is doing, in words.</summary>
    internal static string Words(StepState? step)
    {
        if (step is null) return "Starting";
        var amount = step.Total is { } total ? $"{Wording.Count(step.Done)} of {Wording.Count(total)} {step.Unit}" : $"{Wording.Count(step.Done)} {step.Unit}";
        var name = step.Title switch { "load" => "Loading networks", "index" => "Reading the table", var title when StageOf(title) is { } stage && title == Title(stage) => "", var title => Wording.Heading(title) };
        return string.Join(" · ", new[] { name, amount, step.PerSecond is { } rate and > 0 ? $"{Wording.Rate(rate)} per second" : "", step.SecondsLeft is { } left ? $"{Wording.Duration(left)} left" : "", step.Detail }
            .Where(words => words.Length > 0));
    }

    private static string Title(Stage stage) => Progress.ProgressDisplay.Title(stage);

    /// <summary>The stage that a step belongs to.</summary>
    private static Stage StageOf(string title) => title switch
    {
        "index" => Stage.Index,
        "load" or "extract" => Stage.Extract,
        "evaluate" => Stage.Evaluate,
        "report" => Stage.Report,
        _ => Stage.Select,
    };
}
