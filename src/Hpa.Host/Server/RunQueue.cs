using Akka.Actor;
using Hpa.Actors.Server;
using Hpa.Contracts.Server;

namespace Hpa.Host.Server;

/// <summary>The runs of the server: what pages and the API ask and tell the queue.</summary>
/// <param name="queue">The queue's actor.</param>
/// <param name="settings">Makes settings files.</param>
internal sealed class RunQueue(IActorRef queue, SubmittedSettings settings)
{
    /// <summary>A disk that takes longer for one line has other troubles.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>All runs in the order in which they came.</summary>
    public Task<IReadOnlyList<QueuedRun>> ListAsync() => queue.Ask<IReadOnlyList<QueuedRun>>(new RunQueueActor.ListRuns(), Patience);

    /// <summary>A run, or null.</summary>
    public async Task<QueuedRun?> FindAsync(string id) => (await queue.Ask<RunQueueActor.Found>(new RunQueueActor.FindRun(id), Patience)).Run;

    /// <summary>A run.</summary>
    /// <exception cref="RefusedException">There is no such run.</exception>
    public async Task<QueuedRun> GetAsync(string id) => await FindAsync(id) ?? throw new RefusedException(RefusalKind.NotFound, $"there is no run '{id}'");

    /// <summary>Puts a run at the end of the queue.</summary>
    /// <param name="submission">What is wanted.</param>
    /// <param name="key">Submitting again with the same key has no further effect; empty for none.</param>
    /// <exception cref="RefusedException">Names the key at fault.</exception>
    public Task<QueuedRun> SubmitAsync(Submission submission, string key = "") =>
        DoAsync(new SubmitRun(submission.Name, submission.Images, settings.Of(submission), key));

    /// <summary>Stops a run until it is resumed.</summary>
    /// <exception cref="RefusedException">There is no such run, or it is over.</exception>
    public Task<QueuedRun> PauseAsync(string id) => DoAsync(new PauseRun(id));

    /// <summary>Lets a paused run go on.</summary>
    /// <inheritdoc cref="PauseAsync"/>
    public Task<QueuedRun> ResumeAsync(string id) => DoAsync(new ResumeRun(id));

    /// <summary>Calls a run off; its folder stays.</summary>
    /// <inheritdoc cref="PauseAsync"/>
    public Task<QueuedRun> CancelAsync(string id) => DoAsync(new CancelRun(id));

    /// <summary>Puts a run that is over at the end of the queue again.</summary>
    /// <exception cref="RefusedException">There is no such run, or it is not over.</exception>
    public Task<QueuedRun> RetryAsync(string id) => DoAsync(new RetryRun(id));

    private async Task<QueuedRun> DoAsync(IQueueCommand command) => await queue.Ask<object>(command, Patience) switch
    {
        QueuedRun run => run,
        QueueRefusal refusal => throw new RefusedException(refusal.Kind, refusal.Reason),
        var other => throw new InvalidOperationException($"the queue answered {other}"),
    };
}
