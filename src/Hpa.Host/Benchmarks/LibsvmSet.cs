using Hpa.Contracts;

namespace Hpa.Host.Benchmarks;

/// <summary>Reads a set in LIBSVM's form with its parts.</summary>
internal static class LibsvmSet
{
    /// <summary>
    /// The set itself, or its training part, and its test part, or its validation part where that does not belong to the set itself; without either the
    /// training rows are predicted.
    /// </summary>
    /// <param name="files">What the set consists of.</param>
    /// <exception cref="InputException">A file is wrong, or there are fewer than two classes.</exception>
    public static (LibsvmFile Train, LibsvmFile Test) Read(DataSetFiles files)
    {
        var training = files.Whole.Count > 0 ? files.Whole : files.Train.Count > 0 ? files.Train : files.Validation.Count > 0 ? files.Validation : files.Test;
        var asked = files.Test.Count > 0 ? files.Test : files.Whole.Count == 0 && files.Validation.Count > 0 ? files.Validation : training;
        var train = LibsvmFile.Read(training);
        if (train.Labels.Distinct().Count() < 2) throw new InputException($"{training[0]} has rows of one class alone");
        if (asked.SequenceEqual(training)) return (train, train);
        var test = LibsvmFile.Read(asked, train.Columns, train.First);
        // Columns from 0, or beyond the last, that only the test part shows.
        return test.Columns == train.Columns && test.First == train.First ? (train, test) : (LibsvmFile.Read(training, test.Columns, test.First), test);
    }
}
