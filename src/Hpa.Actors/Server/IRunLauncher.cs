using Hpa.Contracts.Server;

namespace Hpa.Actors.Server;

/// <summary>Has a run worked on, in a process of its own.</summary>
public interface IRunLauncher
{
    /// <summary>Begins or continues the run and waits for the end of its process.</summary>
    /// <param name="run">The run.</param>
    /// <param name="stop">Asks the process to stop in order; the task ends when it has.</param>
    Task<RunEnd> RunAsync(QueuedRun run, CancellationToken stop);
}

/// <summary>How the process of a run ended.</summary>
/// <param name="Done">Whether it did all it had to.</param>
/// <param name="Reason">Otherwise one line for a person.</param>
public sealed record RunEnd(bool Done, string Reason);
