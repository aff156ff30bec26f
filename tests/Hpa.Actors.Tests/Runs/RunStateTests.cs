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
    public void Batches_that_are_opened_again_no_longer_belong_to_the_run()
    {
        var state = Replay([Late, Early, .. AllStages(), new BatchesReopened([7])]);

        Assert.Equal([2], state.Batches.Keys);
        Assert.Equal(["b"], state.Quarantined.Select(q => q.Id.Value));
        Assert.Equal((2, Stage.Extract), (state.Retried, state.Next(Stage.Report, Settings)));
    }

    [Fact]
    public void Later_stages_still_hold_when_batches_done_again_came_out_as_before()
    {
        var state = Replay([Late, Early, .. AllStages(), new BatchesReopened([7]), Late with { Quarantined = [.. Late.Quarantined] }, Done(Stage.Extract, Settings)]);

        Assert.Null(state.Next(Stage.Report, Settings));
        Assert.Equal(0, state.Retried);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Later_stages_are_done_again_when_a_batch_came_out_otherwise(bool again)
    {
        IRunEvent other = again ? Late with { Shards = [Late.Shards[0] with { Sha256 = "x" }] } : Late with { Quarantined = [Entry("c")] };
        var state = Replay([Late, Early, .. AllStages(), new BatchesReopened([7]), new BatchesReopened([2]), other, Early, Done(Stage.Extract, Settings)]);

        Assert.Equal(Stage.Select, state.Next(Stage.Report, Settings));
    }

    [Fact]
    public void A_batch_that_is_opened_twice_is_compared_with_what_the_later_stages_saw()
    {
        var other = Late with { Quarantined = [] };
        var state = Replay([Late, .. AllStages(), new BatchesReopened([7]), other, new BatchesReopened([7]), other, Done(Stage.Extract, Settings)]);

        Assert.Equal(Stage.Select, state.Next(Stage.Report, Settings));
    }

    [Fact]
    public void Images_set_aside_and_damaged_shards_open_their_batches()
    {
        var sound = new BatchCommitted(9, [new(Level.Image, "part-00009.parquet", 1, "e")], [], 1);
        var state = Replay(Late, Early, sound);

        Assert.Equal([2, 7], Assert.Single(state.Reopen(Begin() with { Retry = true })).Batches);
        Assert.Equal([9], Assert.Single(state.Reopen(Begin() with { Repair = [sound.Shards[0] with { Sha256 = "f" }] })).Batches);
        Assert.Empty(Assert.Single(state.Reopen(Begin() with { Repair = [] })).Batches);
        Assert.Empty(state.Reopen(Begin()));
    }

    [Fact]
    public void What_is_being_tried_again_is_not_begun_anew() =>
        Assert.Empty(Replay(Late, Early, new BatchesReopened([2, 7]), Late).Reopen(Begin() with { Retry = true }));

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

    private static BeginRun Begin() => new(Stage.Report, Again: false);

    private static IEnumerable<IRunEvent> AllStages() => Enum.GetValues<Stage>().Select(stage => Done(stage, Settings));

    private static StageCompleted Done(Stage stage, StageFingerprints settings) => new(stage, settings.Of(stage), 1);

    private static RunState Replay(params IRunEvent[] journal)
    {
        var state = new RunState();
        foreach (var happened in journal) state.Apply(happened);
        return state;
    }

    private static QuarantineEntry Entry(string id) => new(ImageId.Parse(id), "decode", "", "cut short", 1);
}
