using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Hpa.Actors.Classifiers.Svm;

/// <summary>
/// The two passes over the rows that an iteration of <see cref="SmoSolver"/> makes, where nearly all time goes. Ties go
/// to the last row, as in LIBSVM.
/// </summary>
internal static class SmoScan
{
    /// <summary>A row and the value that made it win; index −1 when no row was eligible.</summary>
    internal readonly record struct Winner(double Value, int Index);

    /// <summary>The second row of the pair, and max F_t over the rows that may shrink.</summary>
    internal readonly record struct Partner(int Index, double LargestLow);

    /// <summary>F_t += K_ti step_i + K_tj step_j, then the row with the largest −F_t among those that may grow.</summary>
    public static Winner UpdateAndSelect(SmoRow rowI, SmoRow rowJ, double stepI, double stepJ, SmoState rows)
    {
        var cut = rowI.Head.Length;
        var head = Update(rows.Gradient[..cut], rows.Up[..cut], rowI.Head, rowJ.Head, stepI, stepJ);
        if (rowI.Tail.IsEmpty) return head;
        var tail = Update(rows.Gradient[cut..], rows.Up[cut..], rowI.Tail, rowJ.Tail, stepI, stepJ);
        return tail.Index >= 0 && tail.Value >= head.Value ? new Winner(tail.Value, tail.Index + cut) : head;
    }

    /// <summary>The row that with <paramref name="first"/>, whose kernel row is given, lowers the objective most, to second order.</summary>
    public static Partner SelectSecond(SmoRow row, Winner first, SmoState rows)
    {
        var cut = row.Head.Length;
        var diagonal = rows.Diagonal[first.Index];
        var largest = double.NegativeInfinity;
        var head = Gain(rows.Gradient[..cut], rows.Low[..cut], rows.Diagonal[..cut], row.Head, first.Value, diagonal, ref largest);
        if (row.Tail.IsEmpty) return new Partner(head.Index, largest);
        var tail = Gain(rows.Gradient[cut..], rows.Low[cut..], rows.Diagonal[cut..], row.Tail, first.Value, diagonal, ref largest);
        var second = tail.Index >= 0 && tail.Value >= head.Value ? tail.Index + cut : head.Index;
        return new Partner(second, largest);
    }

    private static Winner Update(
        Span<double> gradient, ReadOnlySpan<double> up, ReadOnlySpan<float> rowI, ReadOnlySpan<float> rowJ, double stepI, double stepJ)
    {
        ref var f = ref MemoryMarshal.GetReference(gradient);
        ref var u = ref MemoryMarshal.GetReference(up);
        ref var ki = ref MemoryMarshal.GetReference(rowI);
        ref var kj = ref MemoryMarshal.GetReference(rowJ);
        var best = Vector256.Create(double.NegativeInfinity);
        var bestAt = Vector256.Create(-1.0);
        var at = Vector256.Create(0.0, 1, 2, 3);
        var t = 0;
        for (; t <= gradient.Length - 4; t += 4)
        {
            var moved = Vector256.LoadUnsafe(ref f, (nuint)t) + (Load(ref ki, t) * stepI + Load(ref kj, t) * stepJ);
            moved.StoreUnsafe(ref f, (nuint)t);
            Keep(Vector256.LoadUnsafe(ref u, (nuint)t) - moved, at, ref best, ref bestAt);
            at += Vector256.Create(4.0);
        }

        var winner = Reduce(best, bestAt);
        for (; t < gradient.Length; t++)
        {
            gradient[t] += (double)rowI[t] * stepI + (double)rowJ[t] * stepJ;
            var value = up[t] - gradient[t];
            if (value >= winner.Value && value > double.NegativeInfinity) winner = new Winner(value, t);
        }

        return winner;
    }

    private static Winner Gain(
        ReadOnlySpan<double> gradient, ReadOnlySpan<double> low, ReadOnlySpan<double> diagonal, ReadOnlySpan<float> row, double top, double own, ref double largest)
    {
        ref var f = ref MemoryMarshal.GetReference(gradient);
        ref var l = ref MemoryMarshal.GetReference(low);
        ref var d = ref MemoryMarshal.GetReference(diagonal);
        ref var k = ref MemoryMarshal.GetReference(row);
        var best = Vector256.Create(double.NegativeInfinity);
        var bestAt = Vector256.Create(-1.0);
        var most = Vector256.Create(double.NegativeInfinity);
        var at = Vector256.Create(0.0, 1, 2, 3);
        var t = 0;
        for (; t <= gradient.Length - 4; t += 4)
        {
            var eligible = Vector256.LoadUnsafe(ref f, (nuint)t) + Vector256.LoadUnsafe(ref l, (nuint)t);
            most = Vector256.ConditionalSelect(Vector256.GreaterThan(eligible, most), eligible, most);
            var violation = eligible + Vector256.Create(top);
            var curvature = Vector256.Create(own) + Vector256.LoadUnsafe(ref d, (nuint)t) - Load(ref k, t) * 2.0;
            curvature = Vector256.ConditionalSelect(Vector256.GreaterThan(curvature, Vector256<double>.Zero), curvature, Vector256.Create(SmoStep.Tau));
            var gain = violation * violation / curvature;
            gain = Vector256.ConditionalSelect(Vector256.GreaterThan(violation, Vector256<double>.Zero), gain, Vector256.Create(double.NegativeInfinity));
            Keep(gain, at, ref best, ref bestAt);
            at += Vector256.Create(4.0);
        }

        var winner = Reduce(best, bestAt);
        for (var lane = 0; lane < 4; lane++) largest = Math.Max(largest, most[lane]);
        for (; t < gradient.Length; t++)
        {
            var eligible = gradient[t] + low[t];
            largest = Math.Max(largest, eligible);
            var violation = eligible + top;
            if (!(violation > 0)) continue;
            var curvature = own + diagonal[t] - (double)row[t] * 2.0;
            var gain = violation * violation / (curvature > 0 ? curvature : SmoStep.Tau);
            if (gain >= winner.Value) winner = new Winner(gain, t);
        }

        return winner;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Load(ref float values, int t) =>
        Vector256.WidenLower(Vector128.LoadUnsafe(ref values, (nuint)t).ToVector256Unsafe());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep(Vector256<double> values, Vector256<double> at, ref Vector256<double> best, ref Vector256<double> bestAt)
    {
        var better = Vector256.GreaterThanOrEqual(values, best);
        best = Vector256.ConditionalSelect(better, values, best);
        bestAt = Vector256.ConditionalSelect(better, at, bestAt);
    }

    private static Winner Reduce(Vector256<double> best, Vector256<double> bestAt)
    {
        var winner = new Winner(double.NegativeInfinity, -1);
        for (var lane = 0; lane < 4; lane++)
        {
            if (best[lane] == double.NegativeInfinity) continue;
            var candidate = new Winner(best[lane], (int)bestAt[lane]);
            if (candidate.Value > winner.Value || (candidate.Value == winner.Value && candidate.Index > winner.Index)) winner = candidate;
        }

        return winner;
    }
}
