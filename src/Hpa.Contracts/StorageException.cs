namespace Hpa.Contracts;

/// <summary>
/// A file could not be written for a reason outside the program: disk full, quota, no permission, read-only or failing
/// disk. The message is one line with the path and the remedy. What was there before is untouched.
/// </summary>
public sealed class StorageException : InputException
{
    private const int WindowsFacility = unchecked((int)0x80070000);

    private StorageException(string message, Exception? cause) : base(message, cause)
    {
    }

    /// <summary>The exception for a system error, or null when it is none of those named above.</summary>
    /// <param name="path">The file or folder that was to be written.</param>
    /// <param name="error">What the system said.</param>
    public static StorageException? From(string path, Exception error) => error switch
    {
        UnauthorizedAccessException => Of(path, 13, error),
        IOException => Of(path, error.HResult, error),
        _ => null,
    };

    /// <summary>The exception for a number of the C library's <c>errno</c>.</summary>
    /// <param name="path">The file or folder that was to be written.</param>
    /// <param name="errno">The number on Linux.</param>
    public static StorageException FromErrno(string path, int errno) =>
        Of(path, errno, null) ?? new StorageException($"{path}: cannot be written (errno {errno}); mend that and run the same command again", null);

    /// <summary>The exception for a file that will not fit, known before it is written.</summary>
    /// <param name="path">The file that was to be written.</param>
    /// <param name="needed">Bytes still to come.</param>
    /// <param name="available">Bytes that are free for this user.</param>
    public static StorageException NoRoom(string path, long needed, long available) => new(FormattableString.Invariant(
        $"{path}: needs {needed / 1e6:0.0} MB more, but only {available / 1e6:0.0} MB are free; free some and run the same command again"), null);

    private static StorageException? Of(string path, int code, Exception? cause)
    {
        var remedy = code switch
        {
            28 or WindowsFacility + 112 or WindowsFacility + 39 => "no space left on the device; free some and run the same command again",
            122 => "the disk quota is used up; free some and run the same command again",
            30 or WindowsFacility + 19 => "the file system is read-only; make it writable or choose another folder, then run the same command again",
            1 or 13 or WindowsFacility + 5 => "no permission to write; grant it or choose another folder, then run the same command again",
            5 or WindowsFacility + 1117 => "the disk reports a read or write error; check it, then run the same command again",
            _ => null,
        };
        return remedy is null ? null : new StorageException($"{path}: {remedy}", cause);
    }
}
