using Hpa.Actors.Images;
using Hpa.Contracts.Images;
using OpenCvSharp;

namespace Hpa.Actors.Tests.Images;

public sealed class FieldTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(".png")]
    [InlineData(".tif")]
    public void A_grey_field_is_read_as_written(string ending)
    {
        using var field = Field.Read(_folder.Field(40, 30, ending));
        Assert.Equal((40, 30), (field.Width, field.Height));
        foreach (var channel in Enum.GetValues<Channel>())
        {
            using var expected = Folder.Random(MatType.CV_8UC1, 40, 30, (int)channel);
            Assert.Equal(0, Cv2.Norm(expected, field[channel], NormTypes.INF));
        }
    }

    [Theory]
    [InlineData("16.png")]
    [InlineData("16.tif")]
    public void Sixteen_bits_are_kept(string name)
    {
        var files = _folder.Field() with { Yellow = _folder.Noise(name, MatType.CV_16UC1, 40, 30) };
        using var field = Field.Read(files);
        using var expected = Folder.Random(MatType.CV_16UC1, 40, 30, 0);
        Assert.Equal(MatType.CV_8UC1, field[Channel.Red].Type());
        Assert.Equal(MatType.CV_16UC1, field[Channel.Yellow].Type());
        Assert.Equal(0, Cv2.Norm(expected, field[Channel.Yellow], NormTypes.INF));
    }

    [Theory]
    [InlineData(Channel.Red, 30)]
    [InlineData(Channel.Green, 20)]
    [InlineData(Channel.Blue, 10)]
    [InlineData(Channel.Yellow, 30)]
    public void Of_a_colour_file_the_plane_of_the_stain_is_taken(Channel channel, int expected)
    {
        using var colour = new Mat(30, 40, MatType.CV_8UC3, new Scalar(10, 20, 30));
        using var alpha = new Mat(30, 40, MatType.CV_8UC4, new Scalar(10, 20, 30, 255));
        foreach (var path in new[] { _folder.Write("c.png", colour), _folder.Write("a.png", alpha), _folder.Write("c.tif", colour) })
        {
            using var field = Field.Read(Folder.Files(path, path, path, path));
            Assert.Equal(expected, field[channel].At<byte>(7, 11));
        }
    }

    [Fact]
    public void Yellow_is_the_brighter_of_red_and_green_pixel_by_pixel()
    {
        using var colour = Folder.Random(MatType.CV_16UC3, 40, 30, 5);
        var path = _folder.Write("c16.png", colour);
        using var field = Field.Read(Folder.Files(path, path, path, path));
        var (red, green, yellow) = (field[Channel.Red], field[Channel.Green], field[Channel.Yellow]);
        for (var y = 0; y < 30; y++)
            for (var x = 0; x < 40; x++)
                Assert.Equal(Math.Max(red.At<ushort>(y, x), green.At<ushort>(y, x)), yellow.At<ushort>(y, x));
    }

    [Fact]
    public void A_colour_jpeg_gives_its_own_plane()
    {
        using var green = new Mat(32, 48, MatType.CV_8UC3, new Scalar(0, 200, 0));
        var path = _folder.Write("g.jpg", green);
        using var field = Field.Read(Folder.Files(path, path, path, path));
        Assert.InRange(field[Channel.Green].At<byte>(5, 5), 198, 202);
        Assert.InRange(field[Channel.Yellow].At<byte>(5, 5), 198, 202);
        Assert.InRange(field[Channel.Red].At<byte>(5, 5), 0, 2);
        Assert.InRange(field[Channel.Blue].At<byte>(5, 5), 0, 2);
    }

    [Fact]
    public void The_content_decides_not_the_ending()
    {
        using var picture = Folder.Random(MatType.CV_8UC1, 40, 30, 3);
        var path = _folder.Write("named.jpg", File.ReadAllBytes(_folder.Write("real.png", picture)));
        using var field = Field.Read(_folder.Field() with { Yellow = path });
        Assert.Equal(0, Cv2.Norm(picture, field[Channel.Yellow], NormTypes.INF));
    }

    [Fact]
    public void Reading_twice_gives_the_same_bytes()
    {
        var files = _folder.Field(ending: ".jpg");
        using var once = Field.Read(files);
        using var again = Field.Read(files);
        foreach (var channel in Enum.GetValues<Channel>())
            Assert.Equal(0, Cv2.Norm(once[channel], again[channel], NormTypes.INF));
    }
}
