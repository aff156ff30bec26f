using Hpa.Actors.Backbones;

namespace Hpa.Actors.Tests.Backbones;

public sealed class LaneScheduleTests
{
    private readonly LaneSchedule<int> _schedule = new([["a", "b"], ["c"]], name => name == "a" ? 12 : 6);

    [Fact]
    public void Calls_of_one_network_are_joined_up_to_its_batch_and_keep_their_order()
    {
        foreach (var (network, call) in new[] { ("a", 1), ("b", 2), ("a", 3), ("a", 4) }) _schedule.Enqueue(network, 6, call);
        Assert.Equal(("a", "1 3"), Calls());
        Assert.Equal(("b", "2"), Calls());
        Assert.Equal(("a", "4"), Calls());
        Assert.Null(_schedule.Next());
    }

    [Fact]
    public void A_call_larger_than_the_batch_runs_by_itself()
    {
        _schedule.Enqueue("b", 20, 1);
        _schedule.Enqueue("b", 6, 2);
        Assert.Equal(("b", "1"), Calls());
        Assert.Equal(("b", "2"), Calls());
    }

    [Fact]
    public void A_group_that_is_not_in_memory_waits_until_the_other_has_nothing_left_and_all_lanes_rest()
    {
        _schedule.Enqueue("c", 6, 1);
        _schedule.Enqueue("a", 6, 2);
        Assert.Equal(("a", "2"), Calls());
        Assert.Null(_schedule.Next());
        _schedule.Done();
        var exchange = Assert.IsType<LaneSchedule<int>.Exchange>(_schedule.Next());
        Assert.Equal(["a", "b"], exchange.Out);
        Assert.Equal(["c"], exchange.In);
    }

    [Fact]
    public void Nothing_runs_while_groups_are_exchanged()
    {
        _schedule.Enqueue("c", 6, 1);
        Assert.IsType<LaneSchedule<int>.Exchange>(_schedule.Next());
        _schedule.Enqueue("a", 6, 2);
        Assert.Null(_schedule.Next());
        _schedule.Done();
        Assert.Equal(("c", "1"), Calls());
        Assert.Null(_schedule.Next());
    }

    private (string Network, string All) Calls()
    {
        var calls = Assert.IsType<LaneSchedule<int>.Calls>(_schedule.Next());
        return (calls.Network, string.Join(' ', calls.All));
    }
}
