namespace Hpa.Actors.Classifiers.Logistic;

/// <summary>−log softmax of a row's own class among k.</summary>
/// <param name="classOf">Class of each row, 0 … k − 1.</param>
/// <param name="weights">Weight of the rows of each class.</param>
internal sealed class SoftmaxLoss(int[] classOf, double[] weights) : LogisticLoss
{
    /// <inheritdoc />
    public override double Loss(LogisticState state, double step, int from, int to)
    {
        Span<double> largest = stackalloc double[Rows];
        Span<double> total = stackalloc double[Rows];
        largest[..(to - from)].Fill(double.NegativeInfinity);
        total.Clear();
        var n = state.Rows;
        for (var c = 0; c < Columns; c++)
        {
            var offset = Offset(state, step, c);
            for (var i = from; i < to; i++) largest[i - from] = Math.Max(largest[i - from], Value(state, step, offset, c * n + i));
        }

        for (var c = 0; c < Columns; c++)
        {
            var offset = Offset(state, step, c);
            for (var i = from; i < to; i++) total[i - from] += Math.Exp(Value(state, step, offset, c * n + i) - largest[i - from]);
        }

        var sum = 0.0;
        for (var i = from; i < to; i++)
        {
            var own = Value(state, step, Offset(state, step, classOf[i]), classOf[i] * n + i);
            sum += weights[classOf[i]] * (Math.Log(total[i - from]) + largest[i - from] - own);
        }

        return sum;
    }

    /// <inheritdoc />
    public override void Gradient(LogisticState state, double c, int from, int to, Span<double> sums)
    {
        Span<double> total = stackalloc double[Rows];
        Exponentials(state, from, to, total);
        var n = state.Rows;
        for (var k = 0; k < Columns; k++)
        {
            var sum = 0.0;
            for (var i = from; i < to; i++)
            {
                var p = state.Probabilities[k * n + i] / total[i - from];
                state.Probabilities[k * n + i] = (float)p;
                var missing = weights[classOf[i]] * ((classOf[i] == k ? 1 : 0) - p);
                state.Residual[k * n + i] = (float)(missing - state.Coefficients[k * n + i] / c);
                sum += missing;
            }

            sums[k] = sum;
        }
    }

    /// <inheritdoc />
    public override void Curvature(LogisticState state, double c, int from, int to, Span<double> sums)
    {
        Span<double> mean = stackalloc double[Rows];
        mean.Clear();
        var n = state.Rows;
        for (var k = 0; k < Columns; k++)
        {
            var offset = state.InterceptDirection[k];
            for (var i = from; i < to; i++) mean[i - from] += state.Probabilities[k * n + i] * (state.DirectionImage[k * n + i] + offset);
        }

        for (var k = 0; k < Columns; k++)
        {
            var offset = state.InterceptDirection[k];
            var sum = 0.0;
            for (var i = from; i < to; i++)
            {
                var bent = weights[classOf[i]] * state.Probabilities[k * n + i] * (state.DirectionImage[k * n + i] + offset - mean[i - from]);
                state.Curvature[k * n + i] = (float)(state.Direction[k * n + i] / c + bent);
                sum += bent;
            }

            sums[k] = sum;
        }
    }

    private void Exponentials(LogisticState state, int from, int to, Span<double> total)
    {
        Span<double> largest = stackalloc double[Rows];
        largest[..(to - from)].Fill(double.NegativeInfinity);
        total.Clear();
        var n = state.Rows;
        for (var k = 0; k < Columns; k++)
            for (var i = from; i < to; i++) largest[i - from] = Math.Max(largest[i - from], state.Values[k * n + i] + state.Intercepts[k]);
        for (var k = 0; k < Columns; k++)
        {
            for (var i = from; i < to; i++)
            {
                var e = Math.Exp(state.Values[k * n + i] + state.Intercepts[k] - largest[i - from]);
                state.Probabilities[k * n + i] = (float)e;
                total[i - from] += e;
            }
        }
    }

    private static double Offset(LogisticState state, double step, int c) => state.Intercepts[c] + step * state.InterceptStep[c];

    private static double Value(LogisticState state, double step, double offset, int at) => state.Values[at] + step * state.StepImage[at] + offset;
}
