namespace Hpa.Actors.Classifiers;

/// <summary>Factors of the penalty that make every class cost the same in all.</summary>
public static class ClassWeights
{
    /// <summary>
    /// n / (k n_c), scikit-learn's <c>balanced</c> (King and Zeng 2001), with n rows and k classes that have rows. For a binary
    /// machine give its two counts, for label powerset the rows of each label set.
    /// </summary>
    /// <param name="counts">Training rows n_c per class.</param>
    /// <returns>
    /// One factor per class; n_c times the factor is n / k for every class with rows. A class without a row has 1: no row takes it.
    /// </returns>
    /// <exception cref="ArgumentException">A count is negative.</exception>
    public static double[] Balanced(IReadOnlyList<int> counts)
    {
        var (rows, classes) = (0L, 0);
        foreach (var count in counts)
        {
            if (count < 0) throw new ArgumentException($"a class has {count} rows", nameof(counts));
            rows += count;
            if (count > 0) classes++;
        }

        return [.. counts.Select(count => count == 0 ? 1 : rows / ((double)classes * count))];
    }
}
