using Hpa.Actors.Backbones.Checkpoints;
using Hpa.Contracts;

namespace Hpa.Actors.Tests.Backbones.Checkpoints;

public sealed class CheckpointTests
{
    public static TheoryData<string> Names => new(Samples.All.Good.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Names_types_shapes_and_values_are_PyTorchs(string sample)
    {
        var (bytes, tensors) = Samples.All.Good[sample];
        using var file = new TemporaryFile(bytes);
        using var checkpoint = Checkpoint.Open(file.Path);
        Assert.Equal(tensors.Keys, checkpoint.Tensors.Keys);
        foreach (var (name, expected) in tensors)
        {
            Assert.Equal(expected.Type, checkpoint.Tensors[name].Type);
            Assert.Equal(expected.Shape, checkpoint.Tensors[name].Shape);
            if (expected.Type <= ElementType.Float64) Assert.Equal(Bits(expected.Values), Bits(TemporaryFile.Values(checkpoint, name)));
        }
    }

    [Fact]
    public void Whole_numbers_and_unknown_names_are_not_read()
    {
        using var file = new TemporaryFile(Samples.All.Good["zip: every kind of tensor"].File);
        using var checkpoint = Checkpoint.Open(file.Path);
        Assert.Equal(
            $"{file.Path}: the values of steps are Int64, not floating-point numbers",
            Assert.Throws<InputException>(() => checkpoint.Read("steps", _ => { })).Message);
        Assert.Equal($"{file.Path}: has no tensor x", Assert.Throws<InputException>(() => checkpoint.Read("x", _ => { })).Message);
    }

    [Fact]
    public void A_tensor_can_be_read_while_another_is()
    {
        foreach (var sample in new[] { "zip: compact", "pickled: compact", "safetensors: compact" })
        {
            var (bytes, tensors) = Samples.All.Good[sample];
            using var file = new TemporaryFile(bytes);
            using var checkpoint = Checkpoint.Open(file.Path);
            var seen = new List<float>();
            checkpoint.Read("a", chunk =>
            {
                Assert.Equal(tensors["b"].Values, TemporaryFile.Values(checkpoint, "b"));
                seen.AddRange(chunk);
            });
            Assert.Equal(tensors["a"].Values, seen);
        }
    }

    [Fact]
    public void What_the_caller_throws_is_not_blamed_on_the_file()
    {
        using var file = new TemporaryFile(Samples.All.Good["zip: compact"].File);
        using var checkpoint = Checkpoint.Open(file.Path);
        Assert.Throws<IOException>(() => checkpoint.Read("a", _ => throw new IOException("disk full")));
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_named()
    {
        Assert.Equal("/no/such/net.pth: does not exist", Assert.Throws<InputException>(() => Checkpoint.Open("/no/such/net.pth")).Message);
        Assert.StartsWith($"{Path.GetTempPath()}: cannot be read (", Assert.Throws<InputException>(() => Checkpoint.Open(Path.GetTempPath())).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<uint> Bits(float[] values) => values.Select(BitConverter.SingleToUInt32Bits);
}
