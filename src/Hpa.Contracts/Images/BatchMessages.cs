using Hpa.Contracts.Features;
using Hpa.Contracts.Runs;

namespace Hpa.Contracts.Images;

/// <summary>Messages about one batch of images; each names its run and batch so that stale ones can be told.</summary>
public interface IBatchMessage : IWireMessage
{
    /// <summary>The run's name.</summary>
    string Run { get; }

    /// <summary>The batch, from 0.</summary>
    int Batch { get; }
}

/// <summary>Compute and write the features of these images; paths and ids only, pixels never cross a node.</summary>
/// <param name="Run">The run's name.</param>
/// <param name="Batch">The batch, from 0.</param>
/// <param name="Attempt">Counts the tries of this batch, from 1.</param>
/// <param name="Images">The images of the batch.</param>
public sealed record ExtractBatch(string Run, int Batch, int Attempt, IReadOnlyList<ChannelFiles> Images) : IBatchMessage
{
    /// <summary>The worker that holds the lease, and the shard that the batch lives in; empty until a worker has taken it.</summary>
    public string Worker { get; init; } = "";

    /// <summary>Ending of the batch's files until the run takes them over: another for every worker and attempt, so each has one writer.</summary>
    public string PendingEnding => $".{Worker}-{Attempt}.pending";
}

/// <summary>A worker tells how many batches it has room for. Said again every few seconds, also as a sign of what has reached it.</summary>
/// <param name="Run">The run's name.</param>
/// <param name="Room">Batches it works on at once; 0 when it wants to leave.</param>
/// <param name="Holding">The batches that it holds.</param>
public sealed record AskForBatches(string Run, int Room, IReadOnlyList<int> Holding) : IWireMessage;

/// <summary>A worker gives a batch back that it will not finish.</summary>
/// <param name="Run">The run's name.</param>
/// <param name="Batch">The batch, from 0.</param>
/// <param name="Attempt">The try that it was given.</param>
public sealed record HandBatchBack(string Run, int Batch, int Attempt) : IBatchMessage;

/// <summary>The shards of a batch are on disk; they count once the run has recorded them.</summary>
/// <param name="Run">The run's name.</param>
/// <param name="Batch">The batch, from 0.</param>
/// <param name="Attempt">The try that this answers.</param>
/// <param name="Shards">The shards written, none when every image was set aside.</param>
/// <param name="Quarantined">Images set aside.</param>
/// <param name="Images">Images of the batch, those set aside included.</param>
public sealed record BatchExtracted(
    string Run, int Batch, int Attempt, IReadOnlyList<ShardEntry> Shards, IReadOnlyList<QuarantineEntry> Quarantined, int Images) : IBatchMessage
{
    /// <summary>Ending of the shards' files until the run takes them over.</summary>
    public string PendingEnding { get; init; } = "";
}

/// <summary>A batch could not be finished.</summary>
/// <param name="Run">The run's name.</param>
/// <param name="Batch">The batch, from 0.</param>
/// <param name="Attempt">The try that this answers.</param>
/// <param name="Reason">One line for a person.</param>
/// <param name="Passing">Whether another try may succeed.</param>
public sealed record BatchFailed(string Run, int Batch, int Attempt, string Reason, bool Passing) : IBatchMessage;

/// <summary>Progress inside a batch.</summary>
/// <param name="Run">The run's name.</param>
/// <param name="Batch">The batch, from 0.</param>
/// <param name="Count">Images finished since the last such message.</param>
public sealed record ImageFinished(string Run, int Batch, int Count) : IBatchMessage;
