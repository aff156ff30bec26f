using Hpa.Contracts.Images;
using OpenCvSharp;

namespace Hpa.Actors.Images;

/// <summary>
/// One field with its four channels decoded: grey Mats of one common size, each 8 bit (0 … 255) or 16 bit (0 … 65535).
/// Full scale is white whatever the depth: 8-bit samples are divided by 255, 16-bit samples by 65535.
/// </summary>
public sealed class Field : IDisposable
{
    private readonly Mat[] _planes;

    private Field(Mat[] planes) => _planes = planes;

    /// <summary>Pixels per row.</summary>
    public int Width => _planes[0].Width;

    /// <summary>Rows.</summary>
    public int Height => _planes[0].Height;

    /// <summary>Red, green, blue, yellow, as <see cref="this"/>.</summary>
    public IReadOnlyList<Mat> Planes => _planes;

    /// <summary>A channel, CV_8UC1 or CV_16UC1. It belongs to the field: neither change nor dispose it.</summary>
    public Mat this[Channel channel] => _planes[(int)channel];

    /// <summary>
    /// Reads the four files: PNG, JPEG or TIFF (its first page), recognised by content, grey or colour, 8 or 16 bit, up
    /// to 100 million pixels. Of a colour file the plane of the stain is taken: red R, green G, blue B, yellow max(R, G);
    /// alpha is ignored.
    /// </summary>
    /// <exception cref="ImageFaultException">A channel is missing, damaged, of another kind or of another size than the rest.</exception>
    /// <exception cref="IOException">A file could not be read this time; trying again may help.</exception>
    public static Field Read(ChannelFiles files)
    {
        var channels = Enum.GetValues<Channel>();
        var missing = channels.Where(c => files[c] is null).Select(Name).ToArray();
        if (missing.Length > 0)
            throw new ImageFaultException("decode", "", $"no file for the {string.Join(", ", missing)} channel{(missing.Length > 1 ? "s" : "")} of {files.Id}");
        var planes = new List<Mat>(channels.Length);
        try
        {
            foreach (var channel in channels)
            {
                planes.Add(ChannelDecoder.Decode(files[channel]!, channel));
                RequireSameSize(files, planes[0], channel, planes[^1]);
            }
        }
        catch
        {
            planes.ForEach(p => p.Dispose());
            throw;
        }

        return new Field([.. planes]);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var plane in _planes) plane.Dispose();
    }

    private static void RequireSameSize(ChannelFiles files, Mat first, Channel channel, Mat plane)
    {
        if (plane.Size() == first.Size()) return;
        throw new ImageFaultException("decode", files[channel]!, FormattableString.Invariant(
            $"is {plane.Width} x {plane.Height} pixels, but {files[Channel.Red]} is {first.Width} x {first.Height}"));
    }

    private static string Name(Channel channel) => channel.ToString().ToLowerInvariant();
}
