using Akka.Actor;
using Akka.Event;
using Hpa.Actors.Features;
using Hpa.Contracts;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>
/// Predicts new fields with a trained model: the same extraction as a run's, into a working folder, then the model. Nothing
/// is journaled; after a crash the command starts again.
/// </summary>
public sealed class PredictionActor : ReceiveActor
{
    private readonly PredictionPlan _plan;
    private readonly RunRegions _regions;
    private readonly RunState _state = new();
    private IActorRef _asker = ActorRefs.Nobody;
    private NodeActor.ExtractionOpened? _opened;

    /// <summary>Sets up the protocol.</summary>
    public PredictionActor(PredictionPlan plan, RunRegions regions)
    {
        _plan = plan;
        _regions = regions;
        Receive<BeginPrediction>(_ =>
        {
            _asker = Sender;
            _regions.Node.Tell(new NodeActor.OpenExtraction(_plan.Extraction));
        });
        Receive<NodeActor.ExtractionOpened>(opened => Try(() => Extract(opened)));
        Receive<BatchExtracted>(batch => _state.Apply(new BatchCommitted(batch.Batch, batch.Shards, batch.Quarantined, batch.Images)));
        Receive<ExtractionActor.AllBatchesExtracted>(_ => Try(Predict));
        Receive<BatchFailed>(failed => _asker.Tell(new RunFailed(failed.Reason, Settings: false)));
        Receive<NodeActor.NodeFailed>(failed => _asker.Tell(new RunFailed(failed.Reason, failed.Settings)));
    }

    /// <summary>Creates the actor's props.</summary>
    public static Props Props(PredictionPlan plan, RunRegions regions) =>
        Akka.Actor.Props.Create(() => new PredictionActor(plan, regions)).WithDispatcher("hpa.runs.dispatcher");

    private void Extract(NodeActor.ExtractionOpened opened)
    {
        _opened = opened;
        RunManifest.CheckUnchanged(_plan.Model.Origin.Backbones, opened.Manifest.Backbones);
        _plan.CheckPreprocessing(opened.Manifest);
        PendingShards.Sweep(_plan.Extraction.FeaturesFolder);
        Context.ActorOf(ExtractionActor.Props(ExtractionJob.Of(_plan), _state, _regions.Desk), "extraction");
    }

    private void Predict()
    {
        _regions.Node.Tell(new NodeActor.CloseExtraction(_plan.Extraction.Run));
        ManifestFile.Write(_plan.Extraction.FeaturesFolder, _opened!.Manifest with { Shards = _state.Shards });
        Predictions.Write(_plan, _state.Quarantined);
        _asker.Tell(new PredictionFinished(_plan.Fields.Count, _state.Quarantined));
    }

    private void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e)
        {
            // The command waits for an answer, so whatever went wrong must become one.
            Context.GetLogger().Error(e, "prediction failed");
            _asker.Tell(new RunFailed(e.Message.ReplaceLineEndings(" "), e is SettingsException));
        }
    }

    /// <summary>Starts.</summary>
    public sealed record BeginPrediction;

    /// <summary>The files are written.</summary>
    public sealed record PredictionFinished(int Fields, IReadOnlyList<QuarantineEntry> Quarantined);
}
