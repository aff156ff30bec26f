using System.Globalization;
using Hpa.Contracts;

namespace Hpa.Host.Benchmarks;

/// <summary>
/// A classification set in LIBSVM's text form: per row a label, then <c>column:value</c> with columns from 1 in rising order, 0 where
/// none is given.
/// </summary>
/// <param name="Labels">n class labels, whole numbers.</param>
/// <param name="Values">[n × d] row-major.</param>
/// <param name="Columns">d, the highest column of the file unless more were asked for.</param>
public sealed record LibsvmFile(int[] Labels, double[] Values, int Columns)
{
    /// <summary>n.</summary>
    public int Rows => Labels.Length;

    /// <summary>One row, length d.</summary>
    public ReadOnlySpan<double> Row(int row) => Values.AsSpan(row * Columns, Columns);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">At least so many columns: those of the training set, when reading the test set.</param>
    /// <exception cref="InputException">There is no such file, no row in it, or a line of another form.</exception>
    public static LibsvmFile Read(string path, int columns = 0)
    {
        if (!File.Exists(path)) throw new InputException($"{path}: no such file");
        var labels = new List<int>();
        var entries = new List<(int Row, int Column, double Value)>();
        foreach (var (number, line) in File.ReadLines(path).Index())
        {
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0) continue;
            if (!TryParse(words, labels.Count, entries, out var label))
                throw new InputException($"{path}: line {number + 1} is no row in LIBSVM's form, label column:value column:value …");
            labels.Add(label);
        }

        if (labels.Count == 0) throw new InputException($"{path} has no row");
        var width = entries.Aggregate(columns, (most, entry) => Math.Max(most, entry.Column));
        var values = new double[checked(labels.Count * width)];
        foreach (var (row, column, value) in entries) values[row * width + column - 1] = value;
        return new LibsvmFile([.. labels], values, width);
    }

    private static bool TryParse(string[] words, int row, List<(int Row, int Column, double Value)> entries, out int label)
    {
        var good = double.TryParse(words[0], CultureInfo.InvariantCulture, out var number) && number == Math.Round(number) && Math.Abs(number) <= int.MaxValue;
        label = good ? (int)number : 0;
        var last = 0;
        foreach (var word in words.AsSpan(1))
        {
            var colon = word.IndexOf(':');
            if (!good || colon < 1
                || !int.TryParse(word.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var column) || column <= last
                || !double.TryParse(word.AsSpan(colon + 1), CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
                return false;
            entries.Add((row, last = column, value));
        }

        return good;
    }
}
