namespace Hpa.Actors.Classifiers.Logistic;

/// <summary>
/// Loss of one logistic problem on its columns of a <see cref="LogisticState"/>, for some of the rows at a time: what the search
/// needs of it. Sums are in double precision.
/// </summary>
internal abstract class LogisticLoss
{
    /// <summary>Rows that are worked on at a time: sums over rows are sums of sums over these, for any number of threads.</summary>
    public const int Rows = 1024;

    /// <summary>First column of the problem.</summary>
    public required int First { get; init; }

    /// <summary>Number of columns.</summary>
    public required int Columns { get; init; }

    /// <summary>Σ weight · loss at a step along the direction.</summary>
    public abstract double Loss(LogisticState state, double step, int from, int to);

    /// <summary>
    /// Probabilities, the residual −(a / C + weight (p − y)), and Σ −weight (p − y) per column into <paramref name="sums"/>.
    /// </summary>
    public abstract void Gradient(LogisticState state, double c, int from, int to, Span<double> sums);

    /// <summary>
    /// The second derivative along the direction of the conjugate gradients, d / C + D (K d + δ), and Σ D (K d + δ) per column into
    /// <paramref name="sums"/>.
    /// </summary>
    public abstract void Curvature(LogisticState state, double c, int from, int to, Span<double> sums);

    /// <summary>Does work on the entries of the rows from … to − 1, column by column.</summary>
    public void ForColumns(LogisticState state, int from, int to, Action<Range> work)
    {
        for (var c = First; c < First + Columns; c++) work(new Range(c * state.Rows + from, c * state.Rows + to));
    }

    /// <summary>aᵀ b over some rows of all columns.</summary>
    public double Dot(LogisticState state, float[] a, float[] b, int from, int to)
    {
        var sum = 0.0;
        ForColumns(state, from, to, span => sum += LogisticVectors.Dot(a.AsSpan(span), b.AsSpan(span)));
        return sum;
    }

    /// <summary>aᵀ b of vectors with one number per column.</summary>
    public double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var c = First; c < First + Columns; c++) sum += a[c] * b[c];
        return sum;
    }
}
