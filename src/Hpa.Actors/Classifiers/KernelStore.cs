namespace Hpa.Actors.Classifiers;

/// <summary>
/// The kernels of all blocks on the same rows. Training rows have positions 0 … n − 1, evaluation rows (validation first,
/// then test) positions 0 … e − 1. Immutable; any number of threads may read it.
/// </summary>
public sealed class KernelStore
{
    private readonly BlockKernel[] _blocks;

    /// <summary>Joins kernels in the order of the genes.</summary>
    /// <exception cref="ArgumentException">No block, or blocks of different rows.</exception>
    public KernelStore(IEnumerable<BlockKernel> blocks)
    {
        _blocks = [.. blocks];
        if (_blocks.Length == 0 || _blocks.Any(b => b.TrainRows != TrainRows || b.EvalRows != EvalRows))
            throw new ArgumentException("a kernel store needs at least one block, all on the same rows");
    }

    /// <summary>Number of blocks.</summary>
    public int Blocks => _blocks.Length;

    /// <summary>n.</summary>
    public int TrainRows => _blocks[0].TrainRows;

    /// <summary>e.</summary>
    public int EvalRows => _blocks[0].EvalRows;

    /// <summary>The kernel of one block.</summary>
    public BlockKernel this[int block] => _blocks[block];
}
