using Hpa.Actors.Classifiers.Kernels;

namespace Hpa.Actors.Classifiers.Svm;

/// <summary>Counts the votes of one-against-one for the evaluation rows of a tile. Buffers are kept; one per thread.</summary>
internal sealed class PairVotes
{
    private readonly KernelTile _tile = new();
    private int[] _votes = [];
    private int[] _own = [];
    private int _classes;

    /// <summary>Evaluation rows counted.</summary>
    public int Columns => _tile.Columns;

    /// <summary>Votes of one of them per class, valid until the next call; they sum to k (k − 1) / 2.</summary>
    public ReadOnlySpan<int> this[int column]
    {
        get
        {
            for (var c = 0; c < _classes; c++) _own[c] = _votes[c * KernelTile.Width + column];
            return _own.AsSpan(0, _classes);
        }
    }

    /// <summary>Lets every pair vote on one tile.</summary>
    /// <param name="kernel">Training rows or support vectors × evaluation rows.</param>
    /// <param name="tile">Number of the tile.</param>
    /// <param name="classes">k.</param>
    /// <param name="pairs">Pairs in the order (0,1), (0,2), …, (1,2), …</param>
    public void Count(CrossKernel kernel, int tile, int classes, DecisionFunctions pairs)
    {
        _classes = classes;
        if (_own.Length < classes) (_own, _votes) = (new int[classes], new int[classes * KernelTile.Width]);
        _votes.AsSpan(0, classes * KernelTile.Width).Clear();
        _tile.Load(kernel, tile);
        Span<double> decisions = stackalloc double[KernelTile.Width];
        var pair = 0;
        for (var i = 0; i < classes; i++)
        {
            var first = _votes.AsSpan(i * KernelTile.Width, KernelTile.Width);
            for (var j = i + 1; j < classes; j++)
            {
                var second = _votes.AsSpan(j * KernelTile.Width, KernelTile.Width);
                pairs.Decide(pair++, _tile, decisions);
                for (var x = 0; x < decisions.Length; x++)
                {
                    var won = decisions[x] > 0 ? 1 : 0;
                    first[x] += won;
                    second[x] += 1 - won;
                }
            }
        }
    }
}
