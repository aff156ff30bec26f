namespace Hpa.Actors.Classifiers.Logistic;

/// <summary>What a problem does when the images of its residual have arrived.</summary>
internal enum LogisticStage
{
    /// <summary>The residual is minus the gradient: look whether this is the end, else begin a Newton step.</summary>
    Gradient,

    /// <summary>The residual is that of the conjugate gradients: go on with them.</summary>
    Inner,

    /// <summary>The Newton step is there: take as much of it as lowers the objective.</summary>
    Search,

    /// <summary>Almost at the end: the values are made anew in double precision first.</summary>
    Confirm,

    /// <summary>At the end.</summary>
    Converged,

    /// <summary>Left where it is.</summary>
    Stopped,
}

/// <summary>
/// The numbers by which one problem steers: conjugate gradients in the inner product ⟨u, v⟩ = uᵀ (K + τ I) v + intercepts, nearly that
/// of the weights, inside Newton steps. Each problem has its own, so that none depends on what is trained beside it.
/// </summary>
/// <param name="loss">The problem.</param>
/// <param name="parameters">Tolerance and limit.</param>
internal sealed class LogisticProblem(LogisticLoss loss, LogisticParameters parameters)
{
    /// <summary>
    /// Conjugate gradients end when an iteration gains less than this share of the mean gain so far (Nash and Sofer 1990); the value is
    /// LIBLINEAR's. A smaller one makes longer steps of as many products in all.
    /// </summary>
    private const double EnoughGain = 0.5;

    /// <summary>
    /// A step may raise the objective by this share of the gain that the conjugate gradients see: where they gained nothing but to make the
    /// residual smaller where the kernel is 0, its change is rounding.
    /// </summary>
    private const double Rounding = 0.01;

    private const int Halvings = 40;
    private double _squaredNorm;
    private double _gain;
    private int _iterations;
    private int _products;
    private int _halvings;
    private bool _exact = true;

    /// <summary>The problem.</summary>
    public LogisticLoss Loss { get; } = loss;

    /// <summary>What comes next.</summary>
    public LogisticStage Stage { get; private set; } = LogisticStage.Gradient;

    /// <summary>Whether it still asks for images.</summary>
    public bool IsActive => Stage is not (LogisticStage.Converged or LogisticStage.Stopped);

    /// <summary>β of the direction to come; 0 begins anew.</summary>
    public double Keep { get; private set; }

    /// <summary>Step length along the direction.</summary>
    public double Length { get; private set; }

    /// <summary>Share of the Newton step that is tried.</summary>
    public double Share { get; private set; }

    /// <summary>Σ loss at the present point.</summary>
    public double Value { get; set; }

    /// <summary>Newton steps taken.</summary>
    public int Steps { get; private set; }

    /// <summary>The squared norm of the residual is known.</summary>
    /// <returns>Whether the conjugate gradients go on.</returns>
    /// <exception cref="ArgumentException">It is NaN or infinite.</exception>
    public bool HasNorm(double squared)
    {
        if (!double.IsFinite(squared)) throw new ArgumentException("the kernel holds NaN, infinite or far too large values");
        squared = Math.Max(0, squared);
        if (Stage == LogisticStage.Gradient && Math.Sqrt(squared) <= parameters.Tolerance)
        {
            Stage = _exact ? LogisticStage.Converged : LogisticStage.Confirm;
            return false;
        }

        if (_products++ >= parameters.Products)
        {
            Stage = LogisticStage.Stopped;
            return false;
        }

        Keep = Stage == LogisticStage.Gradient ? 0 : squared / _squaredNorm;
        if (Stage == LogisticStage.Gradient) (_gain, _iterations) = (0, 0);
        _squaredNorm = squared;
        return true;
    }

    /// <summary>The second derivative along the direction is known.</summary>
    /// <returns>Whether there is a step to take along it.</returns>
    public bool HasCurvature(double curvature)
    {
        if (!(curvature > 0) || _squaredNorm == 0)
        {
            // Only rounding makes a convex function bend downwards: what has been gained is all there is to gain.
            if (_iterations > 0) BeginSearch();
            else Fail();
            return false;
        }

        Length = _squaredNorm / curvature;
        var gain = Length * _squaredNorm / 2;
        _gain += gain;
        _iterations++;
        if (_iterations * gain <= EnoughGain * _gain) BeginSearch();
        else Stage = LogisticStage.Inner;
        return true;
    }

    /// <summary>The change of the objective at the share tried is known.</summary>
    /// <returns>Whether the step is taken.</returns>
    public bool HasChange(double change, double value)
    {
        if (change <= Rounding * Share * _gain + 1e-13 * Math.Abs(Value))
        {
            (Value, Stage, _exact) = (value, LogisticStage.Gradient, false);
            Steps++;
            return true;
        }

        Share /= 2;
        if (++_halvings > Halvings) Fail();
        return false;
    }

    /// <summary>Values are as good as double precision makes them.</summary>
    public void HasExactValues() => (Stage, _exact) = (LogisticStage.Gradient, true);

    private void BeginSearch() => (Stage, Share, _halvings) = (LogisticStage.Search, 1, 0);

    private void Fail() => Stage = _exact ? LogisticStage.Stopped : LogisticStage.Confirm;
}
