using Hpa.Contracts;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;

namespace Hpa.Actors.Tests.Features;

public sealed class BlockNameTests
{
    [Theory]
    [InlineData("image.resnet18.rgb", Region.Image, Level.Image)]
    [InlineData("nucleus.mobilenet_v2.ggg", Region.Nucleus, Level.Cell)]
    [InlineData("membrane.my-net.ygb", Region.Membrane, Level.Cell)]
    public void A_name_reads_back_and_knows_its_level(string text, Region region, Level level)
    {
        var name = BlockName.Parse(text);

        Assert.Equal((region, level, text), (name.Region, name.Level, name.ToString()));
        Assert.Equal(new BlockName(region, text.Split('.')[1], Combination.Parse(text.Split('.')[2])), name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("image.resnet18")]
    [InlineData("image..rgb")]
    [InlineData("cell.resnet18.rgb")]
    [InlineData("image.resnet18.rgb.more")]
    [InlineData("image.resnet18.xyz")]
    [InlineData("7.resnet18.rgb")]
    [InlineData("0.resnet18.rgb")]
    [InlineData(".resnet18.rgb")]
    public void Other_texts_are_refused(string text) => Assert.Throws<SettingsException>(() => BlockName.Parse(text));
}
