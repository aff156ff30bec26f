namespace Hpa.Actors.Backbones.Weights;

/// <summary>How far the fetching of one file is.</summary>
/// <param name="Name">The catalogue entry.</param>
/// <param name="Done">Bytes on the disk.</param>
/// <param name="Total">Bytes of the whole file, or null while the server has not said.</param>
/// <param name="Detail">What is being done, a few words: <c>downloading</c>, <c>trying again in 2 s: …</c>, <c>already there</c>.</param>
public sealed record PullProgress(string Name, long Done, long? Total, string Detail);
