using Hpa.Contracts.Datasets;

namespace Hpa.Contracts.Classifiers;

/// <summary>Which class the images of each class were taken for; images with a single label only.</summary>
/// <param name="Classes">The k classes in rising order.</param>
/// <param name="Counts">[k][k] images: the row is the true class, the column the predicted one, both by place in <paramref name="Classes"/>.</param>
public sealed record ConfusionMatrix(IReadOnlyList<int> Classes, IReadOnlyList<IReadOnlyList<int>> Counts)
{
    /// <summary>Counts.</summary>
    /// <param name="truth">One set of one class per image; none gives a matrix of zeros.</param>
    /// <param name="predicted">As many, of one class each.</param>
    /// <param name="classes">The classes of the matrix; every label must be one of them.</param>
    /// <exception cref="ArgumentException">Lists of different lengths, or a set that is not one of the classes.</exception>
    public static ConfusionMatrix Of(IReadOnlyList<LabelSet> truth, IReadOnlyList<LabelSet> predicted, LabelSet classes)
    {
        if (truth.Count != predicted.Count) throw new ArgumentException($"{truth.Count} true and {predicted.Count} predicted classes");
        int[] numbers = [.. classes.Classes];
        int[][] counts = [.. numbers.Select(_ => new int[numbers.Length])];
        for (var i = 0; i < truth.Count; i++) counts[Place(numbers, truth[i], i)][Place(numbers, predicted[i], i)]++;
        return new ConfusionMatrix(numbers, counts);
    }

    private static int Place(int[] numbers, LabelSet set, int image)
    {
        var place = set.Count == 1 ? Array.BinarySearch(numbers, set.Classes.First()) : -1;
        return place >= 0 ? place : throw new ArgumentException($"image {image} has the labels '{set}', not one of the classes {string.Join(", ", numbers)}");
    }
}
