using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using Akka.Pattern;
using Akka.Persistence;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Saved;
using Hpa.Actors.Features;
using Hpa.Actors.Selection;
using Hpa.Contracts;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>
/// A run from settings to report: does the stages in order, journals what is finished, and after a restart goes on with what
/// is not. What it decides is <see cref="RunState"/>'s.
/// </summary>
public sealed class RunActor : ReceivePersistentActor
{
    private readonly RunPlan _plan;
    private readonly RunRegions _regions;
    private readonly RunState _state = new();
    private IActorRef _asker = ActorRefs.Nobody;
    private IActorRef _worker = ActorRefs.Nobody;
    private IActorRef _disk = ActorRefs.Nobody;
    private Stage _until;
    private bool _again;
    private bool _remade;
    private int _retried;
    private long _stageStarted;
    private NodeActor.ExtractionOpened? _opened;
    private RunStudies? _studies;
    private Action<NodeActor.StudiesOpened>? _withStudies;
    private IReadOnlyList<IActorRef> _classifiers = [];

    /// <summary>Sets up the protocol.</summary>
    /// <param name="plan">What to do.</param>
    /// <param name="regions">The node and the shard regions to do it with.</param>
    public RunActor(RunPlan plan, RunRegions regions)
    {
        _plan = plan;
        _regions = regions;
        PersistenceId = JournalName(plan.Run);
        Recover<IRunEvent>(_state.Apply);
        Recover<RecoveryCompleted>(_ => Context.Parent.Tell(new RunGuardActor.JournalReached()));
        Command<BeginRun>(Begin);
        Command<NodeActor.ExtractionOpened>(Extract);
        Command<ExtractionActor.Hold>(hold => _worker.Tell(hold));
        Command<ExtractionActor.GoOn>(goOn =>
        {
            if (_worker.IsNobody()) StartExtraction();
            else _worker.Tell(goOn);
        });
        Command<BatchExtracted>(Commit);
        Command<BatchFailed>(failed => Fail(failed.Reason, settings: false));
        Command<ExtractionActor.AllBatchesExtracted>(_ => DeferAsync(0, _ => EndExtraction()));
        Command<NodeActor.StudiesOpened>(opened =>
        {
            (_studies, _classifiers) = (opened.Studies, opened.Classifiers);
            _withStudies!(opened);
        });
        Command<SelectionActor.SelectionFinished>(_ => EndSelection());
        Command<SelectionActor.SelectionInterrupted>(interrupted =>
        {
            Context.Parent.Tell(new RunGuardActor.JournalAway(interrupted.Reason));
            Context.Stop(Self);
        });
        Command<SelectionActor.SelectionFailed>(failed => Fail(failed.Reason, settings: false));
        Command<EvaluationActor.StageDone>(done => Complete(done.Stage));
        Command<NodeActor.NodeFailed>(failed => Fail(failed.Reason, failed.Settings));
    }

    /// <inheritdoc />
    public override string PersistenceId { get; }

    /// <summary>What a run's events stand under in the journal.</summary>
    internal static string JournalName(string run) => $"run-{run}";

    /// <summary>Creates the actor's props.</summary>
    public static Props Props(RunPlan plan, RunRegions regions) =>
        Akka.Actor.Props.Create(() => new RunActor(plan, regions)).WithDispatcher("hpa.runs.dispatcher");

    /// <inheritdoc />
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        Fail(cause.Message.ReplaceLineEndings(" "), settings: false);
        base.OnPersistRejected(cause, @event, sequenceNr);
    }

    /// <inheritdoc />
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        Lose(cause, "written");
        base.OnPersistFailure(cause, @event, sequenceNr);
    }

    /// <inheritdoc />
    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        Lose(reason, "read");
        base.OnRecoveryFailure(reason, message);
    }

    /// <summary>The guard waits for a journal that is out of reach; one that is full or damaged ends the run.</summary>
    private void Lose(Exception cause, string what)
    {
        var reason = cause.Message.ReplaceLineEndings(" ");
        if (cause is OpenCircuitException or RecoveryTimedOutException || JournalFaults.IsPassing(cause)) Context.Parent.Tell(new RunGuardActor.JournalAway(reason));
        else Fail($"{_plan.Folder.Journal} cannot be {what} ({reason}): mend the disk and run the same command again", settings: false);
    }

    /// <summary>The command waits for an answer, so whatever goes wrong must become one.</summary>
    protected override void PreRestart(Exception reason, object message)
    {
        Fail(reason);
        base.PreRestart(reason, message);
    }

    /// <summary>A worker that failed has lost what it was doing; the next start of the run goes on from the journal.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(fault =>
    {
        Fail(fault);
        return Directive.Stop;
    });

    private void Fail(Exception fault)
    {
        Log.Error(fault, "the run failed");
        var reason = fault is InputException ? fault.Message : $"{fault.Message.ReplaceLineEndings(" ")} ({_plan.Folder.Log} says more)";
        Fail(reason, fault is SettingsException);
    }

    private void Begin(BeginRun begin)
    {
        (_asker, _until, _again) = (Sender, begin.Until, begin.Again);
        try
        {
            var started = _state.Begin(_plan.Settings.Fingerprints.Extract, _plan.Index.Fingerprint);
            if (_until >= Stage.Select && !IsDone(Stage.Select)) Foretell();
            if (started is not null) Record(started, Continue);
            else Reopen(begin);
        }
        catch (InputException e)
        {
            Fail(e.Message, e is SettingsException);
        }
    }

    /// <summary>Takes what is to be done again out of the run, then goes on as if it had never been done.</summary>
    private void Reopen(BeginRun begin)
    {
        if (begin.Retry && _state.Quarantined.Count == 0 && IsDone(Stage.Extract))
        {
            _asker.Tell(new RunFinished(0, IsDone(Stage.Report)));
            return;
        }

        var events = _state.Reopen(begin);
        // Before the event: what was predicted from other features must not be there when the run has forgotten it.
        if (events.Count > 0) PredictionFolder.Delete(_plan);
        var left = events.Count;
        PersistAll(events, recorded =>
        {
            _state.Apply(recorded);
            if (--left == 0) RunManifest.Follow(_plan.Folder, _state);
        });
        DeferAsync(0, _ =>
        {
            if (begin.Retry) _retried = _state.Retried;
            Continue();
        });
    }

    /// <summary>Says before hours of extraction what selection will not have room for.</summary>
    private void Foretell()
    {
        if (FitnessPlan.Early(_plan)?.Note is not { Length: > 0 } note) return;
        Log.Warning(note);
        var images = _plan.Index.Images.Count;
        Context.System.EventStream.Publish(new ProgressChanged(Stage.Index, images, images, "images", note));
    }

    private void Continue()
    {
        _stageStarted = Stopwatch.GetTimestamp();
        switch (NextStage())
        {
            case Stage.Index:
                Complete(Stage.Index);
                break;
            case Stage.Extract when QuarantineShare.Fault(_plan, _state) is { } tooMany:
                Fail(tooMany, settings: false);
                break;
            case Stage.Extract:
                _regions.Node.Tell(new NodeActor.OpenExtraction(ExtractionPlan.Of(_plan)));
                break;
            case Stage.Select:
                WithStudies(StartSelection);
                break;
            case Stage.Evaluate:
                WithStudies(_ => Evaluate(Stage.Evaluate));
                break;
            case Stage.Report:
                CloseStudies();
                Evaluate(Stage.Report);
                break;
            default:
                if (IsDone(Stage.Evaluate)) CloseStudies();
                _asker.Tell(new RunFinished(_state.Quarantined.Count, IsDone(Stage.Report)) { Retried = _retried });
                break;
        }
    }

    private bool IsDone(Stage stage) => _state.IsDone(stage, _plan.Settings.Fingerprints);

    private Stage? NextStage()
    {
        var next = _state.Next(_until, _plan.Settings.Fingerprints) ?? (_again ? _until : null);
        // A model that somebody removed is made again, since the others are told to do so.
        if (next is null or Stage.Report && _until >= Stage.Evaluate && !_remade && !File.Exists(Path.Combine(_plan.Folder.Model, SavedModel.ModelFile)))
        {
            _remade = true;
            return Stage.Evaluate;
        }

        if (next == _until) _again = false;
        return next;
    }

    private void Extract(NodeActor.ExtractionOpened opened)
    {
        _opened = opened;
        try
        {
            if (File.Exists(_plan.Folder.Manifest)) RunManifest.CheckSame(ManifestFile.Read(_plan.Folder.Features), opened.Manifest);
            PendingShards.Sweep(_plan.Folder.Features);
            WriteManifest();
        }
        catch (InputException e)
        {
            Fail(e.Message, settings: false);
            return;
        }

        if (_plan.Settings.Faults.MinFreeDisk is > 0 and var needed) _disk = Context.ActorOf(DiskWatchActor.Props(_plan.Folder.Path, needed, DiskRoom.FreeOn), "disk");
        else StartExtraction();
    }

    private void StartExtraction()
    {
        _worker = Context.ActorOf(ExtractionActor.Props(ExtractionJob.Of(_plan), _state, _regions.Desk), "extraction");
    }

    private void Commit(BatchExtracted extracted)
    {
        if (_state.Batches.ContainsKey(extracted.Batch)) return;
        Record(new BatchCommitted(extracted.Batch, extracted.Shards, extracted.Quarantined, extracted.Images), () =>
        {
            WriteManifest();
            if (QuarantineShare.Fault(_plan, _state) is { } tooMany) Fail(tooMany, settings: false);
        });
    }

    private void WriteManifest()
    {
        ManifestFile.Write(_plan.Folder.Features, _opened!.Manifest with { Shards = _state.Shards });
        QuarantineFile.Write(_plan.Folder.Quarantine, _state.Quarantined);
    }

    private void EndExtraction()
    {
        Context.Stop(_disk);
        Context.Stop(_worker);
        PendingShards.Sweep(_plan.Folder.Features);
        _regions.Node.Tell(new NodeActor.CloseExtraction(_plan.Run));
        if (_state.Shards.Count == 0)
            Fail($"none of the {_plan.Index.Images.Count} images could be read, {_plan.Folder.Quarantine} says why", settings: false);
        else
            Complete(Stage.Extract);
    }

    /// <summary>Kernels are loaded once, by whichever stage comes first.</summary>
    private void WithStudies(Action<NodeActor.StudiesOpened> next)
    {
        _withStudies = next;
        if (_studies is null) _regions.Node.Tell(new NodeActor.OpenStudies(_plan, _state.Quarantined.Select(q => q.Id).ToHashSet()));
        else next(new NodeActor.StudiesOpened(_studies, _classifiers));
    }

    /// <summary>After the evaluation nobody needs kernels, nor the predictions it went through.</summary>
    private void CloseStudies()
    {
        (_studies, _classifiers) = (null, []);
        _regions.Node.Tell(new NodeActor.CloseStudies());
        try
        {
            new KernelFolder(_plan.Folder.Kernels).Remove();
            PredictionFolder.Delete(_plan);
        }
        catch (Exception e) when (e is InputException or IOException or UnauthorizedAccessException)
        {
            // The results are complete; the files only take room.
            Log.Warning(e, "kernels or predictions are left over");
        }
    }

    private void StartSelection(NodeActor.StudiesOpened opened)
    {
        var selection = opened.Studies.Selection(_plan);
        _worker = Context.ActorOf(SelectionActor.Props(selection, _regions.Islands, opened.Classifiers), "selection");
        Context.ActorOf(SelectionDeskActor.Props(Offer(selection), _worker, _regions.Desk));
    }

    /// <summary>By the name that the selection has: it answers to no other.</summary>
    private RunOffered Offer(SelectionPlan selection) => new(
        selection.Run, Stage.Select, _plan.Folder.Path, _plan.Settings.Fingerprints.Select, _plan.Index.Fingerprint, _plan.Index.ChannelFiles, selection.FitnessKey);

    /// <summary>What studies left that these settings do not have must not be taken for theirs.</summary>
    private void EndSelection()
    {
        try
        {
            SelectionFolder.RemoveEarlier(_plan, _studies!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fail($"{_plan.Folder.Selection}: what an earlier selection left cannot be removed ({e.Message.ReplaceLineEndings(" ")}): mend that and run the same command again", settings: false);
            return;
        }

        Complete(Stage.Select);
    }

    private void Evaluate(Stage stage) =>
        Context.ActorOf(EvaluationActor.Props(stage, _plan, _studies, _state), stage.ToString());

    private void Complete(Stage stage) => Record(
        new StageCompleted(stage, _plan.Settings.Fingerprints.Of(stage), (long)Stopwatch.GetElapsedTime(_stageStarted).TotalMilliseconds), Continue);

    private void Record(IRunEvent change, Action then) => Persist(change, recorded =>
    {
        _state.Apply(recorded);
        then();
    });

    private void Fail(string reason, bool settings)
    {
        Context.Stop(_disk);
        Context.Stop(_worker);
        // Before the first command there is only whoever started the run.
        (_asker.IsNobody() ? Context.Parent : _asker).Tell(new RunFailed(reason, settings));
    }
}
