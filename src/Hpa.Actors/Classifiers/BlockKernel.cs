namespace Hpa.Actors.Classifiers;

/// <summary>
/// Linear kernel of one block: all inner products among n training rows (lower triangle, so that it is symmetric by
/// construction and takes half the memory) and between training and e evaluation rows.
/// </summary>
public sealed class BlockKernel
{
    private readonly float[] _triangle;
    private readonly float[] _cross;

    private BlockKernel(int trainRows, int evalRows)
    {
        TrainRows = trainRows;
        EvalRows = evalRows;
        _triangle = GC.AllocateUninitializedArray<float>(checked((int)KernelBudget.Triangle(trainRows)));
        _cross = GC.AllocateUninitializedArray<float>(checked(trainRows * evalRows));
    }

    /// <summary>n.</summary>
    public int TrainRows { get; }

    /// <summary>e.</summary>
    public int EvalRows { get; }

    /// <summary>Computes the kernel; the same bits whatever else runs.</summary>
    /// <param name="product">The matrix library.</param>
    /// <param name="train">n scaled training rows.</param>
    /// <param name="eval">e scaled validation and test rows; may be none.</param>
    public static BlockKernel Compute(KernelProduct product, ScaledRows train, ScaledRows eval)
    {
        var kernel = new BlockKernel(train.Rows, eval.Rows);
        var tile = new float[ScaledRows.Tile * ScaledRows.Tile];
        for (var i = 0; i < train.Tiles; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                product.Multiply(train, i, train, j, tile);
                kernel.StoreTrain(i, j, tile);
            }

            for (var j = 0; j < eval.Tiles; j++)
            {
                product.Multiply(train, i, eval, j, tile);
                kernel.StoreEval(i, j, tile);
            }
        }

        return kernel;
    }

    /// <summary>Training row <paramref name="row"/> against training rows 0 … row, length row + 1.</summary>
    public ReadOnlySpan<float> Train(int row) => _triangle.AsSpan((int)KernelBudget.Triangle(row), row + 1);

    /// <summary>Training row <paramref name="row"/> against all evaluation rows, length e.</summary>
    public ReadOnlySpan<float> Eval(int row) => _cross.AsSpan(row * EvalRows, EvalRows);

    private void StoreTrain(int tileRow, int tileColumn, float[] tile)
    {
        const int size = ScaledRows.Tile;
        var first = tileColumn * size;
        for (var r = 0; r < size && tileRow * size + r < TrainRows; r++)
        {
            var row = tileRow * size + r;
            var length = Math.Min(size, row + 1 - first);
            tile.AsSpan(r * size, length).CopyTo(_triangle.AsSpan((int)KernelBudget.Triangle(row) + first));
        }
    }

    private void StoreEval(int tileRow, int tileColumn, float[] tile)
    {
        const int size = ScaledRows.Tile;
        var first = tileColumn * size;
        var length = Math.Min(size, EvalRows - first);
        for (var r = 0; r < size && tileRow * size + r < TrainRows; r++)
            tile.AsSpan(r * size, length).CopyTo(_cross.AsSpan((tileRow * size + r) * EvalRows + first));
    }
}
