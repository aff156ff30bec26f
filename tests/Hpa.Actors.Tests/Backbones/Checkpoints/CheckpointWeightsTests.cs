using System.Text;
using Hpa.Actors.Backbones.Checkpoints;
using Hpa.Contracts;

namespace Hpa.Actors.Tests.Backbones.Checkpoints;

public sealed class CheckpointWeightsTests
{
    [Fact]
    public void What_fits_is_read_and_nothing_is_complained_of()
    {
        var (bytes, tensors) = Samples.All.Good["zip: a module"];
        using var file = new TemporaryFile(bytes);
        using var checkpoint = Checkpoint.Open(file.Path);
        var weights = new CheckpointWeights(checkpoint, []);
        Assert.Contains("1.num_batches_tracked", tensors.Keys);
        foreach (var (name, tensor) in tensors.Where(t => t.Value.Type == ElementType.Float32))
            Assert.Equal(tensor.Values, Values(weights, name, [.. tensor.Shape.Select(side => (int)side)]));
        weights.RequireComplete();
    }

    [Fact]
    public void All_that_does_not_fit_is_told_at_once()
    {
        using var file = Ones(("conv.weight", [8, 3]), ("fc.weight", [10, 4]), ("aux.weight", [2]), ("aux2.weight", [2]), ("extra", [1]));
        using var checkpoint = Checkpoint.Open(file.Path);
        var weights = new CheckpointWeights(checkpoint, ["aux."]);
        Assert.Equal(Enumerable.Repeat(1f, 24), Values(weights, "conv.weight", [8, 3]));
        Assert.Equal(new float[12], Values(weights, "fc.weight", [3, 4]));
        Assert.Equal(new float[5], Values(weights, "fc.bias", [5]));
        Assert.Equal(
            $"{file.Path}: does not fit the network: 1 missing: fc.bias; 1 of another shape: fc.weight (has [10,4] of Float32, needs [3,4]); "
            + "2 left over: aux2.weight, extra. It is probably the checkpoint of another architecture: name the file that belongs to this one",
            Assert.Throws<InputException>(weights.RequireComplete).Message);
    }

    [Fact]
    public void Five_of_each_are_named_and_the_rest_counted()
    {
        using var file = Ones([.. Enumerable.Range(0, 9).Select(i => ($"left{i}", new[] { 1 }))]);
        using var checkpoint = Checkpoint.Open(file.Path);
        var weights = new CheckpointWeights(checkpoint, []);
        for (var i = 0; i < 7; i++) Values(weights, $"lost{i}", [1]);
        var message = Assert.Throws<InputException>(weights.RequireComplete).Message;
        Assert.Contains("7 missing: lost0, lost1, lost2, lost3, lost4 and 2 more; 9 left over: left0, left1, left2, left3, left4 and 4 more.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whole_numbers_do_not_fit()
    {
        using var file = new TemporaryFile(Samples.All.Good["zip: every kind of tensor"].File);
        using var checkpoint = Checkpoint.Open(file.Path);
        var weights = new CheckpointWeights(checkpoint, [""]);
        Assert.Equal([0f], Values(weights, "steps", []));
        Assert.Contains("steps (has [] of Int64, needs [])", Assert.Throws<InputException>(weights.RequireComplete).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_background_class_is_left_out_where_it_is_named()
    {
        var rows = Enumerable.Range(0, 1001).SelectMany(row => Enumerable.Repeat((float)row, 100)).ToArray();
        using var file = Stored(("classif.weight", [1001, 100], rows), ("classif.bias", [1001], [.. rows.Where((_, i) => i % 100 == 0)]));
        using var checkpoint = Checkpoint.Open(file.Path);
        var weights = new CheckpointWeights(checkpoint, [], ["classif."]);
        Assert.Equal(rows[100..], Values(weights, "classif.weight", [1000, 100]));
        Assert.Equal(Enumerable.Range(1, 1000).Select(row => (float)row), Values(weights, "classif.bias", [1000]));
        weights.RequireComplete();

        foreach (var (background, name, shape) in new (string, string, int[])[] { ("fc.", "classif.bias", [1000]), ("classif.", "classif.bias", [999]), ("classif.", "classif.weight", [1000, 99]) })
        {
            var strict = new CheckpointWeights(checkpoint, ["classif."], [background]);
            Assert.All(Values(strict, name, shape), value => Assert.Equal(0, value));
            Assert.Contains($"{name} (has [1001", Assert.Throws<InputException>(strict.RequireComplete).Message, StringComparison.Ordinal);
        }
    }

    private static float[] Values(CheckpointWeights weights, string name, int[] shape)
    {
        var values = new List<float>();
        weights.Read(name, shape, 1, chunk => values.AddRange(chunk));
        return [.. values];
    }

    private static TemporaryFile Ones(params (string Name, int[] Shape)[] tensors) =>
        Stored([.. tensors.Select(t => (t.Name, t.Shape, Enumerable.Repeat(1f, t.Shape.Aggregate(1, (product, side) => product * side)).ToArray()))]);

    /// <summary>A .safetensors file.</summary>
    private static TemporaryFile Stored(params (string Name, int[] Shape, float[] Values)[] tensors)
    {
        var (entries, data) = (new List<string>(), new List<byte>());
        foreach (var (name, shape, values) in tensors)
        {
            var begin = data.Count;
            data.AddRange(values.SelectMany(BitConverter.GetBytes));
            entries.Add($$"""
                "{{name}}": {"dtype": "F32", "shape": [{{string.Join(',', shape)}}], "data_offsets": [{{begin}}, {{data.Count}}]}
                """);
        }

        var header = Encoding.UTF8.GetBytes($"{{{string.Join(',', entries)}}}");
        return new TemporaryFile([.. BitConverter.GetBytes((long)header.Length), .. header, .. data]);
    }
}
