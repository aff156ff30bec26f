using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Hpa.Actors.Classifiers.Svm;

namespace Hpa.Actors.Classifiers.Logistic;

/// <summary>The passes over long vectors of single precision that logistic regression makes; sums are in double precision.</summary>
internal static class LogisticVectors
{
    /// <summary>d ← r + β d.</summary>
    public static void Continue(ReadOnlySpan<float> r, float beta, Span<float> d)
    {
        ref var a = ref MemoryMarshal.GetReference(r);
        ref var b = ref MemoryMarshal.GetReference(d);
        var t = 0;
        for (; beta != 0 && t <= d.Length - 8; t += 8)
            (Vector256.LoadUnsafe(ref a, (nuint)t) + Vector256.LoadUnsafe(ref b, (nuint)t) * beta).StoreUnsafe(ref b, (nuint)t);
        // A first direction may follow one that overflowed, so it is not multiplied by 0.
        if (beta == 0) r.CopyTo(d);
        else
            for (; t < d.Length; t++) d[t] = r[t] + beta * d[t];
    }

    /// <summary>y ← y + α x.</summary>
    public static void Add(float alpha, ReadOnlySpan<float> x, Span<float> y)
    {
        ref var a = ref MemoryMarshal.GetReference(x);
        ref var b = ref MemoryMarshal.GetReference(y);
        var t = 0;
        for (; t <= y.Length - 8; t += 8)
            (Vector256.LoadUnsafe(ref b, (nuint)t) + Vector256.LoadUnsafe(ref a, (nuint)t) * alpha).StoreUnsafe(ref b, (nuint)t);
        for (; t < y.Length; t++) y[t] += alpha * x[t];
    }

    /// <summary>y ← y + α x in double precision.</summary>
    public static void Add(double alpha, ReadOnlySpan<float> x, Span<double> y)
    {
        ref var a = ref MemoryMarshal.GetReference(x);
        ref var b = ref MemoryMarshal.GetReference(y);
        var t = 0;
        for (; t <= y.Length - 4; t += 4)
            (Vector256.LoadUnsafe(ref b, (nuint)t) + SmoScan.Load(ref a, t) * alpha).StoreUnsafe(ref b, (nuint)t);
        for (; t < y.Length; t++) y[t] += alpha * x[t];
    }

    /// <summary>xᵀ y.</summary>
    public static double Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        ref var a = ref MemoryMarshal.GetReference(x);
        ref var b = ref MemoryMarshal.GetReference(y);
        var (even, odd) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var t = 0;
        for (; t <= x.Length - 8; t += 8)
        {
            even += SmoScan.Load(ref a, t) * SmoScan.Load(ref b, t);
            odd += SmoScan.Load(ref a, t + 4) * SmoScan.Load(ref b, t + 4);
        }

        var sum = Vector256.Sum(even + odd);
        for (; t < x.Length; t++) sum += (double)x[t] * y[t];
        return sum;
    }

    /// <summary>xᵀ y.</summary>
    public static double Dot(ReadOnlySpan<float> x, ReadOnlySpan<double> y)
    {
        ref var a = ref MemoryMarshal.GetReference(x);
        ref var b = ref MemoryMarshal.GetReference(y);
        var sums = Vector256<double>.Zero;
        var t = 0;
        for (; t <= x.Length - 4; t += 4) sums += SmoScan.Load(ref a, t) * Vector256.LoadUnsafe(ref b, (nuint)t);
        var sum = Vector256.Sum(sums);
        for (; t < x.Length; t++) sum += x[t] * y[t];
        return sum;
    }
}
