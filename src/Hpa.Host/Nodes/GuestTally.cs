namespace Hpa.Host.Nodes;

/// <summary>Counts what a guest node has done; can be read when its actors are gone.</summary>
internal sealed class GuestTally
{
    private long _images;

    /// <summary>Images that were extracted here.</summary>
    public long Images => Interlocked.Read(ref _images);

    /// <summary>Counts more images.</summary>
    /// <returns>All of them.</returns>
    public long Add(int images) => Interlocked.Add(ref _images, images);

    /// <inheritdoc />
    public override string ToString() => $"{Images} images were extracted here";
}
