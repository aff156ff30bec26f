using Hpa.Contracts;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Tests.Datasets;

public sealed class ImageIdTests
{
    [Theory]
    [InlineData("00070df0-bbc3-11e8-b2bc-ac1f6b6435d0")]
    [InlineData("a")]
    [InlineData("field 1 (b).x")]
    [InlineData("Zellkörper")]
    public void What_can_name_a_file_is_an_id(string text) => Assert.Equal(text, ImageId.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("C:a")]
    [InlineData("a,b")]
    [InlineData("a*")]
    [InlineData("a?")]
    [InlineData("a\"b")]
    [InlineData("<a>")]
    [InlineData("a|b")]
    [InlineData(" a")]
    [InlineData("a\t")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    public void What_cannot_name_a_file_is_refused_with_the_text(string text)
    {
        Assert.False(ImageId.IsValid(text));
        Assert.StartsWith($"'{text}' cannot be an image id", Assert.Throws<InputException>(() => ImageId.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_has_at_most_128_characters()
    {
        Assert.True(ImageId.IsValid(new string('a', 128)));
        Assert.False(ImageId.IsValid(new string('a', 129)));
        Assert.False(ImageId.IsValid(null));
    }

    [Fact]
    public void Ids_order_by_their_units_and_compare_by_value()
    {
        Assert.Equal(["B", "a", "a1", "ä"], new[] { "ä", "a1", "a", "B" }.Select(ImageId.Parse).Order().Select(id => id.Value));
        Assert.Equal(ImageId.Parse("a"), ImageId.Parse("a"));
    }

    [Fact]
    public void An_id_that_nobody_parsed_has_no_value() => Assert.Throws<InvalidOperationException>(() => default(ImageId).Value);
}
