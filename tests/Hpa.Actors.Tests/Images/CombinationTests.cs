using Hpa.Contracts;
using Hpa.Contracts.Images;

namespace Hpa.Actors.Tests.Images;

public sealed class CombinationTests
{
    [Fact]
    public void All_64_combinations_read_back()
    {
        var texts = (from a in "rgby" from b in "rgby" from c in "rgby" select $"{a}{b}{c}").ToArray();

        Assert.Equal(texts, texts.Select(text => Combination.Parse(text).ToString()));
        Assert.Equal(64, texts.Select(Combination.Parse).Distinct().Count());
    }

    [Fact]
    public void The_letters_are_the_channels_in_order() =>
        Assert.Equal(new Combination(Channel.Yellow, Channel.Green, Channel.Blue), Combination.Parse("ygb"));

    [Theory]
    [InlineData("")]
    [InlineData("rg")]
    [InlineData("rgbb")]
    [InlineData("RGB")]
    [InlineData("rgx")]
    public void Other_texts_are_refused(string text) =>
        Assert.StartsWith($"'{text}' is no channel combination", Assert.Throws<SettingsException>(() => Combination.Parse(text)).Message, StringComparison.Ordinal);
}
