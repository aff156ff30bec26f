using System.Runtime.ExceptionServices;

namespace Hpa.Actors.Classifiers;

/// <summary>
/// Runs independent numbered pieces of work on threads of its own, never on the .NET thread pool, which the node's heartbeats need.
/// Whoever writes the result of piece i to place i gets the same result for any number of threads.
/// </summary>
/// <param name="threads">How many at once, at least 1; the caller's thread is one of them.</param>
public sealed class Workers(int threads)
{
    /// <summary>How many pieces are at work at once.</summary>
    public int Threads { get; } = threads >= 1 ? threads : throw new ArgumentOutOfRangeException(nameof(threads), threads, "at least one thread");

    /// <summary>Does every piece once, lower numbers first, and returns when all are done.</summary>
    /// <param name="count">Pieces, numbered 0 … count − 1.</param>
    /// <param name="workspace">Makes the buffers of one thread.</param>
    /// <param name="work">Given a thread's buffers and a piece. After an exception no further piece begins; the first one is thrown again.</param>
    public void For<TWorkspace>(int count, Func<TWorkspace> workspace, Action<TWorkspace, int> work)
    {
        var next = -1;
        ExceptionDispatchInfo? fault = null;
        void Run()
        {
            try
            {
                var own = workspace();
                for (var i = Interlocked.Increment(ref next); i < count && Volatile.Read(ref fault) is null; i = Interlocked.Increment(ref next)) work(own, i);
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref fault, ExceptionDispatchInfo.Capture(e), null);
            }
        }

        var helpers = Enumerable.Range(1, Math.Max(0, Math.Min(Threads, count) - 1)).Select(_ => new Thread(Run) { IsBackground = true, Name = "hpa-classifiers" }).ToArray();
        foreach (var thread in helpers) thread.Start();
        Run();
        foreach (var thread in helpers) thread.Join();
        fault?.Throw();
    }

    /// <summary>The same for work without buffers.</summary>
    public void For(int count, Action<int> work) => For(count, () => work, (own, i) => own(i));
}
