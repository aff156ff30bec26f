using System.Globalization;

namespace Hpa.Actors.Reports;

/// <summary>A stretch of a drawing's height with a scale of its own, so that panels one above the other share the horizontal axis.</summary>
/// <param name="From">Lower end in the drawing.</param>
/// <param name="To">Upper end in the drawing.</param>
/// <param name="Low">Value at the lower end.</param>
/// <param name="High">Value at the upper end, above <paramref name="Low"/>.</param>
internal sealed record Band(double From, double To, double Low, double High)
{
    private static readonly double[] Steps = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5];

    /// <summary>A band that holds all values with a little room.</summary>
    public static Band Around(double from, double to, IReadOnlyCollection<double> values)
    {
        var (low, high) = values.Count == 0 ? (0, 1) : (values.Min(), values.Max());
        var room = Math.Max(0.005, (high - low) * 0.06);
        return new Band(from, to, Math.Max(0, low - room), high + room);
    }

    /// <summary>Where a value stands in the drawing.</summary>
    public double Place(double value) => From + (To - From) * (value - Low) / (High - Low);

    /// <summary>Round values within the band, at most so many.</summary>
    public double[] Ticks(int most)
    {
        double[] At(double step)
        {
            var first = (int)Math.Ceiling(Low / step - 1e-9);
            return [.. Enumerable.Range(first, Math.Max(0, (int)Math.Floor(High / step + 1e-9) - first + 1)).Select(i => i * step)];
        }

        return Steps.Select(At).First(ticks => ticks.Length <= most);
    }

    /// <summary>A tick's text.</summary>
    public static string Label(double tick) => tick.ToString("0.0##", CultureInfo.InvariantCulture);
}
