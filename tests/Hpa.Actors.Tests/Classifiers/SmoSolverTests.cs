using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Svm;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class SmoSolverTests
{
    private static readonly Binary Data = Twin.Read<Binary>("binary.json");

    [Fact]
    public void Objective_offset_and_decisions_are_those_of_libsvm_for_every_c_and_weight()
    {
        var kernel = Twin.Square(Data.X);
        var cross = Twin.Cross(Data.X, Data.Test);
        var workspace = new SmoWorkspace();
        foreach (var expected in Data.Cases)
        {
            var result = SmoSolver.Solve(kernel, RowSegments.All(kernel.Rows), Data.Positive, expected.C * expected.Weight, expected.C, 1e-3, workspace);
            var decisions = Decide(workspace.Coefficients.ToArray(), result.Rho, cross);
            Assert.True(result.Converged);
            Assert.Equal(expected.Objective, result.Objective, 1e-3 * Math.Abs(expected.Objective));
            Assert.Equal(expected.Rho, result.Rho, 0.02);
            Assert.True(Twin.Agreement(expected.Decisions.Select(d => d > 0).ToList(), decisions.Select(d => d > 0).ToList()) >= 0.995);
            Assert.All(Twin.Pairs(expected.Decisions, decisions), pair => Assert.Equal(pair.Expected, pair.Actual, 0.05 + 0.01 * Math.Abs(pair.Expected)));
        }
    }

    [Fact]
    public void The_solution_fulfils_the_optimality_conditions_within_the_tolerance()
    {
        const double c = 1;
        var kernel = Twin.Square(Data.X);
        var workspace = new SmoWorkspace();
        SmoSolver.Solve(kernel, RowSegments.All(kernel.Rows), Data.Positive, c, c, 1e-4, workspace);
        var coefficients = workspace.Coefficients.ToArray();
        var (up, low) = (double.NegativeInfinity, double.PositiveInfinity);
        for (var t = 0; t < kernel.Rows; t++)
        {
            var sign = Data.Positive[t] ? 1 : -1;
            var alpha = sign * coefficients[t];
            Assert.InRange(alpha, 0, c);
            var value = sign - kernel.Row(t, 0, kernel.Rows).ToArray().Zip(coefficients, (k, a) => k * a).Sum();
            if (sign > 0 ? alpha < c : alpha > 0) up = Math.Max(up, value);
            if (sign > 0 ? alpha > 0 : alpha < c) low = Math.Min(low, value);
        }

        Assert.Equal(0, coefficients.Sum(), 1e-9);
        Assert.InRange(up - low, double.NegativeInfinity, 1e-4 + 1e-6);
    }

    [Fact]
    public void Two_runs_of_rows_give_the_bits_of_the_same_rows_side_by_side()
    {
        int[] picked = [.. Enumerable.Range(10, 33), .. Enumerable.Range(70, 41)];
        bool[] positive = [.. picked.Select(row => row < 50)];
        var whole = Twin.Square(Data.X);
        var apart = new SmoWorkspace();
        var together = new SmoWorkspace();

        var a = SmoSolver.Solve(whole, new RowSegments(10, 33, 70, 41), positive, 2, 3, 1e-3, apart);
        var b = SmoSolver.Solve(Twin.Square([.. picked.Select(row => Data.X[row])]), RowSegments.All(74), positive, 2, 3, 1e-3, together);

        Assert.Equal(b, a);
        Assert.Equal(together.Coefficients.ToArray(), apart.Coefficients.ToArray());
    }

    [Fact]
    public void Two_points_are_separated_in_the_middle()
    {
        var workspace = new SmoWorkspace();
        var result = SmoSolver.Solve(Twin.Square([[1.0], [3.0]]), RowSegments.All(2), [false, true], 100, 100, 1e-6, workspace);
        Assert.Equal([-0.5, 0.5], workspace.Coefficients.ToArray());
        Assert.Equal(2.0, result.Rho, 1e-6);
    }

    [Fact]
    public void A_kernel_of_zeros_is_solved_rather_than_divided_by()
    {
        var result = SmoSolver.Solve(new SquareKernel(new float[9], 3), RowSegments.All(3), [true, false, false], 1, 1, 1e-3, new SmoWorkspace());
        Assert.True(result.Converged);
        Assert.Equal(1.0, result.Rho);
    }

    [Fact]
    public void A_problem_with_one_sign_is_refused() =>
        Assert.Throws<ArgumentException>(() => SmoSolver.Solve(Twin.Square([[1.0], [2.0]]), RowSegments.All(2), [true, true], 1, 1, 1e-3, new SmoWorkspace()));

    private static double[] Decide(double[] coefficients, double rho, CrossKernel cross) =>
        [.. Enumerable.Range(0, cross.EvalRows).Select(x => coefficients.Select((a, t) => a * cross.Row(t)[x]).Sum() - rho)];

    private sealed record Binary(double[][] X, bool[] Positive, double[][] Test, BinaryCase[] Cases);

    private sealed record BinaryCase(double C, double Weight, double Objective, double Rho, double[] Decisions);
}
