using Akka.Actor;
using Akka.Event;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>
/// Looks at the disk of a run every few seconds and tells its parent <see cref="ExtractionActor.Hold"/> and
/// <see cref="ExtractionActor.GoOn"/>, one of them at once. The decision is <see cref="DiskRoom"/>'s.
/// </summary>
public sealed class DiskWatchActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly string _folder;
    private readonly Func<string, long?> _free;
    private readonly DiskRoom _room;

    /// <summary>Sets up the protocol.</summary>
    /// <param name="folder">A folder on the disk.</param>
    /// <param name="needed">What must be free, MB.</param>
    /// <param name="free">Bytes that are free on the disk of a folder, or null where nobody can say.</param>
    public DiskWatchActor(string folder, long needed, Func<string, long?> free)
    {
        (_folder, _free, _room) = (folder, free, new DiskRoom(needed));
        Receive<Look>(_ => Watch());
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Creates the actor's props.</summary>
    public static Props Props(string folder, long needed, Func<string, long?> free) => Akka.Actor.Props.Create(() => new DiskWatchActor(folder, needed, free));

    /// <inheritdoc />
    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("look", new Look(), LookEvery);
        Watch();
    }

    private void Watch()
    {
        var (before, free) = (_room.Held, _free(_folder));
        if (!_room.Look(free)) return;
        var words = _room.Words(free, _folder);
        if (_room.Held == true) Say($"{words}; goes on by itself when there is room");
        else if (before == true) Say($"there is room again on the disk of {_folder}: goes on");
        Context.Parent.Tell(_room.Held == true ? new ExtractionActor.Hold(words) : new ExtractionActor.GoOn());
    }

    private static void Say(string line)
    {
        Context.GetLogger().Warning(line);
        Context.System.EventStream.Publish(new RunNotice(line));
    }

    private sealed record Look;
}
