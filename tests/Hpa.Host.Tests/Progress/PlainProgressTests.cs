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

    private void Show(string title, long done) => _progress.Show(title, done, 100, "images", "");
}
