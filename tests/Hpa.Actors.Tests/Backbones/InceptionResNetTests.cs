using Google.Protobuf;
using Hpa.Actors.Backbones;
using Hpa.Actors.Backbones.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Hpa.Actors.Tests.Backbones;

public sealed class InceptionResNetTests
{
    /// <summary>Each stage, and the convolution that first takes what it gives.</summary>
    private static readonly (string Stage, string Next)[] s_stages =
    [
        ("mixed_5b", "repeat.0.branch0"), ("repeat", "mixed_6a.branch0"), ("mixed_6a", "repeat_1.0.branch0"), ("repeat_1", "mixed_7a.branch0.0"),
        ("mixed_7a", "repeat_2.0.branch0"), ("block8", "conv2d_7b"),
    ];

    [Fact]
    public void Stages_have_the_published_planes()
    {
        var (graph, output) = NoWeights.Graph(Architectures.Find("inception_resnet_v2")!, 299);
        var model = WithWeightsAsInputs(graph.ToOnnx(output));
        var names = s_stages.ToDictionary(s => s.Stage, s => model.Graph.Node.Single(n => n.Input.Contains($"{s.Next}.conv.weight")).Input[0]);
        names.Add("conv2d_7b", model.Graph.Node.Single(n => n.OpType == "GlobalAveragePool").Input[0]);
        var shapes = Inferred(model, names.Values);
        foreach (var stage in Published.Networks.GetProperty("inception_resnet_v2").GetProperty("stages").EnumerateObject())
        {
            var (channels, side) = (stage.Value[0].GetInt32(), stage.Value[1].GetInt32());
            Assert.Equal([1, channels, side, side], shapes[names[stage.Name]]);
        }
    }

    [Fact]
    public void The_authors_count_of_parameters_is_met_without_the_scales_of_batch_normalisation()
    {
        var weights = new NoWeights();
        var (graph, _) = NoWeights.Graph(Architectures.Find("inception_resnet_v2")!, 299, weights);
        var scales = weights.Shapes.Where(p => p.Key.EndsWith(".bn.weight", StringComparison.Ordinal)).Sum(p => p.Value[0]);
        Assert.Equal(30_272, scales);
        Assert.Equal(55_813_192, graph.Parameters - scales);
    }

    /// <summary>The weights are nowhere, and shapes do not need them.</summary>
    private static ModelProto WithWeightsAsInputs(byte[] onnx)
    {
        var model = ModelProto.Parser.ParseFrom(onnx);
        foreach (var tensor in model.Graph.Initializer.Where(t => t.ExternalData.Count > 0).ToArray())
        {
            var input = model.Graph.Input[0].Clone();
            input.Name = tensor.Name;
            input.Type.TensorType.Shape = new TensorShapeProto { Dim = { tensor.Dims.Select(d => new TensorShapeProto.Types.Dimension { DimValue = d }) } };
            model.Graph.Input.Add(input);
            model.Graph.Initializer.Remove(tensor);
        }

        return model;
    }

    private static Dictionary<string, int[]> Inferred(ModelProto model, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            var planes = new ValueInfoProto { Name = name, Type = model.Graph.Output[0].Type.Clone() };
            planes.Type.TensorType.Shape = null;
            model.Graph.Output.Add(planes);
        }

        using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL };
        options.AddFreeDimensionOverrideByName(GraphBuilder.BatchDimension, 1);
        using var session = new InferenceSession(model.ToByteArray(), options);
        return names.ToDictionary(name => name, name => session.OutputMetadata[name].Dimensions);
    }
}
