using System.Globalization;
using Hpa.Contracts;

namespace Hpa.Host.Benchmarks;

/// <summary>
/// A classification set in LIBSVM's text form: per row a label, then <c>column:value</c> in rising order of columns, 0 where
/// none is given. Columns count from 1, in some files from 0. What follows a # is left out.
/// </summary>
/// <param name="Labels">n class labels, whole numbers.</param>
/// <param name="Values">[n × d] row-major.</param>
/// <param name="Columns">d, the highest column of the file unless more were asked for.</param>
/// <param name="First">Number of the first column, 0 or 1.</param>
public sealed record LibsvmFile(int[] Labels, double[] Values, int Columns, int First = 1)
{
    private const long MostValues = 200_000_000;

    /// <summary>n.</summary>
    public int Rows => Labels.Length;

    /// <summary>One row, length d.</summary>
    public ReadOnlySpan<double> Row(int row) => Values.AsSpan(row * Columns, Columns);

    /// <summary>Some rows, in the order given.</summary>
    public LibsvmFile Pick(int[] rows)
    {
        var values = new double[rows.Length * Columns];
        for (var i = 0; i < rows.Length; i++) Row(rows[i]).CopyTo(values.AsSpan(i * Columns));
        return this with { Labels = Array.ConvertAll(rows, row => Labels[row]), Values = values };
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">At least so many columns: those of the training set, when reading the test set.</param>
    /// <param name="first">Number of the first column if the file itself has none with 0.</param>
    /// <exception cref="InputException">There is no such file, no row in it, a line of another form, or far too many columns.</exception>
    public static LibsvmFile Read(string path, int columns = 0, int first = 1) => Read([path], columns, first);

    /// <summary>Reads files that are parts of one set, one after the other.</summary>
    /// <inheritdoc cref="Read(string, int, int)"/>
    public static LibsvmFile Read(IReadOnlyList<string> paths, int columns = 0, int first = 1)
    {
        var labels = new List<int>();
        var entries = new List<(int Row, int Column, double Value)>();
        foreach (var path in paths)
        {
            if (!File.Exists(path)) throw new InputException($"{path}: no such file");
            foreach (var (number, line) in File.ReadLines(path).Index())
            {
                var words = line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
                if (words.Length == 0) continue;
                if (!TryParse(words, labels.Count, entries, out var label))
                    throw new InputException($"{path}: line {number + 1} is no row in LIBSVM's form, label column:value column:value … with a whole number for a label");
                labels.Add(label);
            }
        }

        return labels.Count > 0 ? Dense(paths[0], labels, entries, columns, first) : throw new InputException($"{paths[0]} has no row");
    }

    private static LibsvmFile Dense(string path, List<int> labels, List<(int Row, int Column, double Value)> entries, int columns, int first)
    {
        if (entries.Exists(entry => entry.Column == 0)) first = 0;
        var width = entries.Aggregate(columns, (most, entry) => Math.Max(most, entry.Column - first + 1));
        if ((long)labels.Count * width > MostValues)
            throw new InputException($"{path}: {labels.Count} rows of {width} columns are too many for a comparison, at most {MostValues} numbers");
        var values = new double[labels.Count * width];
        foreach (var (row, column, value) in entries) values[row * width + column - first] = value;
        return new LibsvmFile([.. labels], values, width, first);
    }

    private static bool TryParse(string[] words, int row, List<(int Row, int Column, double Value)> entries, out int label)
    {
        var good = double.TryParse(words[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number == Math.Round(number) && Math.Abs(number) <= int.MaxValue;
        label = good ? (int)number : 0;
        var last = -1;
        foreach (var word in words.AsSpan(1))
        {
            var colon = word.IndexOf(':');
            if (!good || colon < 1
                || !int.TryParse(word.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var column) || column <= last
                || !double.TryParse(word.AsSpan(colon + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
                return false;
            entries.Add((row, last = column, value));
        }

        return good;
    }
}
