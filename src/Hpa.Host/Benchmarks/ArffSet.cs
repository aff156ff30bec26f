using System.Runtime.InteropServices;
using Hpa.Contracts;
using Hpa.Contracts.Runs;

namespace Hpa.Host.Benchmarks;

/// <summary>Reads a multi-label data set with its parts.</summary>
internal static class ArffSet
{
    /// <summary>
    /// The training and the test part; a set in one piece is divided, two thirds of its rows in a seeded order for training.
    /// </summary>
    /// <param name="files">What the set consists of.</param>
    /// <exception cref="InputException">A file is wrong, or the parts do not fit together.</exception>
    public static EvaluationData Read(DataSetFiles files)
    {
        string[] training = [.. files.Train.Concat(files.Validation)];
        if (training.Length == 0) training = [.. files.Whole];
        if (training.Length == 0) throw new InputException($"{files.Test[0]} has no training part beside it");
        var read = Reader(training[0]);
        ArffFile[] train = [.. training.Select(read)];
        ArffFile[] test = [.. files.Test.Select(read)];
        foreach (var part in train.Concat(test))
            if (!part.Columns.SequenceEqual(train[0].Columns) || !part.LabelNames.SequenceEqual(train[0].LabelNames))
                throw new InputException($"{files.Name}: the columns of its parts differ");
        return test.Length > 0 ? Of(train, test) : Divided(train);
    }

    /// <summary>Labels are what the XML file of the set says: the one of its name, or the only one beside it.</summary>
    private static Func<string, ArffFile> Reader(string first)
    {
        var folder = Path.GetDirectoryName(first)!;
        var name = Path.GetFileNameWithoutExtension(first);
        string[] all = [.. Directory.EnumerateFiles(folder, "*.xml").Order(StringComparer.Ordinal)];
        var own = all.Where(xml => name.StartsWith(Path.GetFileNameWithoutExtension(xml), StringComparison.OrdinalIgnoreCase)).MaxBy(xml => xml.Length);
        var chosen = own ?? (all.Length == 1 ? all[0] : null);
        return chosen is null ? ArffFile.Read : path => ArffFile.Read(path, chosen);
    }

    private static EvaluationData Of(ArffFile[] train, ArffFile[] test) => new(
        [train[0].Columns.Count], [.. train.SelectMany(part => part.Values)], [.. train.SelectMany(part => part.Labels)],
        [.. test.SelectMany(part => part.Values)], [.. test.SelectMany(part => part.Labels)], train[0].LabelNames.Count);

    private static EvaluationData Divided(ArffFile[] parts)
    {
        var all = Of(parts, []);
        int[] order = [.. Enumerable.Range(0, all.TrainLabels.Length)];
        new CounterRandom(1).At("parts").Shuffle(order.AsSpan());
        var train = (order.Length * 2 + 2) / 3;
        if (train == order.Length) throw new InputException("one row is too few for a training and a test part");
        float[] Rows(int[] rows) => [.. rows.SelectMany(row => MemoryMarshal.ToEnumerable<float>(all.Train.AsMemory(row * all.Blocks[0], all.Blocks[0])))];
        var (first, rest) = (order[..train], order[train..]);
        return all with
        {
            Train = Rows(first),
            TrainLabels = Array.ConvertAll(first, row => all.TrainLabels[row]),
            Eval = Rows(rest),
            EvalLabels = Array.ConvertAll(rest, row => all.TrainLabels[row]),
        };
    }
}
