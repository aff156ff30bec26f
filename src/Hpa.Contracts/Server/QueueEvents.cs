namespace Hpa.Contracts.Server;

/// <summary>What happened to the runs of a server, as kept in its journal.</summary>
public interface IQueueEvent : IWireMessage
{
    /// <summary>The run.</summary>
    string Id { get; }

    /// <summary>When, UTC.</summary>
    DateTimeOffset At { get; }
}

/// <summary>A run was put at the end of the queue.</summary>
/// <param name="Id">The run; also the name of its folder.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Images">Name of the data set below images/.</param>
/// <param name="Settings">The settings file, HOCON.</param>
/// <param name="Key">The client's idempotency key, or empty.</param>
/// <param name="At">When.</param>
public sealed record RunSubmitted(string Id, string Name, string Images, string Settings, string Key, DateTimeOffset At) : IQueueEvent;

/// <summary>Its turn came: a process works on it.</summary>
public sealed record RunBegun(string Id, DateTimeOffset At) : IQueueEvent;

/// <summary>Somebody paused it.</summary>
public sealed record RunPaused(string Id, DateTimeOffset At) : IQueueEvent;

/// <summary>Somebody let a paused run go on: it waits for its turn again, at its old place.</summary>
public sealed record RunResumed(string Id, DateTimeOffset At) : IQueueEvent;

/// <summary>Somebody called it off; its folder stays.</summary>
public sealed record RunCanceled(string Id, DateTimeOffset At) : IQueueEvent;

/// <summary>It is done.</summary>
public sealed record RunCompleted(string Id, DateTimeOffset At) : IQueueEvent;

/// <summary>It cannot go on.</summary>
/// <param name="Id">The run.</param>
/// <param name="Reason">One line for a person.</param>
/// <param name="At">When.</param>
public sealed record RunBroken(string Id, string Reason, DateTimeOffset At) : IQueueEvent;

/// <summary>Somebody put it at the end of the queue again; what is finished of it stays.</summary>
public sealed record RunRetried(string Id, DateTimeOffset At) : IQueueEvent;
