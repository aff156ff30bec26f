using Hpa.Actors.Datasets;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Tests.Datasets;

public sealed class SplitFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_split_is_written_sorted_and_read_back()
    {
        var path = _folder["split.csv"];
        SplitFile.Write(path, [(ImageId.Parse("b"), Part.Test), (ImageId.Parse("c"), Part.Train), (ImageId.Parse("B"), Part.Val)]);

        Assert.Equal("Id,Set\nB,val\nb,test\nc,train\n", File.ReadAllText(path));
        var split = SplitFile.Read(path);
        Assert.Equal(3, split.Count);
        Assert.Equal((Part.Val, Part.Test, Part.Train), (split[ImageId.Parse("B")], split[ImageId.Parse("b")], split[ImageId.Parse("c")]));
    }

    [Theory]
    [InlineData("Id,Set\na,train\na,val\n", "line 3: a stands there a second time")]
    [InlineData("Id,Set\na,training\n", "line 2: 'training' of a is no part")]
    [InlineData("Id,Set\na:b,train\n", "line 2: 'a:b' cannot be an image id")]
    [InlineData("Id,Part\na,train\n", "it must be Id,Set")]
    public void A_wrong_split_is_refused_with_its_line(string text, string expected)
    {
        var path = _folder.Add("split.csv", text);
        Assert.Contains(expected, Assert.Throws<InputException>(() => SplitFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_twice_is_not_written()
    {
        var path = _folder["split.csv"];
        Assert.Throws<ArgumentException>(() => SplitFile.Write(path, [(ImageId.Parse("a"), Part.Test), (ImageId.Parse("a"), Part.Test)]));
        Assert.False(File.Exists(path));
    }
}
