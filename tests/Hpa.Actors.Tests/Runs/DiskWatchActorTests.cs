using Akka.TestKit;
using Hpa.Actors.Runs;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Runs;

public sealed class DiskWatchActorTests : ActorTest
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    private readonly TestProbe _run;
    private long? _free;

    public DiskWatchActorTests()
    {
        _run = CreateTestProbe();
        Sys.EventStream.Subscribe(TestActor, typeof(RunNotice));
    }

    [Fact]
    public void With_room_it_lets_work_begin_and_says_nothing()
    {
        Start(free: 2_000);

        _run.ExpectMsg<ExtractionActor.GoOn>();
        Pass(Look);
        Assert.False(_run.HasMessages);
        Assert.False(HasMessages);
    }

    [Fact]
    public void A_disk_that_fills_holds_work_until_there_is_room_again_and_says_both_once()
    {
        Start(free: 2_000);
        _run.ExpectMsg<ExtractionActor.GoOn>();
        Free(999);
        var held = _run.ExpectMsg<ExtractionActor.Hold>();
        Free(1_050);
        Assert.False(_run.HasMessages);
        Free(1_100);
        _run.ExpectMsg<ExtractionActor.GoOn>();

        Assert.Equal("paused: 999 MB free on the disk of /run, 1000 needed (hpa.runs.min-free-disk)", held.Reason);
        Assert.StartsWith(held.Reason, ExpectMsg<RunNotice>().Line, StringComparison.Ordinal);
        Assert.Equal("there is room again on the disk of /run: goes on", ExpectMsg<RunNotice>().Line);
        Assert.False(HasMessages);
    }

    [Fact]
    public void A_disk_that_is_full_from_the_start_lets_nothing_begin()
    {
        Start(free: 1);

        _run.ExpectMsg<ExtractionActor.Hold>();
        Assert.False(_run.HasMessages);
    }

    private void Start(long free)
    {
        _free = free * 1_000_000;
        _run.ChildActorOf(Inline(DiskWatchActor.Props("/run", 1000, folder => folder == "/run" ? _free : null)));
    }

    private void Free(long megabytes)
    {
        _free = megabytes * 1_000_000;
        Pass(Look);
    }
}
