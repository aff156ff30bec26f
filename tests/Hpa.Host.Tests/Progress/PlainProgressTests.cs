using Hpa.Host.Progress;

namespace Hpa.Host.Tests.Progress;

public sealed class PlainProgressTests
{
    private readonly ManualClock _clock = new();
    private readonly StringWriter _text = new() { NewLine = "\n" };
    private readonly PlainProgress _progress;

    public PlainProgressTests() => _progress = new PlainProgress(_text, _clock);

    private string[] Lines => _text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void The_first_news_of_a_stage_is_a_line()
    {
        Show("extract", 0);
        Assert.Equal(["extract: 0/100 images"], Lines);
    }

    [Fact]
    public void News_within_five_seconds_are_held_back()
    {
        Show("extract", 0);
        _clock.Advance(4);
        Show("extract", 40);
        _clock.Advance(1);
        Show("extract", 50);
        Assert.Equal(["extract: 0/100 images", "extract: 50/100 images, 10.0/s, 5 s left"], Lines);
    }

    [Fact]
    public void The_end_of_a_stage_is_a_line_at_once_and_only_once()
    {
        Show("extract", 0);
        _clock.Advance(2);
        Show("extract", 100);
        Show("extract", 100);
        Assert.Equal(["extract: 0/100 images", "extract: 100/100 images, 50.0/s, 0 s left"], Lines);
    }

    [Fact]
    public void The_same_number_is_not_told_twice()
    {
        Show("extract", 7);
        _clock.Advance(60);
        Show("extract", 7);
        Assert.Single(Lines);
    }

    [Fact]
    public void A_new_stage_has_a_rate_of_its_own()
    {
        Show("extract", 0);
        _clock.Advance(1);
        Show("extract", 100);
        Show("select", 0);
        _clock.Advance(10);
        _progress.Show("select", 20, 100, "generations", "best 0.500");
        Assert.Equal("select: 20/100 generations, 2.0/s, 40 s left, best 0.500", Lines[^1]);
    }

    [Fact]
    public void Two_works_side_by_side_are_each_held_back()
    {
        Show("a", 0);
        Show("b", 0);
        _clock.Advance(1);
        Show("a", 10);
        Show("b", 20);
        _clock.Advance(4);
        Show("a", 50);
        Show("b", 60);
        Assert.Equal(["a: 0/100 images", "b: 0/100 images", "a: 50/100 images, 10.0/s, 5 s left", "b: 60/100 images, 12.0/s, 3 s left"], Lines);
    }

    [Fact]
    public void Bytes_are_told_in_megabytes_and_without_a_total_no_time_is_left()
    {
        _progress.Show("net", 0, null, ProgressDisplay.Bytes, "");
        _clock.Advance(5);
        _progress.Show("net", 30_000_000, null, ProgressDisplay.Bytes, "");
        _clock.Advance(5);
        _progress.Show("net", 60_000_000, 120_000_000, ProgressDisplay.Bytes, "");
        Assert.Equal(["net: 0.0 MB", "net: 30.0 MB, 6.0 MB/s", "net: 60.0/120.0 MB, 6.0 MB/s, 10 s left"], Lines);
    }

    [Fact]
    public void A_line_is_told_at_once()
    {
        Show("extract", 0);
        _progress.Say("something else");
        Assert.Equal(["extract: 0/100 images", "something else"], Lines);
    }

    private void Show(string title, long done) => _progress.Show(title, done, 100, "images", "");
}
