namespace Hpa.Contracts.Images;

/// <summary>A lasting fault of one image: it goes to quarantine and the run goes on.</summary>
/// <param name="stage">Where it failed, e.g. <c>decode</c>.</param>
/// <param name="path">The file at fault, or empty.</param>
/// <param name="reason">One line for a person.</param>
public sealed class ImageFaultException(string stage, string path, string reason) : Exception($"{path}: {reason}")
{
    /// <summary>Where it failed.</summary>
    public string Stage { get; } = stage;

    /// <summary>The file at fault.</summary>
    public string Path { get; } = path;

    /// <summary>One line for a person.</summary>
    public string Reason { get; } = reason;
}
