using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Wire;

public sealed class IslandKeyTests
{
    [Fact]
    public void The_text_names_run_study_and_island_and_is_read_back()
    {
        var key = new IslandKey("run-1", "image-shuffled", 12);

        Assert.Equal("run-1/image-shuffled/12", key.ToString());
        Assert.Equal(key, IslandKey.Parse(key.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("run/study")]
    [InlineData("run/study/")]
    [InlineData("run/study/-1")]
    [InlineData("run/study/1/2")]
    [InlineData("/study/1")]
    [InlineData("run//1")]
    [InlineData("run/study/99999999999")]
    public void Another_form_is_refused(string text) => Assert.Throws<FormatException>(() => IslandKey.Parse(text));

    [Fact]
    public void Names_with_a_slash_and_negative_numbers_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new IslandKey("a/b", "s", 0));
        Assert.Throws<ArgumentException>(() => new IslandKey("a", "", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new IslandKey("a", "s", -1));
    }
}
