namespace Hpa.Host.Server.Predictions;

/// <summary>Where a prediction stands.</summary>
internal enum PredictionPhase
{
    /// <summary>Waits for its turn.</summary>
    Queued,

    /// <summary>A process works on it.</summary>
    Running,

    /// <summary>Done.</summary>
    Finished,

    /// <summary>Could not be done.</summary>
    Failed,
}

/// <summary>A prediction that somebody asked for; also what stands in its prediction.json.</summary>
/// <param name="Id">Also the name of its folder.</param>
/// <param name="Run">The run whose model predicts.</param>
/// <param name="Images">The data set below images/, or empty for an uploaded field.</param>
/// <param name="Name">What people call the uploaded field; never used as a path.</param>
/// <param name="Submitted">When it came.</param>
internal sealed record PredictionEntry(string Id, string Run, string Images, string Name, DateTimeOffset Submitted)
{
    /// <summary>Where it stands.</summary>
    public PredictionPhase Phase { get; init; } = PredictionPhase.Queued;

    /// <summary>When it was done or failed.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Why it failed, or what was set aside; empty otherwise.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Whether nothing will happen to it any more.</summary>
    public bool IsOver => Phase is PredictionPhase.Finished or PredictionPhase.Failed;
}

/// <summary>What a model says about a field.</summary>
/// <param name="Id">The field.</param>
/// <param name="Labels">The predicted location patterns.</param>
/// <param name="Scores">All patterns, the highest score first; empty for a field that could not be read.</param>
/// <param name="Overlay">Where its picture with the outlines of nuclei and membranes is to be had, or null.</param>
internal sealed record FieldPrediction(string Id, IReadOnlyList<LocationLabel> Labels, IReadOnlyList<LocationScore> Scores, string? Overlay);

/// <summary>A location pattern.</summary>
internal sealed record LocationLabel(int Class, string Name);

/// <summary>A location pattern and the model's score for it.</summary>
internal sealed record LocationScore(int Class, string Name, double Score);
