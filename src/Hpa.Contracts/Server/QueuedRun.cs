namespace Hpa.Contracts.Server;

/// <summary>Where a run of a server stands.</summary>
public enum RunPhase
{
    /// <summary>Waits for its turn.</summary>
    Queued,

    /// <summary>A process works on it, or will as soon as the server is up again.</summary>
    Running,

    /// <summary>Waits for somebody to resume it.</summary>
    Paused,

    /// <summary>Called off.</summary>
    Canceled,

    /// <summary>Done.</summary>
    Finished,

    /// <summary>Could not go on.</summary>
    Failed,
}

/// <summary>A run of a server.</summary>
/// <param name="Id">Also the name of its folder.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Images">Name of the data set below images/.</param>
/// <param name="Settings">The settings file, HOCON.</param>
/// <param name="Phase">Where it stands.</param>
/// <param name="Place">Its place in the order of the queue; lower ones come first.</param>
/// <param name="Submitted">When it came.</param>
public sealed record QueuedRun(string Id, string Name, string Images, string Settings, RunPhase Phase, int Place, DateTimeOffset Submitted)
{
    /// <summary>When its first process began.</summary>
    public DateTimeOffset? Begun { get; init; }

    /// <summary>When it was done, failed or was called off.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Why it failed: one line for a person; empty otherwise.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Whether it keeps the next ones waiting although it is paused: it was at work when it was paused.</summary>
    public bool HoldsTurn { get; init; }

    /// <summary>Whether nothing will happen to it by itself any more.</summary>
    public bool IsOver => Phase is RunPhase.Canceled or RunPhase.Finished or RunPhase.Failed;
}
