using Hpa.Contracts.Images;
using OpenCvSharp;

namespace Hpa.Actors.Images;

/// <summary>One channel file to one grey Mat.</summary>
internal static class ChannelDecoder
{
    /// <summary>Largest picture that is decoded; a real field has 4 to 10 million pixels.</summary>
    public const long MaxPixels = 100_000_000;

    /// <summary>No picture of <see cref="MaxPixels"/> needs a larger file: four 16-bit samples a pixel.</summary>
    private const long MaxBytes = MaxPixels * 8;

    static ChannelDecoder()
    {
        // What OpenCV would print about a bad file is told by the exception.
        Cv2.SetLogLevel(LogLevel.SILENT);
        // Images are decoded side by side; a pool of threads inside each would only compete.
        Cv2.SetNumThreads(1);
    }

    /// <summary>Decodes a file to one plane, 8 or 16 bit. The caller disposes it.</summary>
    /// <exception cref="ImageFaultException">The file is not a whole image of that kind.</exception>
    /// <exception cref="IOException">The file could not be read this time.</exception>
    public static Mat Decode(string path, Channel channel)
    {
        using var bytes = Bytes(path);
        using var picture = Picture(path, bytes);
        if (picture.Depth() is not (MatType.CV_8U or MatType.CV_16U))
            throw Fault(path, $"has samples of type {picture.Type()}, expected 8 or 16 bit unsigned");
        return Plane(path, picture, channel);
    }

    /// <summary>The file's bytes [1 × length], in memory that goes back at once: the garbage collector would keep hundreds of megabytes of them.</summary>
    private static Mat Bytes(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > MaxBytes) throw Fault(path, FormattableString.Invariant($"has {file.Length} bytes, the limit is {MaxBytes}"));
            if (file.Length == 0) throw Fault(path, Outline.Of([]).Fault!);
            var bytes = new Mat(1, (int)file.Length, MatType.CV_8UC1);
            try
            {
                file.ReadExactly(bytes.AsSpan<byte>());
                return bytes;
            }
            catch
            {
                bytes.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException || Directory.Exists(path))
        {
            throw Fault(path, "does not exist");
        }
        catch (UnauthorizedAccessException)
        {
            throw Fault(path, "may not be read: check the permissions");
        }
    }

    private static Mat Picture(string path, Mat bytes)
    {
        var outline = Outline.Of(bytes.AsSpan<byte>());
        if (outline.Fault is { } fault) throw Fault(path, fault);
        if (outline.Width > MaxPixels || outline.Height > MaxPixels || outline.Width * outline.Height > MaxPixels)
            throw Fault(path, FormattableString.Invariant($"has {outline.Width} x {outline.Height} pixels, the limit is {MaxPixels}"));
        try
        {
            // From memory, not by path: then OpenCV returns nothing, rather than a part, for a JPEG that ends early.
            var picture = Cv2.ImDecode(bytes, ImreadModes.Unchanged);
            if (!picture.Empty()) return picture;
            picture.Dispose();
        }
        catch (OpenCVException e)
        {
            throw Fault(path, $"cannot be decoded: {e.Message}");
        }

        throw Fault(path, "cannot be decoded: the image data are damaged or of an unknown kind");
    }

    /// <summary>
    /// The plane of a colour file that carries the stain, as the HPA site serves them; grey stays grey. OpenCV orders the
    /// planes blue, green, red, alpha.
    /// </summary>
    private static Mat Plane(string path, Mat picture, Channel channel)
    {
        if (picture.Channels() == 1) return picture.Clone();
        if (picture.Channels() is not (3 or 4)) throw Fault(path, $"has {picture.Channels()} samples per pixel, expected 1, 3 or 4");
        if (channel is Channel.Blue) return picture.ExtractChannel(0);
        if (channel is Channel.Green) return picture.ExtractChannel(1);
        var red = picture.ExtractChannel(2);
        if (channel is Channel.Red) return red;
        using var green = picture.ExtractChannel(1);
        Cv2.Max(red, green, red);
        return red;
    }

    private static ImageFaultException Fault(string path, string reason) => new("decode", path, reason);
}
