using Hpa.Actors.Classifiers;
using Hpa.Actors.Runs;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Tests.Runs;

public sealed class PredictionCacheTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hpa-predictions-");

    private static Prediction Made { get; } = new(
        [LabelSet.Of(0, 27), default],
        [[.. Enumerable.Range(0, 28).Select(c => c / 3f)], [.. Enumerable.Range(0, 28).Select(c => -1e-7f * c)]]);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_was_made_is_read_back_to_the_bit_and_not_made_again()
    {
        var made = 0;
        new PredictionCache(_folder.FullName, 2).GetOrMake("both.svm", () => { made++; return Made; });
        var again = new PredictionCache(_folder.FullName, 2).GetOrMake("both.svm", () => { made++; return Made; });

        Assert.Equal(1, made);
        Assert.Equal(Made.Labels, again.Labels);
        Assert.Equal(Made.Scores, again.Scores);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(231)]
    public void A_file_that_is_not_whole_counts_for_nothing(int left)
    {
        var cache = new PredictionCache(_folder.FullName, 2);
        cache.GetOrMake("cut", () => Made);
        var path = Path.Combine(_folder.FullName, "cut.bin");
        Assert.True(left < new FileInfo(path).Length);
        using (var file = File.OpenWrite(path)) file.SetLength(left);

        var made = false;
        Assert.Equal(Made.Labels, cache.GetOrMake("cut", () => { made = true; return Made; }).Labels);
        Assert.True(made);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(231)]
    public void A_byte_that_changed_is_seen(int at)
    {
        var cache = new PredictionCache(_folder.FullName, 2);
        cache.GetOrMake("spoiled", () => Made);
        var path = Path.Combine(_folder.FullName, "spoiled.bin");
        var bytes = File.ReadAllBytes(path);
        bytes[at] ^= 1;
        File.WriteAllBytes(path, bytes);

        var made = false;
        Assert.Equal(Made.Scores, cache.GetOrMake("spoiled", () => { made = true; return Made; }).Scores);
        Assert.True(made);
    }

    [Fact]
    public void What_fails_leaves_nothing_behind()
    {
        var cache = new PredictionCache(_folder.FullName, 2);
        Assert.Throws<InvalidOperationException>(() => cache.GetOrMake("bad", () => throw new InvalidOperationException()));
        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public void Labels_may_be_all_there_is_and_are_not_taken_for_predictions_with_scores()
    {
        var bare = new Prediction(Made.Labels, [[], []]);
        new PredictionCache(_folder.FullName, 2, scores: 0).GetOrMake("single", () => bare);

        Assert.Equal(Made.Labels, new PredictionCache(_folder.FullName, 2, scores: 0).GetOrMake("single", () => throw new InvalidOperationException()).Labels);
        Assert.Equal(Made.Scores, new PredictionCache(_folder.FullName, 2).GetOrMake("single", () => Made).Scores);
    }
}
