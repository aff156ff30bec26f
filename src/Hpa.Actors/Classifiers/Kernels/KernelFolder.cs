using Hpa.Contracts;

namespace Hpa.Actors.Classifiers.Kernels;

/// <summary>The kernels of a run as mapped files, one per block.</summary>
/// <param name="path">The folder; need not exist.</param>
public sealed class KernelFolder(string path)
{
    private const string Ending = ".kernel";

    /// <summary>Maps a block's kernel, after computing it if it is not there or was made from something else.</summary>
    /// <param name="block">Name of the block.</param>
    /// <param name="fingerprint">Of what the kernel is made from, 32 bytes.</param>
    /// <param name="product">The matrix library.</param>
    /// <param name="train">Scaled training rows.</param>
    /// <param name="eval">Scaled evaluation rows.</param>
    /// <param name="workers">Threads.</param>
    /// <exception cref="StorageException">Disk full, no permission, …: path and remedy.</exception>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public BlockKernel Open(string block, ReadOnlySpan<byte> fingerprint, KernelProduct product, ScaledRows train, ScaledRows eval, Workers workers)
    {
        var file = Path.Combine(path, block + Ending);
        if (KernelFile.Open(file, fingerprint, train.Rows, eval.Rows) is { } ready) return ready;
        KernelFile.Write(file, fingerprint, product, train, eval, workers);
        return KernelFile.Open(file, fingerprint, train.Rows, eval.Rows)
            ?? throw new InputException($"{file}: is not what was just written; check the disk, then run the same command again");
    }

    /// <summary>Deletes the files of other blocks, and what a crash left.</summary>
    /// <exception cref="StorageException">A file cannot be deleted.</exception>
    public void Keep(IEnumerable<string> blocks)
    {
        if (!Directory.Exists(path)) return;
        var kept = blocks.Select(block => block + Ending).ToHashSet();
        foreach (var file in Directory.EnumerateFiles(path))
            if (!kept.Contains(Path.GetFileName(file))) Try(() => File.Delete(file));
    }

    /// <summary>Deletes everything; maps that are open stay readable.</summary>
    /// <exception cref="StorageException">A file cannot be deleted.</exception>
    public void Remove()
    {
        if (Directory.Exists(path)) Try(() => Directory.Delete(path, recursive: true));
    }

    private void Try(Action delete)
    {
        try
        {
            delete();
        }
        catch (Exception error) when (StorageException.From(path, error) is { } fault)
        {
            throw fault;
        }
    }
}
