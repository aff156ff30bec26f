using Hpa.Host.Progress;

namespace Hpa.Host.Tests.Progress;

public sealed class StageRateTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void Nothing_is_said_before_something_is_done()
    {
        var rate = new StageRate(_clock, 0);
        _clock.Advance(100);
        Assert.Null(rate.PerSecond(0));
        Assert.Null(rate.Left(0, 10));
        Assert.Equal("", rate.Describe(0, 10));
    }

    [Fact]
    public void Nothing_is_said_in_the_first_half_second()
    {
        var rate = new StageRate(_clock, 0);
        _clock.Advance(0.5);
        Assert.Equal("", rate.Describe(5, 10));
        _clock.Advance(0.5);
        Assert.Equal("5.0/s, 1 s left", rate.Describe(5, 10));
    }

    [Fact]
    public void What_was_done_before_this_process_does_not_count()
    {
        var rate = new StageRate(_clock, 900);
        _clock.Advance(10);
        Assert.Equal(2.0, rate.PerSecond(920));
        Assert.Equal(TimeSpan.FromSeconds(40), rate.Left(920, 1000));
    }

    [Theory]
    [InlineData(119, "119 s left")]
    [InlineData(121, "2 min left")]
    [InlineData(3600, "60 min left")]
    [InlineData(9000, "2.5 h left")]
    [InlineData(86400 * 3, "3.0 days left")]
    public void The_time_left_is_told_in_a_fitting_unit(int seconds, string words)
    {
        var rate = new StageRate(_clock, 0);
        _clock.Advance(1);
        Assert.EndsWith(words, rate.Describe(1, 1 + seconds), StringComparison.Ordinal);
    }
}
