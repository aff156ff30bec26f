using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Contracts;

namespace Hpa.Actors.Classifiers.Svm;

/// <summary>
/// A few neighbouring evaluation rows against all training rows, packed so that thousands of decision functions can be evaluated from
/// cache: [rows × 32]. A decision value's sum runs over the support vectors in order, in double precision, so it depends neither on the
/// tile nor on which zero coefficients were left out. Buffers are kept; one per thread.
/// </summary>
internal sealed class KernelTile
{
    /// <summary>Evaluation rows of a tile; their sums fill eight vector registers.</summary>
    public const int Width = 32;
    private float[] _values = [];

    /// <summary>Evaluation rows loaded; the rest of the tile is 0.</summary>
    public int Columns { get; private set; }

    /// <summary>Tiles of so many evaluation rows.</summary>
    public static int Count(int evalRows) => (evalRows + Width - 1) / Width;

    /// <summary>Packs one tile.</summary>
    /// <param name="kernel">Support vectors (or all training rows) × evaluation rows.</param>
    /// <param name="tile">Its number; the first evaluation row is <paramref name="tile"/> × <see cref="Width"/>.</param>
    /// <exception cref="InputException">An entry is NaN or infinite.</exception>
    public void Load(CrossKernel kernel, int tile)
    {
        var first = tile * Width;
        Columns = Math.Min(Width, kernel.EvalRows - first);
        var length = kernel.TrainRows * Width;
        if (_values.Length < length) _values = GC.AllocateUninitializedArray<float>(length);
        var finite = true;
        for (var row = 0; row < kernel.TrainRows; row++)
        {
            var to = _values.AsSpan(row * Width, Width);
            kernel.Row(row).Slice(first, Columns).CopyTo(to);
            to[Columns..].Clear();
            finite &= float.IsFinite(TensorPrimitives.SumOfMagnitudes<float>(to));
        }

        if (!finite) Refuse(kernel, first);
    }

    /// <summary>Decision values of the tile's rows: Σ_s coefficient_s K(s, x) − ρ.</summary>
    /// <param name="support">Rows of the kernel.</param>
    /// <param name="coefficients">One per support vector.</param>
    /// <param name="rho">Offset.</param>
    /// <param name="values">Receives <see cref="Width"/> values.</param>
    public void Decide(ReadOnlySpan<int> support, ReadOnlySpan<double> coefficients, double rho, Span<double> values)
    {
        var (a, b, c, d) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        var (e, f, g, h) = (a, a, a, a);
        for (var s = 0; s < support.Length; s++)
        {
            ref var row = ref MemoryMarshal.GetReference(_values.AsSpan(support[s] * Width, Width));
            var factor = Vector256.Create(coefficients[s]);
            a += SmoScan.Load(ref row, 0) * factor;
            b += SmoScan.Load(ref row, 4) * factor;
            c += SmoScan.Load(ref row, 8) * factor;
            d += SmoScan.Load(ref row, 12) * factor;
            e += SmoScan.Load(ref row, 16) * factor;
            f += SmoScan.Load(ref row, 20) * factor;
            g += SmoScan.Load(ref row, 24) * factor;
            h += SmoScan.Load(ref row, 28) * factor;
        }

        var offset = Vector256.Create(rho);
        (a - offset).CopyTo(values);
        (b - offset).CopyTo(values[4..]);
        (c - offset).CopyTo(values[8..]);
        (d - offset).CopyTo(values[12..]);
        (e - offset).CopyTo(values[16..]);
        (f - offset).CopyTo(values[20..]);
        (g - offset).CopyTo(values[24..]);
        (h - offset).CopyTo(values[28..]);
    }

    private void Refuse(CrossKernel kernel, int first)
    {
        for (var at = 0; at < kernel.TrainRows * Width; at++)
            if (!float.IsFinite(_values[at]))
                throw new InputException(
                    $"the kernel between training row {at / Width} and row {first + at % Width} to be predicted is {_values[at]}; extract their features again");
    }
}
