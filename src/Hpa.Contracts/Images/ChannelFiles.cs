using Hpa.Contracts.Datasets;

namespace Hpa.Contracts.Images;

/// <summary>The four channel files of a field; a path is null where no file was found.</summary>
public sealed record ChannelFiles(ImageId Id, string? Red, string? Green, string? Blue, string? Yellow)
{
    /// <summary>The path of one channel.</summary>
    public string? this[Channel channel] => channel switch
    {
        Channel.Red => Red,
        Channel.Green => Green,
        Channel.Blue => Blue,
        _ => Yellow,
    };
}
