using Akka.Actor;
using Akka.Event;
using Hpa.Contracts.Backbones;
using Hpa.Contracts.Cells;
using OpenCvSharp;

namespace Hpa.Actors.Cells;

/// <summary>
/// The cells of a field and one group of networks: finds and chooses them (once; later groups are told), takes them a few at
/// a time through the networks, answers with <see cref="CellsExtracted"/> or <see cref="CellsFailed"/>.
/// </summary>
public sealed class FieldCellsActor : ReceiveActor
{
    private readonly IReadOnlyList<Mat> _planes;
    private readonly CellPipeline _pipeline;
    private readonly CellNetworks _networks;
    private readonly Queue<ChosenCell> _waiting = new();
    private FieldCells? _cells;
    private FieldVectors? _vectors;
    private ISegmentation? _segmentation;
    private string _reason = "";
    private int _working;

    /// <summary>Starts the work at once.</summary>
    /// <param name="planes">The field's channels red, green, blue, yellow; there until this actor has stopped.</param>
    /// <param name="pipeline">How.</param>
    /// <param name="networks">The group's networks.</param>
    /// <param name="cells">The field's cells, when an earlier group found them.</param>
    public FieldCellsActor(IReadOnlyList<Mat> planes, CellPipeline pipeline, CellNetworks networks, FieldCells? cells)
    {
        (_planes, _pipeline, _networks, _cells) = (planes, pipeline, networks, cells);
        Receive<Begin>(_ => Try(Segment));
        Receive<InputsRun>(answer => Try(() => Choose(answer.Features)));
        Receive<InputsFailed>(failed => Finish(new CellsFailed("segment", failed.Reason)));
        Receive<CellActor.CellReady>(ready => Take(ready.Number, ready.Vectors));
        Receive<CellActor.CellFailed>(failed =>
        {
            Context.GetLogger().Warning("cell {0} is left out: {1}", failed.Number, _reason = failed.Reason);
            Take(failed.Number, null);
        });
        Self.Tell(new Begin());
    }

    /// <summary>Creates the actor's props.</summary>
    public static Props Props(IReadOnlyList<Mat> planes, CellPipeline pipeline, CellNetworks networks, FieldCells? cells) =>
        Akka.Actor.Props.Create(() => new FieldCellsActor(planes, pipeline, networks, cells)).WithDispatcher("hpa.images.dispatcher");

    /// <inheritdoc />
    protected override void PostStop() => _segmentation?.Dispose();

    private void Segment()
    {
        if (_cells is not null)
        {
            Start();
            return;
        }

        _segmentation = _pipeline.Segmenter.Begin(_planes[2]);
        if (_segmentation.Tiles is { } tiles) _pipeline.Network.Tell(new RunInputs(tiles.Inputs, tiles.Count));
        else Choose([]);
    }

    private void Choose(IReadOnlyList<float[]> answers)
    {
        using (var labels = _segmentation!.Finish(answers)) _cells = CellChoice.Of(labels, _pipeline.Settings);
        Start();
    }

    private void Start()
    {
        foreach (var cell in _cells!.Chosen) _waiting.Enqueue(cell);
        _vectors = new FieldVectors([.. _cells.Chosen.Select(c => c.Number)], _pipeline.Settings);
        StartCells();
    }

    private void StartCells()
    {
        for (; _working < _pipeline.Settings.InFlight && _waiting.TryDequeue(out var cell); _working++)
            Context.ActorOf(CellActor.Props(_planes, cell, _networks));
        if (_working > 0) return;
        var all = _cells!.Chosen.Count;
        Finish(all > 0 && _vectors!.Failed.Count == all
            ? new CellsFailed("cells", $"all {all} chosen cells failed, the last one: {_reason}")
            : _vectors!.Result(_cells));
    }

    private void Take(int number, IReadOnlyDictionary<string, IReadOnlyList<float[]>>? vectors)
    {
        _vectors!.Add(number, vectors);
        _working--;
        StartCells();
    }

    private void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e)
        {
            // The image waits for an answer, so whatever went wrong must become one.
            Context.GetLogger().Error(e, "the cells of a field cannot be found");
            Finish(new CellsFailed("segment", e.Message.ReplaceLineEndings(" ")));
        }
    }

    private void Finish(object answer)
    {
        Context.Parent.Tell(answer);
        Context.Stop(Self);
    }

    private sealed record Begin;
}
