using Hpa.Contracts;
using OpenCvSharp;

namespace Hpa.Host.Benchmarks;

/// <summary>A folder with <c>images/*.png</c>, grey of 8 or 16 bit, and true label maps in <c>labels/</c> under the same names.</summary>
internal sealed class NucleiSet
{
    private readonly string _folder;

    /// <summary>Looks what there is.</summary>
    /// <exception cref="InputException">Names what is missing.</exception>
    public NucleiSet(string folder)
    {
        _folder = folder;
        var images = Path.Combine(folder, "images");
        if (!Directory.Exists(images)) throw new InputException($"{images} does not exist: the folder needs images/*.png and labels/*.png");
        Names = [.. Directory.EnumerateFiles(images, "*.png").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        if (Names.Count == 0) throw new InputException($"{images} has no *.png");
        if (Names.FirstOrDefault(name => !File.Exists(LabelsOf(name))) is { } lacking)
            throw new InputException($"{LabelsOf(lacking)} does not exist: each picture needs its label map");
    }

    /// <summary>File names in ordinal order, at least one.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Reads a picture, CV_8UC1 or CV_16UC1; the first plane of a colour file. The caller disposes it.</summary>
    public Mat Image(string name)
    {
        var path = Path.Combine(_folder, "images", name);
        using var picture = Decode(path);
        return picture.ExtractChannel(0);
    }

    /// <summary>Reads a label map, CV_32SC1: 0 = background, each nucleus one number. The caller disposes it.</summary>
    /// <param name="name">Of the file.</param>
    /// <param name="size">Of its picture.</param>
    public Mat Truth(string name, Size size)
    {
        using var labels = Decode(LabelsOf(name));
        if (labels.Channels() != 1) throw new InputException($"{LabelsOf(name)} has {labels.Channels()} planes: a label map is grey, each nucleus one number");
        if (labels.Size() != size)
            throw new InputException($"{LabelsOf(name)} has {labels.Width} x {labels.Height} pixels, its picture {size.Width} x {size.Height}");
        var truth = new Mat();
        labels.ConvertTo(truth, MatType.CV_32SC1);
        return truth;
    }

    private string LabelsOf(string name) => Path.Combine(_folder, "labels", name);

    private static Mat Decode(string path)
    {
        Mat picture;
        try
        {
            picture = Cv2.ImDecode(File.ReadAllBytes(path), ImreadModes.Unchanged);
        }
        catch (Exception e) when (e is OpenCVException or ArgumentException)
        {
            throw new InputException($"{path} cannot be decoded: {e.Message}", e);
        }

        if (!picture.Empty() && picture.Depth() is MatType.CV_8U or MatType.CV_16U) return picture;
        picture.Dispose();
        throw new InputException($"{path} is no PNG of 8 or 16 bit");
    }
}
