namespace Hpa.Actors.Features;

/// <summary>
/// A file whose asynchronous calls do their work before they return. Parquet.Net has asynchronous methods only; over this
/// stream they finish on the calling thread, so shards are read and written on the dispatcher that was chosen for it and
/// never wait for the .NET thread pool.
/// </summary>
internal sealed class BlockingFile : FileStream
{
    private const int BufferBytes = 16 * 1024;

    private BlockingFile(string path, FileMode mode, FileAccess access) : base(path, mode, access, FileShare.Read, BufferBytes)
    {
    }

    /// <summary>Opens an existing file to read.</summary>
    public static BlockingFile Read(string path) => new(path, FileMode.Open, FileAccess.Read);

    /// <summary>Creates a file, or empties it.</summary>
    public static BlockingFile Create(string path) => new(path, FileMode.Create, FileAccess.ReadWrite);

    /// <summary>The result of a task over such streams, which is complete already.</summary>
    public static T Complete<T>(Task<T> task) => task.GetAwaiter().GetResult();

    /// <summary>Throws what a task over such streams, which is complete already, has thrown.</summary>
    public static void Complete(Task task) => task.GetAwaiter().GetResult();

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer, offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Read(buffer.Span));

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer, offset, count);
        return Task.CompletedTask;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        Flush();
        return Task.CompletedTask;
    }
}
