namespace Hpa.Actors.Classifiers.Kernels;

/// <summary>
/// The part of a block's kernel that belongs to one tile of training rows: one run of its triangle and one of its kernel
/// against evaluation rows, so that strips can be computed by themselves and put where they belong.
/// </summary>
internal readonly record struct KernelStrip(int Tile, int TrainRows, int EvalRows)
{
    /// <summary>Its first training row.</summary>
    public int First => Tile * ScaledRows.Tile;

    /// <summary>Its training rows.</summary>
    public int Rows => Math.Min(ScaledRows.Tile, TrainRows - First);

    /// <summary>Where its run of the triangle begins.</summary>
    public long TriangleStart => KernelBudget.Triangle(First);

    /// <summary>Length of its run of the triangle.</summary>
    public int TriangleLength => (int)(KernelBudget.Triangle(First + Rows) - TriangleStart);

    /// <summary>Where its run against evaluation rows begins.</summary>
    public long CrossStart => (long)First * EvalRows;

    /// <summary>Length of its run against evaluation rows.</summary>
    public int CrossLength => Rows * EvalRows;

    /// <summary>The strips of a kernel, long ones first, so that threads end together.</summary>
    /// <param name="piece">0 … <see cref="ScaledRows.Tiles"/> − 1.</param>
    /// <param name="train">The training rows.</param>
    /// <param name="eval">The evaluation rows.</param>
    public static KernelStrip Of(int piece, ScaledRows train, ScaledRows eval) => new(train.Tiles - 1 - piece, train.Rows, eval.Rows);

    /// <summary>Inner products of its rows with themselves and the training rows before them.</summary>
    /// <param name="product">The matrix library.</param>
    /// <param name="train">Scaled training rows.</param>
    /// <param name="tile">Buffer, [256 × 256].</param>
    /// <param name="to">Receives <see cref="TriangleLength"/> numbers.</param>
    public void Triangle(KernelProduct product, ScaledRows train, float[] tile, Span<float> to)
    {
        const int size = ScaledRows.Tile;
        for (var j = 0; j <= Tile; j++)
        {
            product.Multiply(train, Tile, train, j, tile);
            for (var r = 0; r < Rows; r++)
            {
                var length = Math.Min(size, First + r + 1 - j * size);
                tile.AsSpan(r * size, length).CopyTo(to[((int)(KernelBudget.Triangle(First + r) - TriangleStart) + j * size)..]);
            }
        }
    }

    /// <summary>Inner products of its rows with all evaluation rows.</summary>
    /// <param name="product">The matrix library.</param>
    /// <param name="train">Scaled training rows.</param>
    /// <param name="eval">Scaled evaluation rows.</param>
    /// <param name="tile">Buffer, [256 × 256].</param>
    /// <param name="to">Receives <see cref="CrossLength"/> numbers.</param>
    public void Cross(KernelProduct product, ScaledRows train, ScaledRows eval, float[] tile, Span<float> to)
    {
        const int size = ScaledRows.Tile;
        for (var j = 0; j < eval.Tiles; j++)
        {
            product.Multiply(train, Tile, eval, j, tile);
            var length = Math.Min(size, EvalRows - j * size);
            for (var r = 0; r < Rows; r++) tile.AsSpan(r * size, length).CopyTo(to[(r * EvalRows + j * size)..]);
        }
    }
}
