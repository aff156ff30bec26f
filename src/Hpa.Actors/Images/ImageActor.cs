using Akka.Actor;
using Akka.Event;
using Hpa.Contracts.Backbones;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Images;

/// <summary>One field and one group of networks: decodes it once, sends every network its inputs, answers with their vectors.</summary>
public sealed class ImageActor : ReceiveActor
{
    private readonly ChannelFiles _files;
    private readonly ImagePipeline _pipeline;
    private readonly IReadOnlyList<BackboneRoute> _backbones;
    private readonly Dictionary<string, IReadOnlyList<float[]>> _features = [];
    private readonly List<float[]> _tensors = [];

    /// <summary>Starts the work at once.</summary>
    public ImageActor(ChannelFiles files, ImagePipeline pipeline, int group)
    {
        (_files, _pipeline, _backbones) = (files, pipeline, pipeline.Groups[group]);
        Receive<Begin>(_ => SendInputs());
        Receive<InputsRun>(Collect);
        Receive<InputsFailed>(failed => Finish(new ImageFailed(_files.Id, "infer", "", $"{failed.Backbone}: {failed.Reason}", Passing: false)));
        Self.Tell(new Begin());
    }

    /// <summary>Creates the actor's props.</summary>
    public static Props Props(ChannelFiles files, ImagePipeline pipeline, int group) =>
        Akka.Actor.Props.Create(() => new ImageActor(files, pipeline, group)).WithDispatcher("hpa.images.dispatcher");

    private void SendInputs()
    {
        try
        {
            using var field = Field.Read(_files);
            using var inputs = new NetworkInputs(field);
            foreach (var alike in _backbones.GroupBy(b => InputShape.Of(b.Spec)))
            {
                var (combinations, spec) = (_pipeline.Settings.Combinations, alike.First().Spec);
                var tensor = _pipeline.Tensors.Rent(combinations.Count * 3 * spec.InputSize * spec.InputSize);
                _tensors.Add(tensor);
                inputs.Fill(tensor, combinations, spec.InputSize, spec.Mean, spec.Std);
                foreach (var backbone in alike)
                    backbone.Actor.Tell(new RunInputs(tensor, combinations.Count));
            }
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

    private void Collect(InputsRun answer)
    {
        _features[answer.Backbone] = answer.Features;
        if (_features.Count < _backbones.Count) return;
        // After a failure another network may still be reading; those arrays are left to the garbage collector.
        foreach (var tensor in _tensors) _pipeline.Tensors.Return(tensor);
        Finish(new ImageReady(_files.Id, _features));
    }

    private void Finish(object answer)
    {
        Context.Parent.Tell(answer);
        Context.Stop(Self);
    }

    /// <summary>All networks of the group have answered.</summary>
    internal sealed record ImageReady(Contracts.Datasets.ImageId Id, IReadOnlyDictionary<string, IReadOnlyList<float[]>> Features);

    /// <summary>The image failed; a passing fault may be tried again.</summary>
    internal sealed record ImageFailed(Contracts.Datasets.ImageId Id, string Stage, string Path, string Reason, bool Passing)
    {
        public QuarantineEntry Entry(int attempts) => new(Id, Stage, Path, Reason, attempts);
    }

    private sealed record Begin;

    /// <summary>Networks of one shape and normalisation share one tensor.</summary>
    private sealed record InputShape(int Size, string Normalisation)
    {
        public static InputShape Of(BackboneSpec spec) => new(spec.InputSize, $"{string.Join(' ', spec.Mean)}/{string.Join(' ', spec.Std)}");
    }
}
