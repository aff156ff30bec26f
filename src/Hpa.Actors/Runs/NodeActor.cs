using Akka.Actor;
using Akka.Event;
using Hpa.Actors.Backbones;
using Hpa.Actors.Cells;
using Hpa.Actors.Classifiers;
using Hpa.Actors.Features;
using Hpa.Actors.Images;
using Hpa.Actors.Selection;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>
/// What a node holds for a run: networks, device and writer during extraction, kernels and classifiers during selection.
/// Loading is slow and runs on a thread of its own.
/// </summary>
public sealed class NodeActor : ReceiveActor
{
    private readonly NodeRuns _runs;
    private readonly NodeSetup _setup;
    private Networks? _networks;
    private (string Run, ExtractionOpened Answer)? _opened;
    private readonly List<IActorRef> _extraction = [];
    private RunStudies? _studies;
    private readonly List<IActorRef> _classifiers = [];

    /// <summary>Sets up the protocol.</summary>
    /// <param name="runs">Where the node's sharded entities look up what is open.</param>
    /// <param name="setup">What is this machine's own.</param>
    public NodeActor(NodeRuns runs, NodeSetup setup)
    {
        _runs = runs;
        _setup = setup;
        Receive<OpenExtraction>(open => Sender.Tell(Try(() => Open(open.Plan))));
        Receive<OpenOffered>(open => Sender.Tell(Try(() => Open(open.Offer))));
        Receive<CloseExtraction>(close => Close(close.Run));
        Receive<OpenSelection>(open => _runs.Open(open.Plan.Run, IslandPlan.Of(open.Plan)));
        Receive<OpenStudies>(open => Sender.Tell(Try(() => Open(open.Plan, open.Quarantined))));
        Receive<CloseStudies>(_ => CloseKernels());
    }

    /// <summary>Creates the actor's props.</summary>
    public static Props Props(NodeRuns runs, NodeSetup setup) => Akka.Actor.Props.Create(() => new NodeActor(runs, setup)).WithDispatcher("hpa.runs.node-dispatcher");

    /// <inheritdoc />
    protected override void PostStop()
    {
        _networks?.Dispose();
        _studies?.Dispose();
    }

    /// <summary>A stage that another node offers; on the run's own node it is open already.</summary>
    private object Open(RunOffered offer)
    {
        if (offer.Stage == Stage.Extract && _opened is var (run, answer) && run == offer.Run) return answer;
        var offered = OfferedRun.Read(offer, _setup);
        if (offer.Stage == Stage.Select) return OpenOffer(offered);
        var opened = Open(offered.Extraction);
        RunManifest.CheckAlike(ManifestFile.Read(offered.Plan.Folder.Features), opened.Manifest);
        return opened with { Files = offered.Files };
    }

    private StudiesOpened OpenOffer(OfferedRun offered)
    {
        var opened = Open(offered.Plan, offered.Quarantined);
        offered.CheckFitness(opened.Studies.FitnessKey);
        return opened;
    }

    private ExtractionOpened Open(ExtractionPlan plan)
    {
        // A run that has lost its journal for a while asks again.
        if (_opened is { } open && open.Run == plan.Run) return open.Answer;
        if (_opened is { } before) Close(before.Run);
        var settings = FieldSegmentation.WithNetwork(plan.Backbones, plan.Cells);
        var (events, count) = (Context.System.EventStream, settings.Use.Count);
        _networks = Networks.Open(settings, plan.Seed, plan.Scratch, (ready, next) =>
            events.Publish(new ProgressChanged(Stage.Extract, ready, count, "networks", next) { Step = "load" }), plan.CellInputBytes);
        events.Publish(new ProgressChanged(Stage.Extract, count, count, "networks", _networks.Note ?? "") { Step = "load" });
        if (_networks.Note is { } note) Context.GetLogger().Warning(note);
        var device = Start(DeviceActor.Props(_networks.Groups, _networks.Lanes), "device");
        var routes = _networks.Sessions.ToDictionary(s => s.Name, s => new BackboneRoute(s.Spec, Start(BackboneActor.Props(s.Name, device), $"backbone-{s.Name}")));
        var segmenter = FieldSegmentation.Segmenter(plan.Cells, _networks.Sessions);
        BackboneRecord[] records = [.. _networks.Sessions.Where(s => s.Name != FieldSegmentation.Network).Select(s => s.Record)];
        var manifest = RunManifest.Of(plan, records, segmenter, _networks.Device.Name, _networks.Note ?? "");
        var writer = Start(ShardWriterActor.Props(plan.FeaturesFolder), "writer");
        _runs.Open(plan.Run, Pipeline(plan, manifest, segmenter, routes, writer));
        var answer = new ExtractionOpened(manifest);
        _opened = (plan.Run, answer);
        return answer;
    }

    /// <summary>Joins images, networks, cells and shards.</summary>
    private ImagePipeline Pipeline(
        ExtractionPlan plan, FeatureManifest manifest, ISegmenter? segmenter, IReadOnlyDictionary<string, BackboneRoute> routes, IActorRef writer)
    {
        BackboneRoute[][] groups = [.. _networks!.Groups
            .Select(group => group.Where(s => s.Name != FieldSegmentation.Network).Select(s => routes[s.Name]).ToArray())
            .Where(group => group.Length > 0)];
        var columns = Enum.GetValues<Level>().Where(level => level != Level.SingleCell || plan.Cells.KeepAll)
            .ToDictionary(level => level, manifest.BlocksOf).Where(level => level.Value.Count > 0).ToDictionary();
        var images = new ImagePipeline(plan.Images, groups, columns, writer);
        if (segmenter is null) return images;
        var cells = new CellPipeline(plan.Cells, segmenter, routes.TryGetValue(FieldSegmentation.Network, out var network) ? network.Actor : ActorRefs.Nobody);
        return images with
        {
            Cells = (planes, group, found) => FieldCellsActor.Props(
                planes, cells, new CellNetworks(groups[group].Length, (pictures, asker) => images.Send(group, pictures, asker)), found),
        };
    }

    private IActorRef Start(Props props, string name)
    {
        var actor = Context.ActorOf(props, name);
        _extraction.Add(actor);
        return actor;
    }

    /// <summary>The networks' memory goes back before kernels need it.</summary>
    private void Close(string run)
    {
        _runs.CloseExtraction(run);
        _opened = null;
        foreach (var actor in _extraction) Context.Stop(actor);
        _extraction.Clear();
        _networks?.Dispose();
        _networks = null;
    }

    private StudiesOpened Open(RunPlan plan, IReadOnlySet<ImageId> quarantined)
    {
        _studies ??= RunStudies.Load(plan, quarantined);
        var selection = _studies.Selection(plan);
        _runs.Open(selection.Run, IslandPlan.Of(selection));
        var fitness = _studies.Fitness;
        StopClassifiers();
        IActorRef[] classifiers = [.. Enumerable.Range(0, _studies.Classifiers).Select(_ => Context.ActorOf(ClassifierActor.Props(fitness)))];
        _classifiers.AddRange(classifiers);
        return new StudiesOpened(_studies, classifiers);
    }

    /// <summary>Nothing is measured any longer: the kernels' memory goes back.</summary>
    private void CloseKernels()
    {
        StopClassifiers();
        _studies?.Dispose();
        _studies = null;
    }

    private void StopClassifiers()
    {
        foreach (var classifier in _classifiers) Context.Stop(classifier);
        _classifiers.Clear();
    }

    private static object Try<T>(Func<T> open) where T : notnull
    {
        try
        {
            return open();
        }
        catch (Exception e)
        {
            // The run waits for an answer, so whatever went wrong must become one.
            Context.GetLogger().Error(e, "cannot open the run on this node");
            return new NodeFailed(e.Message.ReplaceLineEndings(" "), e is SettingsException);
        }
    }

    /// <summary>Load the networks.</summary>
    internal sealed record OpenExtraction(ExtractionPlan Plan);

    /// <summary>Get ready for a stage of a run that another node offers.</summary>
    internal sealed record OpenOffered(RunOffered Offer);

    /// <summary>The networks are ready.</summary>
    /// <param name="Manifest">Without shards.</param>
    internal sealed record ExtractionOpened(FeatureManifest Manifest)
    {
        /// <summary>Where this machine sees the images; null where the run's own paths hold.</summary>
        public IReadOnlyDictionary<ImageId, ChannelFiles>? Files { get; init; }
    }

    /// <summary>Let the networks go.</summary>
    internal sealed record CloseExtraction(string Run);

    /// <summary>Load features, compute kernels, start classifiers.</summary>
    internal sealed record OpenStudies(RunPlan Plan, IReadOnlySet<ImageId> Quarantined);

    /// <summary>The classifiers are ready.</summary>
    internal sealed record StudiesOpened(RunStudies Studies, IReadOnlyList<IActorRef> Classifiers);

    /// <summary>Islands of a selection may live on this node.</summary>
    internal sealed record OpenSelection(SelectionPlan Plan);

    /// <summary>Let kernels and classifiers go.</summary>
    internal sealed record CloseStudies;

    /// <summary>The node could not do what was asked.</summary>
    internal sealed record NodeFailed(string Reason, bool Settings);
}
