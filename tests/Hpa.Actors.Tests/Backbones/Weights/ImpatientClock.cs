namespace Hpa.Actors.Tests.Backbones.Weights;

/// <summary>A clock on which waits are over at once and are remembered, but for those as long as a stall, which the test ends.</summary>
internal sealed class ImpatientClock : TimeProvider
{
    public static readonly TimeSpan Stall = TimeSpan.FromHours(1);

    private readonly List<Timer> _stalls = [];

    public List<TimeSpan> Waits { get; } = [];

    /// <summary>Lets the silent time pass.</summary>
    public void EndStall()
    {
        foreach (var timer in _stalls.ToArray()) timer.Fire();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(ImpatientClock clock, TimerCallback callback, object? state) : ITimer
    {
        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock._stalls.Remove(this);
            if (dueTime == Stall) clock._stalls.Add(this);
            if (dueTime == Timeout.InfiniteTimeSpan || dueTime == Stall) return true;
            clock.Waits.Add(dueTime);
            ThreadPool.QueueUserWorkItem(_ => Fire());
            return true;
        }

        public void Dispose() => clock._stalls.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
