using Hpa.Host.Server.Views;

namespace Hpa.Host.Tests.Server.Views;

public sealed class SettingsLinesTests
{
    [Fact]
    public void Lines_become_texts_and_lists_without_remarks()
    {
        var (settings, fault) = SettingsLines.Read("# mine\nhpa.runs.seed = 2\n\n hpa.images.combinations = [rgb, \"ygb\"] \nhpa.datasets.name = \"a = b\"");

        Assert.Null(fault);
        Assert.Equal(["hpa.datasets.name", "hpa.images.combinations", "hpa.runs.seed"], settings.Keys.Order());
        Assert.Equal("2", settings["hpa.runs.seed"].GetString());
        Assert.Equal(["rgb", "ygb"], settings["hpa.images.combinations"].EnumerateArray().Select(item => item.GetString()));
        Assert.Equal("a = b", settings["hpa.datasets.name"].GetString());
    }

    [Theory]
    [InlineData("hpa.runs.seed = 1\nnonsense", "Line 2: write key = value")]
    [InlineData("= 3", "Line 1: write key = value")]
    [InlineData("hpa.runs.seed = 1\nhpa.runs.seed = 2", "Line 2: hpa.runs.seed stands there twice")]
    public void A_wrong_line_is_named_by_its_number(string text, string fault) =>
        Assert.StartsWith(fault, SettingsLines.Read(text).Fault, StringComparison.Ordinal);

    [Fact]
    public void What_is_written_is_read_back()
    {
        KeyValuePair<string, IReadOnlyList<string>>[] settings = [new("hpa.a", ["1"]), new("hpa.b", ["x", "y"]), new("hpa.c", [])];

        var (read, fault) = SettingsLines.Read(SettingsLines.Write(settings));

        Assert.Null(fault);
        Assert.Equal("1", read["hpa.a"].GetString());
        Assert.Equal(["x", "y"], read["hpa.b"].EnumerateArray().Select(item => item.GetString()));
        Assert.Equal(0, read["hpa.c"].GetArrayLength());
    }
}
