using Hpa.Contracts;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Runs;

public sealed class SettingsSectionTests
{
    [Theory]
    [InlineData("3", 3)]
    [InlineData("-2", -2)]
    [InlineData("10", 10)]
    public void A_whole_number_in_range_is_read(string text, int number) => Assert.Equal(number, Section(text).Int("key", -2, 10));

    [Theory]
    [InlineData("11")]
    [InlineData("-3")]
    [InlineData("1.5")]
    [InlineData("1,000")]
    [InlineData("99999999999999999999")]
    [InlineData("many")]
    [InlineData("")]
    public void Another_whole_number_is_refused_with_key_and_range(string text) =>
        Refused($"hpa.room.key = {text} is not a whole number from -2 to 10", () => Section(text).Int("key", -2, 10));

    [Theory]
    [InlineData("0.5", 0.5)]
    [InlineData("1e-3", 1e-3)]
    [InlineData("1", 1)]
    public void A_number_in_range_is_read(string text, double number) => Assert.Equal(number, Section(text).Number("key", 0, 1));

    [Theory]
    [InlineData("1.01")]
    [InlineData("-0.01")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("0,5")]
    [InlineData("half")]
    public void Another_number_is_refused_with_key_and_range(string text) =>
        Refused($"hpa.room.key = {text} is not a number from 0 to 1", () => Section(text).Number("key", 0, 1));

    [Theory]
    [InlineData("on", true)]
    [InlineData("True", true)]
    [InlineData("yes", true)]
    [InlineData("off", false)]
    [InlineData("false", false)]
    [InlineData("NO", false)]
    public void A_switch_has_six_words(string text, bool on) => Assert.Equal(on, Section(text).Flag("key"));

    [Fact]
    public void Another_word_is_no_switch() => Refused("hpa.room.key = 1 is neither on nor off", () => Section("1").Flag("key"));

    [Fact]
    public void A_choice_is_the_position_of_its_word() => Assert.Equal(1, Section("all").Choice("key", "single-label", "all"));

    [Theory]
    [InlineData("ALL")]
    [InlineData("0")]
    public void Another_choice_is_refused_with_the_words(string text) =>
        Refused($"hpa.room.key = {text} is none of: single-label, all", () => Section(text).Choice("key", "single-label", "all"));

    [Fact]
    public void A_single_value_is_a_list_of_one() => Assert.Equal(["rgb"], Section("rgb").List("key"));

    [Fact]
    public void Every_number_of_a_list_has_the_range() =>
        Refused("hpa.room.key = 2 is not a number from 0 to 1", () => Section("0.5", "2").Numbers("key", 0, 1));

    [Fact]
    public void A_list_is_no_text() => Refused("hpa.room.key is missing", () => Section("a", "b").Text("key"));

    [Fact]
    public void A_missing_key_is_named()
    {
        Refused("hpa.room.other is missing", () => Section("1").Text("other"));
        Refused("hpa.room.other is missing", () => Section("1").List("other"));
        Assert.False(Section("1").Has("other"));
    }

    [Fact]
    public void Names_below_a_section_are_sorted_and_distinct()
    {
        var values = new Dictionary<string, IReadOnlyList<string>>
        {
            ["hpa.room.b.x"] = ["1"],
            ["hpa.room.a.y"] = ["1"],
            ["hpa.room.b.y"] = ["1"],
            ["hpa.roomy.c"] = ["1"],
            ["hpa.room"] = ["1"],
        };
        var room = new SettingsSection(values, "hpa").Section("room");

        Assert.Equal(["a", "b"], room.Names());
        Assert.Equal("hpa.room.b.x", room.Section("b").Name("x"));
    }

    private static SettingsSection Section(params string[] value) =>
        new(new Dictionary<string, IReadOnlyList<string>> { ["hpa.room.key"] = value }, "hpa.room");

    private static void Refused(string start, Func<object> read) => Assert.StartsWith(start, Assert.Throws<SettingsException>(read).Message, StringComparison.Ordinal);
}
