using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Svm;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class ShrinkingTests
{
    private const int Rows = 1200;
    private static readonly bool[] Positive = [.. Enumerable.Range(0, Rows).Select(row => row % 3 == 0)];
    private static readonly SquareKernel Kernel = Overlapping();

    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(30)]
    public void All_rows_fulfil_the_optimality_conditions_although_most_were_left_out_in_rounds(double c)
    {
        var workspace = new SmoWorkspace();
        var result = SmoSolver.Solve(Kernel, RowSegments.All(Rows), Positive, c, 0.5 * c, 1e-4, workspace);
        var coefficients = workspace.Coefficients.ToArray();
        var (up, low, objective) = (double.NegativeInfinity, double.NegativeInfinity, 0.0);
        for (var t = 0; t < Rows; t++)
        {
            var sign = Positive[t] ? 1 : -1;
            var (alpha, cost) = (sign * coefficients[t], Positive[t] ? c : 0.5 * c);
            var gradient = -sign + Kernel.Row(t, 0, Rows).ToArray().Zip(coefficients, (k, a) => k * a).Sum();
            if (sign > 0 ? alpha < cost : alpha > 0) up = Math.Max(up, -gradient);
            if (sign > 0 ? alpha > 0 : alpha < cost) low = Math.Max(low, gradient);
            objective += alpha * (sign * gradient - 1) / 2;
        }

        Assert.True(result is { Converged: true, Iterations: > 1600 }, $"{result}");
        Assert.InRange(up + low, double.NegativeInfinity, 1e-4 + 1e-6);
        Assert.Equal(objective, result.Objective, 1e-9 * Math.Abs(objective));
        Assert.Equal(coefficients.Count(value => value != 0), result.Support);
    }

    [Fact]
    public void A_workspace_carries_nothing_from_one_problem_to_the_next()
    {
        var used = new SmoWorkspace();
        SmoSolver.Solve(Kernel, new RowSegments(300, 900, 0, 0), Positive.AsSpan(300), 5, 5, 1e-3, used);
        foreach (var rows in new[] { RowSegments.All(Rows), new RowSegments(0, 400, 700, 500) })
        {
            var signs = Positive.AsSpan(0, rows.Count);
            var fresh = new SmoWorkspace();
            Assert.Equal(SmoSolver.Solve(Kernel, rows, signs, 5, 5, 1e-3, fresh), SmoSolver.Solve(Kernel, rows, signs, 5, 5, 1e-3, used));
            Assert.Equal(fresh.Coefficients.ToArray(), used.Coefficients.ToArray());
        }
    }

    [Fact]
    public void Gathered_rows_are_the_kernels_whatever_had_to_go_for_them()
    {
        int[] columns = [.. Enumerable.Range(0, Rows / 7).Select(c => 7 * c)];
        var gathered = new GatheredRows(room: 5 * columns.Length);
        gathered.Start(Kernel, columns);
        var random = new CounterRandom(3);
        for (var n = 0; n < 500; n++)
        {
            var (i, j) = (random.NextInt(9), random.NextInt(9));
            var first = gathered.Row(i, -1);
            var second = gathered.Row(j, keep: i);
            foreach (var c in new[] { 0, 50, columns.Length - 1 })
                Assert.Equal((Kernel.Row(columns[i], columns[c], 1)[0], Kernel.Row(columns[j], columns[c], 1)[0]), (first[c], second[c]));
        }
    }

    private static SquareKernel Overlapping()
    {
        const int dimensions = 12;
        var random = new CounterRandom(5);
        var x = new double[Rows][];
        for (var row = 0; row < Rows; row++)
            x[row] = [.. Enumerable.Range(0, dimensions).Select(d => (random.NextNormal() + (Positive[row] ? 0.35 : 0)) / (d < 8 ? 2 : 1))];
        return Twin.Square(x);
    }
}
