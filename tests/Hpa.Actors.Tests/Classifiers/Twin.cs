using System.Text.Json;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Tests.Classifiers;

/// <summary>Fixtures with scikit-learn's numbers, and the plain parts that tests build kernels from.</summary>
internal static class Twin
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };

    public static T Read<T>(string file)
    {
        using var stream = typeof(Twin).Assembly.GetManifestResourceStream($"Hpa.Actors.Tests.Classifiers.Fixtures.{file}")!;
        return JsonSerializer.Deserialize<T>(stream, Form)!;
    }

    /// <summary>[a × b] inner products, summed in double.</summary>
    public static float[] Kernel(double[][] a, double[][] b) =>
        [.. a.SelectMany(left => b.Select(right => (float)left.Zip(right, (x, y) => x * y).Sum()))];

    public static SquareKernel Square(double[][] rows) => new(Kernel(rows, rows), rows.Length);

    public static CrossKernel Cross(double[][] train, double[][] eval) => new(Kernel(train, eval), train.Length, eval.Length);

    public static LabelSet[] Sets(IEnumerable<uint> bits) => [.. bits.Select(b => new LabelSet(b))];

    public static IEnumerable<(TExpected Expected, TActual Actual)> Pairs<TExpected, TActual>(IReadOnlyList<TExpected> expected, IReadOnlyList<TActual> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        return expected.Select((value, i) => (value, actual[i]));
    }

    public static double Agreement<T>(IReadOnlyList<T> expected, IReadOnlyList<T> actual) =>
        Pairs(expected, actual).Average(pair => Equals(pair.Expected, pair.Actual) ? 1.0 : 0.0);
}
