using Hpa.Contracts.Datasets;
using Hpa.Contracts.Images;
using OpenCvSharp;

namespace Hpa.Actors.Tests.Images;

/// <summary>A temporary folder with channel files made for one test.</summary>
public sealed class Folder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("hpa-images-").FullName;

    /// <summary>Four grey 8-bit pictures of random noise, named by channel.</summary>
    public ChannelFiles Field(int width = 40, int height = 30, string ending = ".png") => Files(
        Enum.GetValues<Channel>().Select(c => Noise($"{c}{ending}".ToLowerInvariant(), MatType.CV_8UC1, width, height, (int)c)).ToArray());

    public static ChannelFiles Files(params string?[] paths) => new(ImageId.Parse("field-1"), paths[0], paths[1], paths[2], paths[3]);

    public string Noise(string name, MatType type, int width, int height, int seed = 0)
    {
        using var picture = Random(type, width, height, seed);
        return Write(name, picture);
    }

    public static Mat Random(MatType type, int width, int height, int seed)
    {
        var picture = new Mat(height, width, type);
        var random = new RNG((ulong)seed + 1);
        random.Fill(picture, DistributionType.Uniform, 0, type.Depth == MatType.CV_16U ? 65536 : 256);
        return picture;
    }

    public string Write(string name, Mat picture, params int[] parameters)
    {
        var path = Path.Combine(_path, name);
        Assert.True(Cv2.ImWrite(path, picture, parameters));
        return path;
    }

    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_path, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
