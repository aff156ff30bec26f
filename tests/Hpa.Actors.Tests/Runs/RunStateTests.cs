using Hpa.Actors.Runs;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Runs;

public sealed class RunStateTests
{
    private static readonly StageFingerprints Settings = new("e", "s", "v");

    private static readonly BatchCommitted Late = new(7, [new(Level.Image, "part-00007.parquet", 1, "b")], [Entry("z"), Entry("c")], 3);
    private static readonly BatchCommitted Early = new(2, [new(Level.Cell, "part-00002.parquet", 2, "c"), new(Level.Image, "part-00002.parquet", 2, "a")], [Entry("b")], 4);

    [Fact]
    public void Replaying_the_journal_gives_the_same_state()
    {
        IRunEvent[] journal = [new RunStarted("s", "d"), new StageCompleted(Stage.Index, "s", 5), Late, Early, new StageCompleted(Stage.Extract, "s", 9)];
        var state = Replay(journal);

        Assert.Equal(new RunStarted("s", "d"), state.Started);
        Assert.Equal([2, 7], state.Batches.Keys);
        Assert.Equal([Stage.Index, Stage.Extract], state.Stages.Keys);
        Assert.Equal(7, state.ImagesDone);
    }

    [Fact]
    public void Shards_are_in_the_order_of_level_and_name_and_images_in_the_order_of_ids()
    {
        var state = Replay(Late, Early);

        Assert.Equal(["part-00002.parquet a", "part-00007.parquet b", "part-00002.parquet c"], state.Shards.Select(s => $"{s.File} {s.Sha256}"));
        Assert.Equal(["b", "c", "z"], state.Quarantined.Select(q => q.Id.Value));
    }

    [Fact]
    public void The_same_batch_again_counts_once()
    {
        var state = Replay(Early, Early);

        Assert.Equal(4, state.ImagesDone);
        Assert.Equal(2, state.Shards.Count);
    }

    [Fact]
    public void Stages_are_done_in_flow_order_up_to_the_last_one_wanted()
    {
        var state = new RunState();
        foreach (var stage in Enum.GetValues<Stage>())
        {
            Assert.Equal(stage, state.Next(Stage.Report, Settings));
            Assert.Equal(stage, state.Next(stage, Settings));
            state.Apply(Done(stage, Settings));
            Assert.Null(state.Next(stage, Settings));
        }

        Assert.Null(state.Next(Stage.Report, Settings));
    }

    [Theory]
    [InlineData("x", "x", Stage.Select)]
    [InlineData("s", "x", Stage.Evaluate)]
    public void Other_settings_of_a_stage_are_done_from_that_stage_on(string select, string evaluate, Stage from)
    {
        var state = Replay([.. Enum.GetValues<Stage>().Select(stage => Done(stage, Settings))]);
        var other = new StageFingerprints("e", select, evaluate);

        Assert.Equal(from, state.Next(Stage.Report, other));
        Assert.Null(state.Next(from - 1, other));
    }

    [Fact]
    public void Going_back_to_earlier_settings_does_again_what_others_have_replaced()
    {
        var state = Replay([.. Enum.GetValues<Stage>().Select(stage => Done(stage, Settings))]);
        state.Apply(Done(Stage.Select, Settings with { Select = "t", Evaluate = "w" }));
        Assert.Equal(Stage.Select, state.Next(Stage.Report, Settings));
        state.Apply(Done(Stage.Select, Settings));

        Assert.Equal(Stage.Evaluate, state.Next(Stage.Report, Settings));
    }

    [Fact]
    public void A_stage_that_is_done_is_not_wanted_because_a_later_one_is() =>
        Assert.Equal(Stage.Extract, Replay(new StageCompleted(Stage.Index, "e", 1), new StageCompleted(Stage.Select, "s", 1)).Next(Stage.Report, Settings));

    [Fact]
    public void A_run_starts_once()
    {
        var started = new RunState().Begin("s", "d");

        Assert.Equal(new RunStarted("s", "d"), started);
        Assert.Null(Replay(started!).Begin("s", "d"));
    }

    [Fact]
    public void Other_settings_are_refused_as_such() =>
        Assert.Contains("other settings", Assert.Throws<SettingsException>(() => Replay(new RunStarted("s", "d")).Begin("t", "d")).Message, StringComparison.Ordinal);

    [Fact]
    public void Another_table_is_refused_as_such()
    {
        var refusal = Assert.Throws<InputException>(() => Replay(new RunStarted("s", "d")).Begin("s", "e"));

        Assert.IsNotType<SettingsException>(refusal);
        Assert.Contains("train.csv has changed", refusal.Message, StringComparison.Ordinal);
    }

    private static StageCompleted Done(Stage stage, StageFingerprints settings) => new(stage, settings.Of(stage), 1);

    private static RunState Replay(params IRunEvent[] journal)
    {
        var state = new RunState();
        foreach (var happened in journal) state.Apply(happened);
        return state;
    }

    private static QuarantineEntry Entry(string id) => new(ImageId.Parse(id), "decode", "", "cut short", 1);
}
