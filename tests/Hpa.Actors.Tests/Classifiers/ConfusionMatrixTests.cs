using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class ConfusionMatrixTests
{
    [Fact]
    public void Counts_are_scikit_learns_with_the_true_class_in_the_row()
    {
        var expected = Twin.Read<Fixture>("measures.json").Confusion;
        var matrix = ConfusionMatrix.Of(Sets(expected.Truth), Sets(expected.Predicted), LabelSet.Of(expected.Labels));
        Assert.Equal(expected.Labels, matrix.Classes);
        Assert.Equal(expected.Counts, matrix.Counts);
    }

    [Fact]
    public void Labels_that_are_no_class_of_the_matrix_are_refused_by_image()
    {
        var classes = LabelSet.Of(1, 2);
        string Refusal(LabelSet predicted) =>
            Assert.Throws<ArgumentException>(() => ConfusionMatrix.Of([LabelSet.Of(1), LabelSet.Of(1)], [LabelSet.Of(1), predicted], classes)).Message;
        Assert.Contains("image 1", Refusal(LabelSet.Of(1, 2)));
        Assert.Contains("image 1", Refusal(LabelSet.Of(3)));
        Assert.Contains("image 1", Refusal(default));
        Assert.Throws<ArgumentException>(() => ConfusionMatrix.Of([LabelSet.Of(1)], [], classes));
    }

    private static LabelSet[] Sets(int[] classes) => [.. classes.Select(c => LabelSet.Of(c))];

    private sealed record Fixture(Matrix Confusion);

    private sealed record Matrix(int[] Truth, int[] Predicted, int[] Labels, int[][] Counts);
}
