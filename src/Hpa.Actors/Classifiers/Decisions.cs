using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Hpa.Actors.Classifiers;

/// <summary>
/// Decision values of many rows at once: Σ_s coefficient_s K(s, x) − ρ. Each row's sum runs over the support vectors in
/// order, in double precision, so it does not matter how many rows are asked for or which zero coefficients were left out.
/// </summary>
internal static class Decisions
{
    /// <summary>Fills one value per evaluation row.</summary>
    /// <param name="kernel">Support vectors (or all training rows) × evaluation rows.</param>
    /// <param name="support">Rows of <paramref name="kernel"/>.</param>
    /// <param name="coefficients">One per support vector.</param>
    /// <param name="rho">Offset.</param>
    /// <param name="values">Receives the values, one per evaluation row.</param>
    public static void Fill(CrossKernel kernel, ReadOnlySpan<int> support, ReadOnlySpan<double> coefficients, double rho, Span<double> values)
    {
        values.Clear();
        var s = 0;
        for (; s <= support.Length - 4; s += 4)
        {
            Add(kernel.Row(support[s]), coefficients[s], kernel.Row(support[s + 1]), coefficients[s + 1],
                kernel.Row(support[s + 2]), coefficients[s + 2], kernel.Row(support[s + 3]), coefficients[s + 3], values);
        }

        for (; s < support.Length; s++)
        {
            var row = kernel.Row(support[s]);
            for (var x = 0; x < values.Length; x++) values[x] += coefficients[s] * row[x];
        }

        for (var x = 0; x < values.Length; x++) values[x] -= rho;
    }

    private static void Add(
        ReadOnlySpan<float> row0, double c0, ReadOnlySpan<float> row1, double c1,
        ReadOnlySpan<float> row2, double c2, ReadOnlySpan<float> row3, double c3, Span<double> values)
    {
        ref var k0 = ref MemoryMarshal.GetReference(row0);
        ref var k1 = ref MemoryMarshal.GetReference(row1);
        ref var k2 = ref MemoryMarshal.GetReference(row2);
        ref var k3 = ref MemoryMarshal.GetReference(row3);
        ref var v = ref MemoryMarshal.GetReference(values);
        var x = 0;
        for (; x <= values.Length - 4; x += 4)
        {
            var sum = Vector256.LoadUnsafe(ref v, (nuint)x) + SmoScan.Load(ref k0, x) * c0 + SmoScan.Load(ref k1, x) * c1
                + SmoScan.Load(ref k2, x) * c2 + SmoScan.Load(ref k3, x) * c3;
            sum.StoreUnsafe(ref v, (nuint)x);
        }

        for (; x < values.Length; x++)
            values[x] = values[x] + c0 * row0[x] + c1 * row1[x] + c2 * row2[x] + c3 * row3[x];
    }
}
