namespace Hpa.Actors.Classifiers.Logistic;

/// <summary>
/// Where a search for m columns on n rows stands: vectors of coefficients over the training rows, [m × n] one column after the
/// other, and their images under the kernel, the values at the training rows. 48 bytes per entry in all.
/// </summary>
/// <param name="rows">n.</param>
/// <param name="columns">m.</param>
/// <param name="padded">Columns of the vectors that are multiplied with the kernel, at least m.</param>
internal sealed class LogisticState(int rows, int columns, int padded)
{
    /// <summary>n.</summary>
    public int Rows { get; } = rows;

    /// <summary>m.</summary>
    public int Columns { get; } = columns;

    /// <summary>a, with w = Σ a_i x_i.</summary>
    public double[] Coefficients { get; } = new double[checked(columns * rows)];

    /// <summary>K a.</summary>
    public double[] Values { get; } = new double[columns * rows];

    /// <summary>p.</summary>
    public float[] Probabilities { get; } = new float[columns * rows];

    /// <summary>r, minus the gradient when a Newton step begins.</summary>
    public float[] Residual { get; } = new float[checked(padded * rows)];

    /// <summary>K r.</summary>
    public float[] ResidualImage { get; } = new float[padded * rows];

    /// <summary>d of the conjugate gradients.</summary>
    public float[] Direction { get; } = new float[columns * rows];

    /// <summary>K d.</summary>
    public float[] DirectionImage { get; } = new float[columns * rows];

    /// <summary>Second derivative along d.</summary>
    public float[] Curvature { get; } = new float[columns * rows];

    /// <summary>The Newton step.</summary>
    public float[] Step { get; } = new float[columns * rows];

    /// <summary>K · step.</summary>
    public float[] StepImage { get; } = new float[columns * rows];

    /// <summary>b.</summary>
    public double[] Intercepts { get; } = new double[columns];

    /// <summary>r of the intercepts.</summary>
    public double[] InterceptResidual { get; } = new double[columns];

    /// <summary>d of the intercepts.</summary>
    public double[] InterceptDirection { get; } = new double[columns];

    /// <summary>Second derivative by the intercepts.</summary>
    public double[] InterceptCurvature { get; } = new double[columns];

    /// <summary>The Newton step of the intercepts.</summary>
    public double[] InterceptStep { get; } = new double[columns];
}
