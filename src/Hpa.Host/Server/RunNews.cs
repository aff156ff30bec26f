using System.Text.Json;
using System.Text.Json.Serialization;
using Hpa.Contracts.Selection;
using Hpa.Contracts.Server;

namespace Hpa.Host.Server;

/// <summary>One of three kinds of news of a run.</summary>
/// <param name="id">The run.</param>
internal sealed class RunNews(string id)
{
    /// <summary>As text in the answers of the server.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private string? _text;

    /// <summary>The run.</summary>
    public string Id => id;

    /// <summary>Where the run stands now.</summary>
    public QueuedRun? Run { get; init; }

    /// <summary>How far some work is.</summary>
    public StepState? Step { get; init; }

    /// <summary>A generation of an island.</summary>
    public GenerationSeen? Generation { get; init; }

    /// <summary>Which of the three: <c>run</c>, <c>step</c> or <c>generation</c>.</summary>
    public string Kind => Run is not null ? "run" : Step is not null ? "step" : "generation";

    /// <summary>The news as JSON; written once, however many watch.</summary>
    public string Text => _text ??= Run is not null
        ? JsonSerializer.Serialize(RunView.Of(Run), Json)
        : Step is not null ? JsonSerializer.Serialize(Step, Json) : JsonSerializer.Serialize(GenerationPoint.Of(Generation!), Json);
}

/// <summary>How far some work of a run is.</summary>
/// <param name="Title">What the work is called.</param>
/// <param name="Done">Units done.</param>
/// <param name="Total">Units in all, or null while nobody knows.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Detail">A few words, or empty.</param>
/// <param name="PerSecond">Units per second, or null before anything can be said.</param>
/// <param name="SecondsLeft">Seconds left at this rate, or null before anything can be said.</param>
internal sealed record StepState(string Title, long Done, long? Total, string Unit, string Detail, double? PerSecond, double? SecondsLeft);

/// <summary>A generation of an island.</summary>
/// <param name="Study">The selection within the run.</param>
/// <param name="Island">Island, from 0.</param>
/// <param name="Generation">Generation, from 1.</param>
/// <param name="Best">Highest fitness.</param>
/// <param name="Mean">Mean fitness.</param>
internal sealed record GenerationPoint(string Study, int Island, int Generation, double Best, double Mean)
{
    /// <summary>As the run's process tells it.</summary>
    public static GenerationPoint Of(GenerationSeen seen) => new(seen.Study, seen.Row.Island, seen.Row.Generation, seen.Row.Best, seen.Row.Mean);
}

/// <summary>A run as the server shows it.</summary>
internal sealed record RunView(
    string Id, string Name, string Images, RunPhase Phase, DateTimeOffset Submitted, DateTimeOffset? Begun, DateTimeOffset? Ended, string Reason, bool HoldsTurn)
{
    /// <summary>The view of a run.</summary>
    public static RunView Of(QueuedRun run) =>
        new(run.Id, run.Name, run.Images, run.Phase, run.Submitted, run.Begun, run.Ended, run.Reason, run.HoldsTurn);
}
