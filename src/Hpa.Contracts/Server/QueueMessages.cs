namespace Hpa.Contracts.Server;

/// <summary>A wish about the runs of a server; answered by <see cref="QueuedRun"/> or <see cref="QueueRefusal"/> once it is on disk.</summary>
public interface IQueueCommand;

/// <summary>Put a run at the end of the queue.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Images">Name of the data set below images/.</param>
/// <param name="Settings">The settings file, HOCON.</param>
/// <param name="Key">Repeating a command with the same key has no further effect; empty for none.</param>
public sealed record SubmitRun(string Name, string Images, string Settings, string Key) : IQueueCommand;

/// <summary>Stop the run until it is resumed.</summary>
public sealed record PauseRun(string Id) : IQueueCommand;

/// <summary>Let a paused run go on.</summary>
public sealed record ResumeRun(string Id) : IQueueCommand;

/// <summary>Call the run off.</summary>
public sealed record CancelRun(string Id) : IQueueCommand;

/// <summary>Try a run again that failed or was called off.</summary>
public sealed record RetryRun(string Id) : IQueueCommand;

/// <summary>The process of a run has ended.</summary>
/// <param name="Id">The run.</param>
/// <param name="Done">Whether it did all it had to.</param>
/// <param name="Reason">Otherwise one line for a person.</param>
public sealed record EndRun(string Id, bool Done, string Reason) : IQueueCommand;

/// <summary>Its turn has come.</summary>
public sealed record BeginTurn(string Id) : IQueueCommand;

/// <summary>Why a wish was not fulfilled.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Reason">One line for a person.</param>
public sealed record QueueRefusal(RefusalKind Kind, string Reason);

/// <summary>Kinds of refusals.</summary>
public enum RefusalKind
{
    /// <summary>There is no such thing.</summary>
    NotFound,

    /// <summary>Not as things stand.</summary>
    Conflict,

    /// <summary>What was sent is wrong.</summary>
    Invalid,

    /// <summary>What was sent is too large.</summary>
    TooLarge,

    /// <summary>What was sent is of another kind.</summary>
    WrongType,

    /// <summary>Too much is waiting already.</summary>
    TooMany,
}
