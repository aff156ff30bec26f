using Hpa.Actors.Datasets.Synthesis;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;
using OpenCvSharp;

namespace Hpa.Actors.Tests.Datasets.Synthesis;

public sealed class SyntheticFieldTests
{
    [Fact]
    public void The_label_maps_agree_with_each_other_and_with_the_nuclear_stain()
    {
        using var field = Draw(LabelSet.Of(0), 192);
        var (nuclei, membrane, cells) = (Labels(field.Nuclei), Labels(field.Membrane), Labels(field.Cells));
        Assert.All(Enumerable.Range(0, nuclei.Length), i =>
        {
            Assert.True(nuclei[i] == 0 || nuclei[i] == cells[i]);
            Assert.True(membrane[i] == 0 || membrane[i] == nuclei[i]);
        });
        Assert.Equal(Enumerable.Range(1, cells.Max()).Select(n => (ushort)n), cells.Where(n => n != 0).Distinct().Order());
        var ring = membrane.Count(n => n != 0);
        Assert.InRange(ring, 1, nuclei.Count(n => n != 0) / 2);
        Assert.True(Mean(field, Channel.Blue, i => nuclei[i] != 0) > 8 * Mean(field, Channel.Blue, i => nuclei[i] == 0));
        Assert.True(Mean(field, Channel.Red, i => cells[i] != 0 && nuclei[i] == 0) > 2 * Mean(field, Channel.Red, i => nuclei[i] != 0));
        Assert.True(Mean(field, Channel.Yellow, i => cells[i] != 0 && nuclei[i] == 0) > 1.5 * Mean(field, Channel.Yellow, i => nuclei[i] != 0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Nuclear_patterns_lie_in_the_nucleus(int c)
    {
        using var field = Draw(LabelSet.Of(c), 128);
        var (nuclei, cells) = (Labels(field.Nuclei), Labels(field.Cells));
        Assert.True(Mean(field, Channel.Green, i => nuclei[i] != 0) > 2 * Mean(field, Channel.Green, i => cells[i] != 0 && nuclei[i] == 0));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(20)]
    [InlineData(21)]
    [InlineData(23)]
    [InlineData(25)]
    public void Cytoplasmic_patterns_lie_outside_the_nucleus(int c)
    {
        using var field = Draw(LabelSet.Of(c), 128);
        var (nuclei, cells) = (Labels(field.Nuclei), Labels(field.Cells));
        Assert.True(Mean(field, Channel.Green, i => cells[i] != 0 && nuclei[i] == 0) > 1.3 * Mean(field, Channel.Green, i => nuclei[i] != 0));
    }

    [Fact]
    public void The_nuclear_membrane_pattern_lies_on_the_membrane()
    {
        using var field = Draw(LabelSet.Of(1), 128);
        var (nuclei, membrane) = (Labels(field.Nuclei), Labels(field.Membrane));
        Assert.True(Mean(field, Channel.Green, i => membrane[i] != 0) > 2 * Mean(field, Channel.Green, i => nuclei[i] != 0 && membrane[i] == 0));
    }

    [Fact]
    public void Each_pattern_is_drawn_and_no_two_are_alike()
    {
        var pictures = Enumerable.Range(0, LocationClasses.Count).Select(c =>
        {
            using var field = Draw(LabelSet.Of(c), 96);
            return field.Channels[Channel.Green].AsSpan<byte>().ToArray();
        }).ToArray();
        Assert.All(pictures, picture => Assert.True(picture.Max() > 120));
        for (var a = 0; a < pictures.Length; a++)
            for (var b = 0; b < a; b++)
                Assert.True(pictures[a].Zip(pictures[b], (p, q) => Math.Abs(p - q)).Average() > 1.5, $"{a} and {b}");
    }

    [Fact]
    public void Several_labels_show_together()
    {
        using var both = Draw(LabelSet.Of(0, 25), 128);
        var (nuclei, cells) = (Labels(both.Nuclei), Labels(both.Cells));
        Assert.True(Mean(both, Channel.Green, i => nuclei[i] != 0) > 30);
        Assert.True(Mean(both, Channel.Green, i => cells[i] != 0 && nuclei[i] == 0) > 30);
    }

    private static SyntheticField Draw(LabelSet labels, int size) =>
        SyntheticField.Draw(labels, size, 100, new Dice(new CounterRandom(11)));

    private static ushort[] Labels(Mat map) => map.AsSpan<ushort>().ToArray();

    private static double Mean(SyntheticField field, Channel channel, Func<int, bool> where)
    {
        var pixels = field.Channels[channel].AsSpan<byte>().ToArray();
        return Enumerable.Range(0, pixels.Length).Where(where).Average(i => (double)pixels[i]);
    }
}
