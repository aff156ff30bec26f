using System.Globalization;
using Hpa.Contracts.Server;

namespace Hpa.Actors.Server;

/// <summary>The runs of a server. Rebuilt by applying events; knows nothing of processes.</summary>
public sealed class RunQueueState
{
    private readonly SortedDictionary<string, QueuedRun> _runs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);
    private int _places;

    /// <summary>All runs in the order in which they came.</summary>
    public IReadOnlyList<QueuedRun> Runs => [.. _runs.Values];

    /// <summary>A run, or null.</summary>
    public QueuedRun? Find(string id) => _runs.GetValueOrDefault(id);

    /// <summary>
    /// The runs to be worked on next. Those that were at work when the server went down come first; a run that was paused at work keeps its
    /// turn, so that pausing frees the machine.
    /// </summary>
    /// <param name="atOnce">How many may be worked on at once.</param>
    /// <param name="busy">Those that have a process, even one that is about to end.</param>
    public IReadOnlyList<QueuedRun> Due(int atOnce, IReadOnlyCollection<string> busy)
    {
        var taken = busy.Count + _runs.Values.Count(run => run.HoldsTurn && !busy.Contains(run.Id));
        return
        [
            .. _runs.Values.Where(run => run.Phase is RunPhase.Running or RunPhase.Queued && !busy.Contains(run.Id))
                .OrderBy(run => run.Phase == RunPhase.Running ? 0 : 1).ThenBy(run => run.Place).Take(Math.Max(0, atOnce - taken)),
        ];
    }

    /// <summary>What a command leads to.</summary>
    /// <param name="command">The command.</param>
    /// <param name="at">The time that goes into the event.</param>
    /// <returns>An event or none, and why not if the command is refused. Neither: there is nothing to do.</returns>
    public Decision Decide(IQueueCommand command, DateTimeOffset at) => command switch
    {
        SubmitRun submit => Submit(submit, at),
        PauseRun pause => About(pause.Id, run => run.Phase switch
        {
            RunPhase.Queued or RunPhase.Running => Decision.That(new RunPaused(run.Id, at)),
            RunPhase.Paused => Decision.AlreadySo(run.Id),
            _ => Not(run, "paused"),
        }),
        ResumeRun resume => About(resume.Id, run => run.Phase switch
        {
            RunPhase.Paused => Decision.That(new RunResumed(run.Id, at)),
            RunPhase.Queued or RunPhase.Running => Decision.AlreadySo(run.Id),
            _ => Not(run, "resumed"),
        }),
        CancelRun cancel => About(cancel.Id, run => run.Phase switch
        {
            RunPhase.Canceled => Decision.AlreadySo(run.Id),
            RunPhase.Finished or RunPhase.Failed => Not(run, "canceled"),
            _ => Decision.That(new RunCanceled(run.Id, at)),
        }),
        RetryRun retry => About(retry.Id, run => run.IsOver ? Decision.That(new RunRetried(run.Id, at)) : Not(run, "retried")),
        BeginTurn begin => About(begin.Id, run => run.Phase == RunPhase.Queued ? Decision.That(new RunBegun(run.Id, at)) : Decision.AlreadySo(run.Id)),
        EndRun end => About(end.Id, run => End(run, end, at)),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "no such command"),
    };

    /// <summary>Takes an event in; events come in the order of the journal.</summary>
    public void Apply(IQueueEvent change)
    {
        if (change is RunSubmitted submitted)
        {
            _runs.Add(submitted.Id, new QueuedRun(submitted.Id, submitted.Name, submitted.Images, submitted.Settings, RunPhase.Queued, ++_places, submitted.At));
            if (submitted.Key.Length > 0) _keys[submitted.Key] = submitted.Id;
            return;
        }

        var run = _runs[change.Id];
        _runs[change.Id] = change switch
        {
            RunBegun begun => run with { Phase = RunPhase.Running, Begun = run.Begun ?? begun.At },
            RunPaused => run with { Phase = RunPhase.Paused, HoldsTurn = run.Phase == RunPhase.Running },
            RunResumed => run with { Phase = RunPhase.Queued, HoldsTurn = false },
            RunCanceled canceled => run with { Phase = RunPhase.Canceled, HoldsTurn = false, Ended = canceled.At },
            RunCompleted completed => run with { Phase = RunPhase.Finished, HoldsTurn = false, Ended = completed.At },
            RunBroken broken => run with { Phase = RunPhase.Failed, HoldsTurn = false, Ended = broken.At, Reason = broken.Reason },
            RunRetried => run with { Phase = RunPhase.Queued, Place = ++_places, Ended = null, Reason = "" },
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, "no such event"),
        };
    }

    private Decision Submit(SubmitRun submit, DateTimeOffset at)
    {
        if (!_keys.TryGetValue(submit.Key, out var id))
        {
            var next = string.Create(CultureInfo.InvariantCulture, $"run-{_runs.Count + 1:D5}");
            return Decision.That(new RunSubmitted(next, submit.Name, submit.Images, submit.Settings, submit.Key, at));
        }

        var known = _runs[id];
        return (known.Name, known.Images, known.Settings) == (submit.Name, submit.Images, submit.Settings)
            ? Decision.AlreadySo(id)
            : Decision.No(RefusalKind.Invalid, $"the idempotency key was used for {id}, which is another run: use a new key for a new run");
    }

    /// <summary>A process that was asked to stop may still have come to its end.</summary>
    private static Decision End(QueuedRun run, EndRun end, DateTimeOffset at) => run.Phase switch
    {
        RunPhase.Running or RunPhase.Paused or RunPhase.Queued when end.Done => Decision.That(new RunCompleted(run.Id, at)),
        RunPhase.Running => Decision.That(new RunBroken(run.Id, end.Reason, at)),
        _ => Decision.AlreadySo(run.Id),
    };

    private Decision About(string id, Func<QueuedRun, Decision> decide) =>
        Find(id) is { } run ? decide(run) : Decision.No(RefusalKind.NotFound, $"there is no run '{id}'");

    private static Decision Not(QueuedRun run, string what) =>
        Decision.No(RefusalKind.Conflict, $"{run.Id} is {run.Phase.ToString().ToLowerInvariant()} and cannot be {what}");
}

/// <summary>What a command leads to.</summary>
/// <param name="Id">The run it is about; empty for a refusal.</param>
/// <param name="Event">What happens, or null.</param>
/// <param name="Refusal">Why nothing happens, or null.</param>
public sealed record Decision(string Id, IQueueEvent? Event, QueueRefusal? Refusal)
{
    /// <summary>Something happens.</summary>
    public static Decision That(IQueueEvent change) => new(change.Id, change, null);

    /// <summary>It is so already.</summary>
    public static Decision AlreadySo(string id) => new(id, null, null);

    /// <summary>It cannot be.</summary>
    public static Decision No(RefusalKind kind, string reason) => new("", null, new QueueRefusal(kind, reason));
}
