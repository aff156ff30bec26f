using Hpa.Actors.Datasets;
using Hpa.Actors.Datasets.Synthesis;
using Hpa.Contracts;
using Hpa.Contracts.Images;
using OpenCvSharp;

namespace Hpa.Actors.Tests.Datasets.Synthesis;

public sealed class SyntheticDatasetTests : IDisposable
{
    private static readonly SynthesisSettings s_small = new(6, 96, 3, 0, 90);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_and_two_threads_write_the_same_bytes()
    {
        var (one, two) = (_folder["one"], _folder["two"]);
        Write(one, s_small, threads: 1);
        Write(two, s_small, threads: 2);
        var names = FilesOf(one);
        Assert.Equal(1 + 6 * 7, names.Length);
        Assert.Equal(names, FilesOf(two));
        Assert.All(names, name => Assert.Equal(File.ReadAllBytes(Path.Combine(one, name)), File.ReadAllBytes(Path.Combine(two, name))));
    }

    [Fact]
    public void What_is_written_is_the_kaggle_layout_with_all_channels_and_truth()
    {
        Write(_folder.Path, s_small);
        var images = KaggleLayout.Read(_folder.Path);
        Assert.Equal(6, images.Count);
        Assert.Equal("synth-000000", images[0].Id.Value);
        foreach (var path in Enum.GetValues<Channel>().Select(channel => images[5].Files[channel]!))
        {
            using var picture = Cv2.ImRead(path, ImreadModes.Unchanged);
            Assert.Equal((MatType.CV_8UC1, new Size(96, 96)), (picture.Type(), picture.Size()));
        }

        foreach (var truth in new[] { "nuclei", "membrane", "cells" })
        {
            using var map = Cv2.ImRead(_folder[$"truth/synth-000005_{truth}.png"], ImreadModes.Unchanged);
            Assert.Equal(MatType.CV_16UC1, map.Type());
            Assert.True(Cv2.CountNonZero(map) > 0);
        }
    }

    [Fact]
    public void Another_seed_draws_other_fields()
    {
        Write(_folder["a"], s_small with { Images = 1 });
        Write(_folder["b"], s_small with { Images = 1, Seed = 4 });
        Assert.NotEqual(File.ReadAllBytes(_folder["a/train/synth-000000_blue.png"]), File.ReadAllBytes(_folder["b/train/synth-000000_blue.png"]));
    }

    [Fact]
    public void Progress_counts_every_field()
    {
        var counter = new Counter();
        SyntheticDataset.Write(_folder.Path, s_small, 2, counter, CancellationToken.None);
        Assert.Equal([1, 2, 3, 4, 5, 6], counter.Seen.Order());
    }

    [Fact]
    public void A_cancelled_data_set_has_no_table()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => SyntheticDataset.Write(_folder.Path, s_small, 1, null, cancelled.Token));
        Assert.False(File.Exists(_folder["train.csv"]));
    }

    [Fact]
    public void Another_data_set_is_not_overwritten_but_the_same_one_is()
    {
        Write(_folder.Path, s_small);
        Write(_folder.Path, s_small);
        var refusal = Assert.Throws<InputException>(() => Write(_folder.Path, s_small with { Seed = 4 }));
        Assert.Contains("belongs to another data set", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(6, KaggleLayout.Read(_folder.Path).Count);
    }

    [Theory]
    [InlineData(0, 96, 0, "images = 0")]
    [InlineData(10, 63, 0, "size = 63")]
    [InlineData(10, 96, -1, "minimum per class = -1")]
    [InlineData(55, 96, 2, "take at least 56 images")]
    public void What_cannot_be_drawn_is_refused_by_name(int images, int size, int minimum, string expected)
    {
        var settings = new SynthesisSettings(images, size, 1, minimum);
        Assert.Contains(expected, Assert.Throws<SettingsException>(() => Write(_folder.Path, settings)).Message, StringComparison.Ordinal);
    }

    private static void Write(string folder, SynthesisSettings settings, int threads = 2) =>
        SyntheticDataset.Write(folder, settings, threads, null, CancellationToken.None);

    private static string[] FilesOf(string folder) => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal).ToArray();

    private sealed class Counter : IProgress<int>
    {
        private readonly Lock _lock = new();

        public List<int> Seen { get; } = [];

        public void Report(int value)
        {
            lock (_lock) Seen.Add(value);
        }
    }
}
