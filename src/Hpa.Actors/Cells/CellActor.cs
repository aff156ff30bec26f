using Akka.Actor;
using Akka.Event;
using Hpa.Contracts.Backbones;
using Hpa.Contracts.Cells;
using OpenCvSharp;

namespace Hpa.Actors.Cells;

/// <summary>One cell and one group of networks: cuts its regions out, sends them, answers with the vectors.</summary>
public sealed class CellActor : ReceiveActor
{
    private readonly ChosenCell _cell;
    private readonly int _networks;
    private readonly Dictionary<string, IReadOnlyList<float[]>> _vectors = [];
    private int _answers;
    private string? _fault;
    private IDisposable? _inputs;

    /// <summary>Starts the work at once.</summary>
    /// <param name="planes">The field's channels; there until this actor has stopped.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="networks">Where its pictures go.</param>
    public CellActor(IReadOnlyList<Mat> planes, ChosenCell cell, CellNetworks networks)
    {
        (_cell, _networks) = (cell, networks.Count);
        Receive<Begin>(_ => Send(planes, networks));
        Receive<InputsRun>(answer =>
        {
            _vectors[answer.Backbone] = answer.Features;
            Collect();
        });
        Receive<InputsFailed>(failed =>
        {
            _fault ??= $"{failed.Backbone}: {failed.Reason}";
            Collect();
        });
        Self.Tell(new Begin());
    }

    /// <summary>Creates the actor's props.</summary>
    public static Props Props(IReadOnlyList<Mat> planes, ChosenCell cell, CellNetworks networks) =>
        Akka.Actor.Props.Create(() => new CellActor(planes, cell, networks)).WithDispatcher("hpa.images.dispatcher");

    private void Send(IReadOnlyList<Mat> planes, CellNetworks networks)
    {
        var crops = new List<Mat[]>();
        try
        {
            foreach (var region in _cell.Regions) crops.Add(RegionCrop.Cut(planes, region));
            _inputs = networks.Send(crops, Self);
        }
        catch (Exception e)
        {
            // The field waits for one answer per cell, so whatever went wrong must become one.
            Context.GetLogger().Error(e, "cell {0} failed", _cell.Number);
            Finish(new CellFailed(_cell.Number, e.Message.ReplaceLineEndings(" ")));
        }
        finally
        {
            foreach (var plane in crops.SelectMany(c => c)) plane.Dispose();
        }
    }

    private void Collect()
    {
        if (++_answers < _networks) return;
        _inputs!.Dispose();
        Finish(_fault is null ? new CellReady(_cell.Number, _vectors) : new CellFailed(_cell.Number, _fault));
    }

    private void Finish(object answer)
    {
        Context.Parent.Tell(answer);
        Context.Stop(Self);
    }

    /// <summary>All networks of the group have answered.</summary>
    internal sealed record CellReady(int Number, IReadOnlyDictionary<string, IReadOnlyList<float[]>> Vectors);

    /// <summary>The cell could not be processed.</summary>
    internal sealed record CellFailed(int Number, string Reason);

    private sealed record Begin;
}
