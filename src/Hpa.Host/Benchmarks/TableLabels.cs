using Hpa.Actors.Datasets;
using Hpa.Actors.Datasets.Synthesis;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Runs;

namespace Hpa.Host.Benchmarks;

/// <summary>Label sets of the rows of a real table in an order that a seed decides.</summary>
internal sealed class TableLabels
{
    private readonly LabelSet[] _rows;

    /// <summary>Reads and shuffles.</summary>
    /// <param name="file">A table in the form of train.csv; null for the label sets of the Kaggle 2018 table as often as they occur in it.</param>
    /// <param name="seed">Seed of the order.</param>
    /// <exception cref="InputException">The table cannot be read.</exception>
    public TableLabels(string? file, ulong seed)
    {
        _rows = file is null
            ? [.. LabelFrequencies.All.SelectMany(set => Enumerable.Repeat(set.Labels, set.Count))]
            : [.. KaggleLayout.ReadLabels(file).Select(row => row.Labels)];
        Source = file is null ? "the Kaggle 2018 table" : Path.GetFileName(file);
        new CounterRandom(seed).At("rows").Shuffle(_rows.AsSpan());
    }

    /// <summary>Where the labels come from, in words.</summary>
    public string Source { get; }

    /// <summary>The first rows for training, and those after them for prediction.</summary>
    /// <exception cref="SettingsException">The table has fewer rows.</exception>
    public (LabelSet[] Train, LabelSet[] Eval) Take(int train, int eval) => train + eval <= _rows.Length
        ? (_rows[..train], _rows[train..(train + eval)])
        : throw new SettingsException($"{train} training rows and {eval} others: {Source} has {_rows.Length} rows");
}
