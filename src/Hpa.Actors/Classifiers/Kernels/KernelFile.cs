using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Hpa.Contracts;

namespace Hpa.Actors.Classifiers.Kernels;

/// <summary>
/// One block's kernel as a file: a page with a mark, the fingerprint of what it was made from, n and e; then the triangle
/// and the rows against evaluation rows as 4-byte floats of this machine. Mapped for reading, the system keeps it in memory
/// as far as it can, once for all who read.
/// </summary>
internal static class KernelFile
{
    /// <summary>Changes with the form of the file and with everything that changes the bits of a kernel.</summary>
    public const string Version = "hpa kernel 1";

    /// <summary>Bytes of a fingerprint.</summary>
    public const int FingerprintLength = 32;

    /// <summary>Bytes before the first number: a whole page.</summary>
    private const int HeaderLength = 4096;

    /// <summary>Computes a kernel, a strip per thread at a time, and writes it so that it is there whole or not at all.</summary>
    /// <param name="path">Final name.</param>
    /// <param name="fingerprint">Of what the kernel is made from.</param>
    /// <param name="product">The matrix library.</param>
    /// <param name="train">Scaled training rows.</param>
    /// <param name="eval">Scaled evaluation rows.</param>
    /// <param name="workers">Threads.</param>
    /// <exception cref="StorageException">Disk full, no permission, …; nothing of the file is left.</exception>
    public static void Write(string path, ReadOnlySpan<byte> fingerprint, KernelProduct product, ScaledRows train, ScaledRows eval, Workers workers)
    {
        var header = Header(fingerprint, train.Rows, eval.Rows);
        DurableFile.Write(path, stream =>
        {
            var file = stream.SafeFileHandle;
            RandomAccess.Write(file, header, 0);
            var crossStart = HeaderLength + KernelBudget.Triangle(train.Rows) * sizeof(float);
            workers.For(train.Tiles, () => new Room(train, eval), (room, piece) =>
            {
                var strip = KernelStrip.Of(piece, train, eval);
                var triangle = room.Triangle.AsSpan(0, strip.TriangleLength);
                strip.Triangle(product, train, room.Tile, triangle);
                RandomAccess.Write(file, MemoryMarshal.AsBytes(triangle), HeaderLength + strip.TriangleStart * sizeof(float));
                var cross = room.Cross.AsSpan(0, strip.CrossLength);
                strip.Cross(product, train, eval, room.Tile, cross);
                RandomAccess.Write(file, MemoryMarshal.AsBytes(cross), crossStart + strip.CrossStart * sizeof(float));
            });
        });
    }

    /// <summary>Maps a file.</summary>
    /// <returns>The kernel, or null when there is no file or it is not the one with this fingerprint.</returns>
    public static BlockKernel? Open(string path, ReadOnlySpan<byte> fingerprint, int trainRows, int evalRows)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length != HeaderLength + KernelBudget.BlockBytes(trainRows, evalRows, 1)) return null;
        try
        {
            var memory = new Mapped(path, trainRows);
            if (memory.Header.SequenceEqual(Header(fingerprint, trainRows, evalRows))) return new BlockKernel(memory, trainRows, evalRows);
            memory.Dispose();
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read ({error.Message}); mend that, or delete the file, and run the same command again", error);
        }
    }

    private static byte[] Header(ReadOnlySpan<byte> fingerprint, int trainRows, int evalRows)
    {
        var header = new byte[HeaderLength];
        System.Text.Encoding.ASCII.GetBytes(Version, header);
        fingerprint.CopyTo(header.AsSpan(32, FingerprintLength));
        MemoryMarshal.Write(header.AsSpan(64), trainRows);
        MemoryMarshal.Write(header.AsSpan(68), evalRows);
        return header;
    }

    /// <summary>One thread's strip.</summary>
    private sealed class Room(ScaledRows train, ScaledRows eval)
    {
        public float[] Tile { get; } = KernelProduct.Buffer();

        public float[] Triangle { get; } = new float[ScaledRows.Tile * train.Rows];

        public float[] Cross { get; } = new float[ScaledRows.Tile * eval.Rows];
    }

    private sealed unsafe class Mapped : IKernelMemory
    {
        private readonly MemoryMappedFile _file;
        private readonly MemoryMappedViewAccessor _view;
        private readonly byte* _start;
        private readonly float* _triangle;
        private readonly float* _cross;

        public Mapped(string path, int trainRows)
        {
            _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
            _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
            _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
            _triangle = (float*)(_start + HeaderLength);
            _cross = _triangle + KernelBudget.Triangle(trainRows);
        }

        public ReadOnlySpan<byte> Header => new(_start, HeaderLength);

        public ReadOnlySpan<float> Triangle(long first, int count) => new(_triangle + first, count);

        public ReadOnlySpan<float> Cross(long first, int count) => new(_cross + first, count);

        public void Dispose()
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _file.Dispose();
        }
    }
}
