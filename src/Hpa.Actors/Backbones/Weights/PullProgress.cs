namespace Hpa.Actors.Backbones.Weights;

/// <summary>How far the fetching of one file is.</summary>
/// <param name="Name">The catalogue entry.</param>
/// <param name="Done">Bytes on the disk.</param>
/// <param name="Total">Bytes of the whole file, or null while the server has not said.</param>
/// <param name="Detail">What is being done, a few words: <c>downloading</c>, <c>trying again in 2 s: …</c>, <c>already there</c>.</param>
public sealed record PullProgress(string Name, long Done, long? Total, string Detail)
{
    /// <summary>The detail of a file that need not be fetched.</summary>
    public const string AlreadyThere = "already there";

    /// <summary>Whether it tells something out of the ordinary: a wait, a file that will be replaced.</summary>
    public bool IsRemark => Detail is not ("downloading" or "checking" or "done" or AlreadyThere);
}
