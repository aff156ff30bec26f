using Hpa.Actors.Runs;

namespace Hpa.Actors.Tests.Runs;

public sealed class BatchLedgerTests
{
    private readonly BatchLedger _ledger = new([0, 1, 3]);

    [Fact]
    public void Batches_are_given_in_order_and_once()
    {
        Assert.Equal([0, 1, 3], Enumerable.Range(0, 3).Select(_ => Give("a").Batch));
        Assert.Null(_ledger.Give("b", home: true));
        Assert.Equal(3, _ledger.HeldBy("a"));
    }

    [Fact]
    public void All_are_done_when_every_lease_is_answered()
    {
        foreach (var lease in new[] { Give("a"), Give("b"), Give("a") })
        {
            Assert.False(_ledger.Finished);
            _ledger.Finish(lease);
        }

        Assert.True(_ledger.Finished);
    }

    [Fact]
    public void What_a_lost_worker_had_is_given_to_others_under_another_attempt_and_its_late_answer_does_not_count()
    {
        var lost = Give("a");
        Give("b");

        Assert.Equal(1, _ledger.Lose("a"));
        Assert.Null(_ledger.Find(lost.Batch, lost.Attempt, "a"));
        Assert.Equal(new Lease(0, 2, "b"), Give("b"));
        Assert.Null(_ledger.Find(0, 1, "b"));
        Assert.NotNull(_ledger.Find(0, 2, "b"));
    }

    [Fact]
    public void A_batch_in_doubt_is_for_the_runs_own_node_alone()
    {
        _ledger.Doubt(Give("helper"));

        Assert.Equal(1, _ledger.Give("helper", home: false)?.Batch);
        Assert.Equal(0, _ledger.Give("home", home: true)?.Batch);
    }

    [Fact]
    public void A_batch_that_rests_is_given_once_it_is_woken()
    {
        _ledger.Rest(Give("a"));
        Assert.Equal(1, Give("a").Batch);
        _ledger.Wake(0);
        Assert.Equal(0, Give("a").Batch);
        _ledger.Wake(0);
        Assert.Equal(3, Give("a").Batch);
    }

    [Fact]
    public void A_lease_that_its_worker_lacks_twice_in_a_row_goes_back()
    {
        Give("a");
        Give("a");
        _ledger.Compare("a", [1]);
        _ledger.Compare("a", [0, 1]);
        _ledger.Compare("a", [1]);
        Assert.Equal(2, _ledger.HeldBy("a"));
        _ledger.Compare("b", []);
        _ledger.Compare("a", [1]);

        Assert.Equal(1, _ledger.HeldBy("a"));
        Assert.Equal(new Lease(0, 2, "b"), Give("b"));
    }

    private Lease Give(string worker) => _ledger.Give(worker, home: true)!;
}
