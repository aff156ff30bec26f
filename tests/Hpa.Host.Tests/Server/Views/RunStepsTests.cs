using Hpa.Contracts.Runs;
using Hpa.Contracts.Server;
using Hpa.Host.Server;
using Hpa.Host.Server.Views;

namespace Hpa.Host.Tests.Server.Views;

public sealed class RunStepsTests
{
    [Fact]
    public void The_stage_of_the_last_step_is_at_work_and_those_before_it_are_done()
    {
        var steps = RunSteps.Of(Run(RunPhase.Running), [Step("load", 2, 2), Step("extract", 60, 60), Step("select", 5, 20)], Stage.Extract);

        Assert.Equal([StepMark.Done, StepMark.Working, StepMark.Waiting, StepMark.Waiting], steps.Bars.Select(bar => bar.Mark));
        Assert.Equal([1, 0.25, 0, 0], steps.Bars.Select(bar => bar.Share));
        Assert.Equal(1.25 / 4, steps.Share);
    }

    [Fact]
    public void Searches_belong_to_the_selection_and_keep_its_bar()
    {
        var steps = RunSteps.Of(Run(RunPhase.Running), [Step("select", 20, 20), Step("searches of image", 1, 9)], Stage.Extract);

        Assert.Equal((StepMark.Working, 1), (steps.Bars[1].Mark, steps.Bars[1].Share));
        Assert.StartsWith("Searches of image · 1 of 9 images", steps.Now, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RunPhase.Finished, null, 4)]
    [InlineData(RunPhase.Failed, Stage.Evaluate, 3)]
    [InlineData(RunPhase.Paused, Stage.Extract, 1)]
    [InlineData(RunPhase.Queued, null, 0)]
    public void Without_a_process_files_tell_what_is_done(RunPhase phase, Stage? onDisk, int done)
    {
        var steps = RunSteps.Of(Run(phase), [], onDisk);

        Assert.Equal(done, steps.Bars.Count(bar => bar.Mark == StepMark.Done));
        Assert.Equal("", steps.Now);
    }

    [Fact]
    public void Words_tell_amount_rate_and_time_left()
    {
        var step = Step("extract", 1200, 31072) with { PerSecond = 12.5, SecondsLeft = 2390, Detail = "batch 3" };

        Assert.Equal("1\u202f200 of 31\u202f072 images · 12.5 per second · 40 min left · batch 3", RunSteps.Words(step));
        Assert.Equal("Starting", RunSteps.Words(null));
    }

    private static StepState Step(string title, long done, long total) => new(title, done, total, "images", "", null, null);

    private static QueuedRun Run(RunPhase phase) => new("run-00001", "a", "tiny", "", phase, 1, DateTimeOffset.UnixEpoch);
}
