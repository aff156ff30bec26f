using Hpa.Contracts;

namespace Hpa.Actors.Backbones.Checkpoints;

/// <summary>What goes wrong while a checkpoint is read, in one line that names the file.</summary>
internal static class ReadFault
{
    private const int MaxLength = 400;

    /// <summary>The exception for the user, or null when it is not the file's fault.</summary>
    public static InputException? Of(string path, Exception error) => error switch
    {
        InvalidDataException => new InputException($"{path}: {Printable(OneLine.Of(error))}", error),
        EndOfStreamException => new InputException($"{path}: ends too early; fetch it again", error),
        FileNotFoundException or DirectoryNotFoundException => new InputException($"{path}: does not exist", error),
        IOException or UnauthorizedAccessException => new InputException($"{path}: cannot be read ({OneLine.Of(error)})", error),
        _ => null,
    };

    /// <summary>The file's own words may be long or steer a terminal.</summary>
    private static string Printable(string words) =>
        string.Concat(words.Take(MaxLength).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)) + (words.Length > MaxLength ? "…" : "");
}
