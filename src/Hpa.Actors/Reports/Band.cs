using System.Globalization;

namespace Hpa.Actors.Reports;

/// <summary>A stretch of a drawing's height with a scale of its own, so that panels one above the other share the horizontal axis.</summary>
/// <param name="From">Lower end in the drawing.</param>
/// <param name="To">Upper end in the drawing.</param>
/// <param name="Low">Value at the lower end.</param>
/// <param name="High">Value at the upper end, above <paramref name="Low"/>.</param>
internal sealed record Band(double From, double To, double Low, double High)
{
    private static readonly (double Step, string Format)[] Steps =
    [
        (0.001, "0.000"), (0.002, "0.000"), (0.005, "0.000"), (0.01, "0.00"), (0.02, "0.00"), (0.05, "0.00"), (0.1, "0.0"), (0.2, "0.0"), (0.5, "0.0"),
    ];

    /// <summary>A band that holds all values with a little room.</summary>
    public static Band Around(double from, double to, IReadOnlyCollection<double> values)
    {
        var (low, high) = values.Count == 0 ? (0, 1) : (values.Min(), values.Max());
        var room = Math.Max(0.005, (high - low) * 0.06);
        return new Band(from, to, Math.Max(0, low - room), high + room);
    }

    /// <summary>Where a value stands in the drawing.</summary>
    public double Place(double value) => From + (To - From) * (value - Low) / (High - Low);

    /// <summary>Round values within the band, at most so many, with their texts; its ends where no step gives two.</summary>
    public (double Value, string Text)[] Ticks(int most)
    {
        (double, string)[] At((double Size, string Format) step)
        {
            var first = (int)Math.Ceiling(Low / step.Size - 1e-9);
            return
            [
                .. Enumerable.Range(first, Math.Max(0, (int)Math.Floor(High / step.Size + 1e-9) - first + 1))
                    .Select(i => (i * step.Size, (i * step.Size).ToString(step.Format, CultureInfo.InvariantCulture))),
            ];
        }

        return Steps.Select(At).FirstOrDefault(ticks => ticks.Length >= 2 && ticks.Length <= most) ?? [(Low, Wording.Score(Low)), (High, Wording.Score(High))];
    }
}
