using Hpa.Actors.Cells;
using OpenCvSharp;

namespace Hpa.Actors.Tests.Cells;

public sealed class SegmentationScoreTests
{
    [Fact]
    public void The_same_nuclei_under_other_numbers_all_match()
    {
        using var truth = LabelMaps.Ellipses(60, 40, (10, 10, 6, 4), (30, 20, 8, 8), (50, 30, 3, 5));
        using var found = truth.Clone();
        foreach (ref var number in found.AsSpan<int>()) number = number == 0 ? 0 : 70_000 - 3 * number;

        var score = SegmentationScore.Of(truth, found, 0.95);

        Assert.Equal(new SegmentationScore(3, 0, 0), score);
        Assert.Equal(1, score.Precision);
    }

    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(0.65, 1)]
    [InlineData(0.7, 0)]
    public void Two_pixels_of_three_match_up_to_two_thirds(double threshold, int matched) =>
        Assert.Equal(new SegmentationScore(matched, 1 - matched, 1 - matched), Of([1, 1, 1, 0], [1, 1, 0, 0], threshold));

    [Theory]
    [InlineData(new[] { 1, 1, 0, 0 }, new[] { 1, 0, 0, 0 }, 0.5)]
    [InlineData(new[] { 1, 1, 1, 1 }, new[] { 1, 1, 1, 0 }, 0.75)]
    public void Intersection_over_union_right_at_the_threshold_is_no_match(int[] truth, int[] found, double threshold)
    {
        Assert.Equal(new SegmentationScore(0, 1, 1), Of(truth, found, threshold));
        if (threshold > 0.5) Assert.Equal(1, Of(truth, found, threshold - 1e-9).Matched);
    }

    [Fact]
    public void Of_a_nucleus_found_in_two_parts_the_larger_matches()
    {
        int[] truth = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0];
        int[] found = [4, 4, 4, 4, 4, 4, 2, 2, 2, 2, 0];

        Assert.Equal(new SegmentationScore(1, 1, 0), Of(truth, found, 0.5));
        Assert.Equal(0.5, Of(truth, found, 0.5).Precision);
        Assert.Equal(new SegmentationScore(0, 2, 1), Of(truth, found, 0.6));
    }

    [Fact]
    public void Two_nuclei_found_as_one_leave_one_missed() =>
        Assert.Equal(new SegmentationScore(1, 0, 1), Of([1, 1, 1, 1, 1, 1, 2, 2, 2, 2], [9, 9, 9, 9, 9, 9, 9, 9, 9, 9], 0.5));

    [Fact]
    public void Overlap_with_neighbours_counts_for_the_union()
    {
        // Found 1 covers 3 of truth 1's 4 pixels and 2 of truth 2: 3 / (4 + 5 - 3) is 0.5, too little.
        Assert.Equal(new SegmentationScore(0, 1, 2), Of([1, 1, 1, 1, 2, 2, 2, 2], [0, 1, 1, 1, 1, 1, 0, 0], 0.5));
        Assert.Equal(new SegmentationScore(1, 0, 1), Of([1, 1, 1, 1, 2, 2, 2, 2], [0, 1, 1, 1, 1, 0, 0, 0], 0.5));
    }

    [Theory]
    [InlineData(new[] { 0, 0 }, new[] { 0, 0 }, 1.0)]
    [InlineData(new[] { 1, 0 }, new[] { 0, 0 }, 0.0)]
    [InlineData(new[] { 0, 0 }, new[] { 1, 0 }, 0.0)]
    public void A_field_without_nuclei_is_right_only_when_none_are_found(int[] truth, int[] found, double precision) =>
        Assert.Equal(precision, Of(truth, found, 0.5).Precision);

    [Theory]
    [InlineData(0.49)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void Thresholds_below_a_half_or_from_one_on_are_refused(double threshold) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Of([1], [1], threshold));

    [Fact]
    public void Maps_of_other_sizes_or_types_and_parts_of_maps_are_refused()
    {
        using var map = new Mat(4, 4, MatType.CV_32SC1, Scalar.All(1));
        using var small = new Mat(2, 2, MatType.CV_32SC1, Scalar.All(1));
        using var bytes = new Mat(4, 4, MatType.CV_8UC1, Scalar.All(1));
        using var part = map[new Rect(0, 0, 2, 2)];

        Assert.Equal("found", Assert.Throws<ArgumentException>(() => SegmentationScore.Of(map, small, 0.5)).ParamName);
        Assert.Equal("truth", Assert.Throws<ArgumentException>(() => SegmentationScore.Of(bytes, map, 0.5)).ParamName);
        Assert.Equal("found", Assert.Throws<ArgumentException>(() => SegmentationScore.Of(small, part, 0.5)).ParamName);
    }

    private static SegmentationScore Of(int[] truth, int[] found, double threshold)
    {
        using var t = Row(truth);
        using var f = Row(found);
        return SegmentationScore.Of(t, f, threshold);
    }

    private static Mat Row(int[] numbers)
    {
        var map = new Mat(1, numbers.Length, MatType.CV_32SC1);
        numbers.CopyTo(map.AsSpan<int>());
        return map;
    }
}
