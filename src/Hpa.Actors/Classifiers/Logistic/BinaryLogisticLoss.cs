namespace Hpa.Actors.Classifiers.Logistic;

/// <summary>log(1 + exp(−y z)), y = ±1, of one machine.</summary>
/// <param name="positive">The rows with y = 1, length n.</param>
/// <param name="weight">Weight of the positive rows.</param>
/// <param name="otherWeight">Weight of the others.</param>
internal sealed class BinaryLogisticLoss(bool[] positive, double weight, double otherWeight) : LogisticLoss
{
    /// <inheritdoc />
    public override double Loss(LogisticState state, double step, int from, int to)
    {
        var at = First * state.Rows;
        var offset = state.Intercepts[First] + step * state.InterceptStep[First];
        var sum = 0.0;
        for (var i = from; i < to; i++)
        {
            var z = state.Values[at + i] + step * state.StepImage[at + i] + offset;
            var wrong = positive[i] ? -z : z;
            sum += WeightOf(i) * (Math.Max(wrong, 0) + Math.Log(1 + Math.Exp(-Math.Abs(wrong))));
        }

        return sum;
    }

    /// <inheritdoc />
    public override void Gradient(LogisticState state, double c, int from, int to, Span<double> sums)
    {
        var at = First * state.Rows;
        var sum = 0.0;
        for (var i = from; i < to; i++)
        {
            var p = LogisticModel.Probability(state.Values[at + i] + state.Intercepts[First]);
            // 1 − p of a large p has no digits left; the probability of the other side has.
            var missing = WeightOf(i) * (positive[i] ? LogisticModel.Probability(-state.Values[at + i] - state.Intercepts[First]) : -p);
            state.Probabilities[at + i] = (float)p;
            state.Residual[at + i] = (float)(missing - state.Coefficients[at + i] / c);
            sum += missing;
        }

        sums[0] = sum;
    }

    /// <inheritdoc />
    public override void Curvature(LogisticState state, double c, int from, int to, Span<double> sums)
    {
        var at = First * state.Rows;
        var sum = 0.0;
        for (var i = from; i < to; i++)
        {
            double p = state.Probabilities[at + i];
            var bent = WeightOf(i) * p * (1 - p) * (state.DirectionImage[at + i] + state.InterceptDirection[First]);
            state.Curvature[at + i] = (float)(state.Direction[at + i] / c + bent);
            sum += bent;
        }

        sums[0] = sum;
    }

    private double WeightOf(int row) => positive[row] ? weight : otherWeight;
}
