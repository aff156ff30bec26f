using Akka.Actor;
using Akka.Event;
using Hpa.Contracts.Backbones;
using Hpa.Contracts.Cells;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Images;

/// <summary>
/// One field and one group of networks: decodes it once, sends every network its inputs, has its cells done, answers with
/// all vectors.
/// </summary>
public sealed class ImageActor : ReceiveActor
{
    private readonly ChannelFiles _files;
    private readonly ImagePipeline _pipeline;
    private readonly int _group;
    private readonly Dictionary<string, IReadOnlyList<float[]>> _features = [];
    private int _networks;
    private bool _needsCells;
    private CellsExtracted? _cells;
    private Field? _field;
    private IDisposable? _inputs;

    /// <summary>Starts the work at once.</summary>
    /// <param name="files">The field.</param>
    /// <param name="pipeline">Where it goes.</param>
    /// <param name="group">Number of the group of networks.</param>
    /// <param name="cells">The field's cells, when an earlier group found them.</param>
    public ImageActor(ChannelFiles files, ImagePipeline pipeline, int group, FieldCells? cells)
    {
        (_files, _pipeline, _group) = (files, pipeline, group);
        Receive<Begin>(_ => Start(cells));
        Receive<InputsRun>(answer =>
        {
            _features[answer.Backbone] = answer.Features;
            // After a failure another network may still be reading; those arrays are left to the garbage collector.
            if (_features.Count == _networks) _inputs!.Dispose();
            Collect();
        });
        Receive<InputsFailed>(failed => Finish(new ImageFailed(_files.Id, "infer", "", $"{failed.Backbone}: {failed.Reason}", Passing: false)));
        Receive<CellsExtracted>(extracted =>
        {
            _cells = extracted;
            Collect();
        });
        Receive<CellsFailed>(failed => Finish(new ImageFailed(_files.Id, failed.Stage, "", failed.Reason, Passing: false)));
        Self.Tell(new Begin());
    }

    /// <summary>Creates the actor's props.</summary>
    public static Props Props(ChannelFiles files, ImagePipeline pipeline, int group, FieldCells? cells = null) =>
        Akka.Actor.Props.Create(() => new ImageActor(files, pipeline, group, cells)).WithDispatcher("hpa.images.dispatcher");

    /// <summary>Children read the field; they have stopped by now.</summary>
    protected override void PostStop() => _field?.Dispose();

    private void Start(FieldCells? cells)
    {
        try
        {
            _field = Field.Read(_files);
            if (_pipeline.Columns.ContainsKey(Level.Image))
            {
                _networks = _pipeline.Groups[_group].Count;
                _inputs = _pipeline.Send(_group, [_field.Planes], Self);
            }

            if (_pipeline.Cells is not { } cellsOf) return;
            _needsCells = true;
            Context.ActorOf(cellsOf(_field.Planes, _group, cells));
        }
        catch (ImageFaultException fault)
        {
            Finish(new ImageFailed(_files.Id, fault.Stage, fault.Path, fault.Reason, Passing: false));
        }
        catch (Exception e)
        {
            // The batch waits for one answer per image, so whatever went wrong must become one.
            Context.GetLogger().Error(e, "{0} failed", _files.Id);
            Finish(new ImageFailed(_files.Id, "decode", "", e.Message.ReplaceLineEndings(" "), Passing: e is IOException));
        }
    }

    private void Collect()
    {
        if (_features.Count < _networks || (_needsCells && _cells is null)) return;
        Finish(new ImageReady(_files.Id, _features, _cells));
    }

    private void Finish(object answer)
    {
        Context.Parent.Tell(answer);
        Context.Stop(Self);
    }

    /// <summary>All networks of the group have answered.</summary>
    internal sealed record ImageReady(ImageId Id, IReadOnlyDictionary<string, IReadOnlyList<float[]>> Features, CellsExtracted? Cells);

    /// <summary>The image failed; a passing fault may be tried again.</summary>
    internal sealed record ImageFailed(ImageId Id, string Stage, string Path, string Reason, bool Passing)
    {
        public QuarantineEntry Entry(int attempts) => new(Id, Stage, Path, Reason, attempts);
    }

    private sealed record Begin;
}
