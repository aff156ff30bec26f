using Hpa.Actors.Datasets;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Tests.Datasets;

public sealed class KaggleLayoutTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Images_come_sorted_with_their_labels_in_any_order_and_number()
    {
        Table("Id,Target\nb,16 0\n\na,7 1 7\r\n");

        var images = KaggleLayout.Read(_folder.Path);

        Assert.Equal(["a", "b"], images.Select(image => image.Id.Value));
        Assert.Equal([LabelSet.Of(1, 7), LabelSet.Of(0, 16)], images.Select(image => image.Labels));
    }

    [Fact]
    public void Channels_are_found_by_name_and_a_missing_one_is_null()
    {
        Table("Id,Target\nfield_1,3\n");
        var red = _folder.Add("train/field_1_red.PNG");
        var blue = _folder.Add("train/field_1_blue.jpeg");
        _folder.Add("train/field_1_green.txt");
        _folder.Add("train/field_11_yellow.png");

        var files = Assert.Single(KaggleLayout.Read(_folder.Path)).Files;

        Assert.Equal((red, blue), (files.Red, files.Blue));
        Assert.Null(files.Green);
        Assert.Null(files.Yellow);
    }

    [Fact]
    public void Png_is_preferred_to_jpeg_and_jpeg_to_tiff()
    {
        Table("Id,Target\na,3\n");
        var red = _folder.Add("train/a_red.png");
        var green = _folder.Add("train/a_green.jpg");
        foreach (var name in new[] { "a_red.jpg", "a_red.tif", "a_green.tif", "a_green.jpeg" }) _folder.Add($"train/{name}");

        var files = Assert.Single(KaggleLayout.Read(_folder.Path)).Files;

        Assert.Equal((red, green), (files.Red, files.Green));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("Id,Target\n", "no rows")]
    [InlineData("Image,Target\na,0\n", "line 1: the header is 'Image,Target', it must be Id,Target")]
    [InlineData("Id;Target\na;0\n", "it must be Id,Target")]
    [InlineData("Id,Target\na,0\nb,1\na,2\n", "a stands on line 2 and on line 4")]
    [InlineData("Id,Target\na,0\n\nb,28\n", "line 4: '28' of b is no class number")]
    [InlineData("Id,Target\na,0 x\n", "line 2: 'x' of a is no class number")]
    [InlineData("Id,Target\na,-1\n", "line 2: '-1' of a")]
    [InlineData("Id,Target\na,\n", "line 2: a has no class")]
    [InlineData("Id,Target\na\n", "line 2: 1 field(s) instead of two")]
    [InlineData("Id,Target\na,0,1\n", "line 2: 3 field(s) instead of two")]
    [InlineData("Id,Target\n../a,0\n", "line 2: '../a' cannot be an image id")]
    [InlineData("Id,Target\n\"a,0\nb,1\n", "line 2: not readable")]
    public void A_wrong_table_is_refused_with_file_and_line(string text, string expected)
    {
        Table(text);

        var refusal = Assert.Throws<InputException>(() => KaggleLayout.Read(_folder.Path));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("train.csv", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void A_missing_folder_table_or_train_folder_is_named()
    {
        Assert.Contains(_folder["none"], Refusal(_folder["none"]), StringComparison.Ordinal);
        Assert.Contains("train.csv does not exist", Refusal(_folder.Path), StringComparison.Ordinal);
        _folder.Add("train.csv", "Id,Target\na,0\n");
        Assert.Contains($"{_folder["train"]} is not a folder", Refusal(_folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_without_labels_are_found_sorted_and_hidden_files_ignored()
    {
        var b = _folder.Add("b_yellow.tif");
        var a = _folder.Add("a_red.png");
        foreach (var other in new[] { ".c_red.png", "d.png", "_red.png", "notes.txt", "e_blue.gif" }) _folder.Add(other);

        var fields = KaggleLayout.FindFields(_folder.Path);

        Assert.Equal(["a", "b"], fields.Select(field => field.Id.Value));
        Assert.Equal((a, b), (fields[0].Red, fields[1].Yellow));
    }

    [Fact]
    public void A_folder_without_fields_is_refused()
    {
        _folder.Add("a.png");
        Assert.Contains("has no channel files", Assert.Throws<InputException>(() => KaggleLayout.FindFields(_folder.Path)).Message, StringComparison.Ordinal);
        Assert.Contains("is not a folder", Assert.Throws<InputException>(() => KaggleLayout.FindFields(_folder["none"])).Message, StringComparison.Ordinal);
    }

    private static string Refusal(string path) => Assert.Throws<InputException>(() => KaggleLayout.Read(path)).Message;

    private void Table(string text)
    {
        _folder.Add("train.csv", text);
        Directory.CreateDirectory(_folder["train"]);
    }
}
