using Akka.Actor;
using Akka.Event;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>
/// Keeps a run going while its journal comes and goes: a <see cref="RunActor"/> that cannot reach it stops with all its workers, and is
/// started anew from what the journal says, at growing intervals, until the patience of the settings is at an end.
/// </summary>
public sealed class RunGuardActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>A journal that was read and fails again before that is still the same trouble.</summary>
    private static readonly TimeSpan SettledAfter = TimeSpan.FromMinutes(1);

    private readonly Props _run;
    private readonly TimeSpan _patience;
    private IActorRef _asker = ActorRefs.Nobody;
    private BeginRun? _begin;
    private JournalAway? _away;
    private DateTimeOffset? _since;
    private TimeSpan _wait = FirstWait;
    private bool _answered;

    /// <summary>Sets up the protocol.</summary>
    /// <param name="run">The run.</param>
    /// <param name="patience">How long the journal may be out of reach.</param>
    public RunGuardActor(Props run, TimeSpan patience)
    {
        (_run, _patience) = (run, patience);
        Receive<BeginRun>(begin =>
        {
            (_asker, _begin) = (Sender, begin);
            Start();
        });
        Receive<RunFinished>(Answer);
        Receive<RunFailed>(Answer);
        Receive<JournalAway>(Note);
        Receive<JournalReached>(_ => Reached());
        Receive<Terminated>(_ => Ended());
        Receive<TryAgain>(_ => Start());
        Receive<Settled>(_ => (_since, _wait) = (null, FirstWait));
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Creates the props of a guarded run.</summary>
    public static Props Props(RunPlan plan, RunRegions regions) => Props(RunActor.Props(plan, regions), plan.Settings.Faults.JournalPatience);

    /// <summary>The same for any actor that answers like a run.</summary>
    internal static Props Props(Props run, TimeSpan patience) => Akka.Actor.Props.Create(() => new RunGuardActor(run, patience));

    private void Start() => Context.Watch(Context.ActorOf(_run)).Tell(_begin, Self);

    private void Answer(object answer)
    {
        _answered = true;
        _asker.Tell(answer);
    }

    private void Note(JournalAway away)
    {
        Timers.Cancel("settled");
        Context.GetLogger().Warning("the journal cannot be reached: {0}", away.Reason);
        if (_away is null)
            Say($"the journal cannot be reached ({away.Reason}), trying again; the run fails after {_patience.TotalMinutes:0} minutes of that (hpa.runs.journal-patience)");
        _away = away;
    }

    private void Reached()
    {
        if (_away is null) return;
        _away = null;
        Say("the journal can be reached again: the run goes on");
        Timers.StartSingleTimer("settled", new Settled(), SettledAfter);
    }

    private void Ended()
    {
        if (_answered) return;
        if (_away is null)
        {
            // Whoever asked sees that nobody is left to answer.
            Context.Stop(Self);
            return;
        }

        var now = Context.System.Scheduler.Now;
        _since ??= now;
        if (now - _since >= _patience)
        {
            Answer(new RunFailed(
                $"the journal cannot be reached ({_away.Reason}) and hpa.runs.journal-patience is at an end: mend that and run the same command again", Settings: false));
            return;
        }

        Timers.StartSingleTimer("again", new TryAgain(), _wait);
        _wait = _wait * 2 < LongestWait ? _wait * 2 : LongestWait;
    }

    private static void Say(string line) => Context.System.EventStream.Publish(new RunNotice(line));

    /// <summary>The run cannot reach its journal and stops.</summary>
    internal sealed record JournalAway(string Reason);

    /// <summary>The run has read its journal.</summary>
    internal sealed record JournalReached;

    private sealed record TryAgain;

    private sealed record Settled;
}
