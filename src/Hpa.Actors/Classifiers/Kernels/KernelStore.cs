namespace Hpa.Actors.Classifiers.Kernels;

/// <summary>
/// The kernels of all blocks on the same rows. Training rows have positions 0 … n − 1, evaluation rows positions
/// 0 … e − 1. Any number of threads may read it; closing it waits for none, but what is being read stays until it is read.
/// </summary>
public sealed class KernelStore : IDisposable
{
    private readonly Lock _door = new();
    private BlockKernel[] _blocks;
    private int _readers;
    private bool _closed;

    /// <summary>Joins kernels in the order of the genes.</summary>
    /// <exception cref="ArgumentException">No block, or blocks of different rows.</exception>
    public KernelStore(IEnumerable<BlockKernel> blocks)
    {
        _blocks = [.. blocks];
        if (_blocks.Length == 0 || _blocks.Any(b => b.TrainRows != _blocks[0].TrainRows || b.EvalRows != _blocks[0].EvalRows))
            throw new ArgumentException("a kernel store needs at least one block, all on the same rows");
        (Blocks, TrainRows, EvalRows) = (_blocks.Length, _blocks[0].TrainRows, _blocks[0].EvalRows);
    }

    /// <summary>Number of blocks.</summary>
    public int Blocks { get; }

    /// <summary>n.</summary>
    public int TrainRows { get; }

    /// <summary>e.</summary>
    public int EvalRows { get; }

    /// <summary>The kernel of one block.</summary>
    public BlockKernel this[int block] => _blocks[block];

    /// <summary>Keeps the kernels until <see cref="Leave"/>.</summary>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    internal void Enter()
    {
        lock (_door)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _readers++;
        }
    }

    /// <summary>The reader is done.</summary>
    internal void Leave()
    {
        lock (_door)
        {
            if (--_readers == 0 && _closed) LetGo();
        }
    }

    /// <summary>Lets memory and files go, at once or after the last reader.</summary>
    public void Dispose()
    {
        lock (_door)
        {
            if (_closed) return;
            _closed = true;
            if (_readers == 0) LetGo();
        }
    }

    private void LetGo()
    {
        foreach (var block in _blocks) block.Dispose();
        _blocks = [];
    }
}
