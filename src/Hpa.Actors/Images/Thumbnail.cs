using Hpa.Contracts.Images;
using OpenCvSharp;

namespace Hpa.Actors.Images;

/// <summary>Small pictures of fields for reports.</summary>
public static class Thumbnail
{
    /// <summary>A PNG of <paramref name="size"/> × <paramref name="size"/> pixels.</summary>
    /// <exception cref="ImageFaultException">A channel cannot be read.</exception>
    public static byte[] Png(ChannelFiles files, int size)
    {
        using var field = Field.Read(files);
        using var picture = Composite.Of(field);
        return Png(picture, size);
    }

    /// <summary>A PNG of <paramref name="size"/> × <paramref name="size"/> pixels of any picture.</summary>
    public static byte[] Png(Mat picture, int size)
    {
        using var small = picture.Resize(new Size(size, size), 0, 0, picture.Width >= size && picture.Height >= size ? InterpolationFlags.Area : InterpolationFlags.Linear);
        Cv2.ImEncode(".png", small, out var png);
        return png;
    }
}
