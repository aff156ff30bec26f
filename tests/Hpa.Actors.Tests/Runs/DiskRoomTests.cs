using Hpa.Actors.Runs;

namespace Hpa.Actors.Tests.Runs;

public sealed class DiskRoomTests
{
    private readonly DiskRoom _room = new(100);

    [Fact]
    public void Work_is_held_below_what_is_needed_and_goes_on_a_tenth_above_it()
    {
        Assert.Equal([(true, false), (false, false), (true, true), (false, true), (false, true), (true, false), (false, false)], Looks(500, 100, 99, 100, 109, 110, 100));
    }

    [Fact]
    public void The_first_look_decides_either_way() => Assert.Equal([(true, true)], Looks(99));

    [Fact]
    public void What_nobody_can_say_holds_nothing()
    {
        Looks(1);
        Assert.True(_room.Look(null));
        Assert.False(_room.Held);
    }

    [Fact]
    public void The_disk_of_a_folder_has_some_room_and_that_of_no_folder_none_that_is_known()
    {
        Assert.InRange(DiskRoom.FreeOn(Path.GetTempPath()) ?? 0, 1, long.MaxValue);
        Assert.Null(DiskRoom.FreeOn("/no/such/folder"));
    }

    private (bool Changed, bool? Held)[] Looks(params long[] megabytes) => [.. megabytes.Select(free => (_room.Look(free * 1_000_000), _room.Held))];
}
