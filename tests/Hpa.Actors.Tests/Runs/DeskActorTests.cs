using Akka.Actor;
using Akka.TestKit;
using Hpa.Actors.Runs;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Runs;

public sealed class DeskActorTests : ActorTest
{
    private readonly IActorRef _desk;
    private readonly TestProbe _stage;
    private readonly TestProbe _guest;

    public DeskActorTests()
    {
        _desk = CreateTestProbe().ChildActorOf(Inline(DeskActor.Props("1.0", "/run")));
        (_stage, _guest) = (CreateTestProbe(), CreateTestProbe());
        Sys.EventStream.Subscribe(TestActor, typeof(RunNotice));
    }

    [Fact]
    public void A_worker_of_another_version_is_refused_with_both_versions_and_comes_to_no_stage()
    {
        Open(Stage.Extract);
        _desk.Tell(Guest() with { Version = "1.1" }, _guest);

        var reason = _guest.ExpectMsg<EnrolRefused>().Reason;
        Assert.Contains("1.0", reason, StringComparison.Ordinal);
        Assert.Contains("1.1", reason, StringComparison.Ordinal);
        Assert.Contains(reason, ExpectMsg<RunNotice>().Line, StringComparison.Ordinal);
        Assert.False(_stage.HasMessages);
    }

    [Theory]
    [InlineData(Stage.Extract, true, false, true)]
    [InlineData(Stage.Extract, false, true, false)]
    [InlineData(Stage.Select, false, true, true)]
    [InlineData(Stage.Select, true, false, false)]
    public void A_worker_comes_to_the_stages_of_its_roles_whichever_is_there_first(Stage stage, bool extracts, bool selects, bool comes)
    {
        var later = CreateTestProbe();
        Open(stage);
        Enrol(Guest() with { Extracts = extracts, Selects = selects });
        _desk.Tell(new DeskActor.StageOpened(stage), later);

        foreach (var actor in new[] { _stage, later })
        {
            if (comes) Assert.Equal(new DeskActor.WorkerJoined(_guest, "guest", Home: false), actor.ExpectMsg<DeskActor.WorkerJoined>());
            else Assert.False(actor.HasMessages);
        }
    }

    [Fact]
    public void A_worker_that_asks_again_is_told_again_and_comes_once()
    {
        Open(Stage.Extract);
        Enrol(Guest());
        Enrol(Guest());

        _stage.ExpectMsg<DeskActor.WorkerJoined>();
        Assert.False(_stage.HasMessages);
    }

    [Fact]
    public void Who_came_and_went_is_told_of_helpers_only()
    {
        var home = CreateTestProbe();
        _desk.Tell(Guest() with { Worker = "home", Home = true }, home);
        home.ExpectMsg<Enrolled>();
        Enrol(Guest());
        Assert.Equal("guest has joined", ExpectMsg<RunNotice>().Line);

        Stop(_guest);
        Assert.Equal("guest has left", ExpectMsg<RunNotice>().Line);
        Stop(home);
        _desk.Tell(new Dismissed("over", Failed: false), home);
        Assert.False(HasMessages);
    }

    [Fact]
    public void A_worker_that_has_left_comes_to_no_stage()
    {
        Enrol(Guest());
        ExpectMsg<RunNotice>();
        Stop(_guest);
        ExpectMsg<RunNotice>();
        Open(Stage.Extract);

        Assert.False(_stage.HasMessages);
    }

    [Fact]
    public void Helpers_are_dismissed_and_the_answer_comes_when_the_last_has_left()
    {
        var (other, home, asker) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        Enrol(Guest());
        Enrol(Guest() with { Worker = "other" }, other);
        Enrol(Guest() with { Worker = "home", Home = true }, home);
        _desk.Tell(new Dismissed("the run is finished", Failed: false), asker);

        Assert.Equal("the run is finished", _guest.ExpectMsg<Dismissed>().Reason);
        other.ExpectMsg<Dismissed>();
        Assert.False(home.HasMessages);
        Stop(_guest);
        Assert.False(asker.HasMessages);
        Stop(other);
        asker.ExpectMsg<DeskActor.AllLeft>();
    }

    [Fact]
    public void Who_comes_when_the_run_is_over_hears_how_it_ended()
    {
        var asker = CreateTestProbe();
        _desk.Tell(new Dismissed("the run has stopped: disk full", Failed: true), asker);
        asker.ExpectMsg<DeskActor.AllLeft>();
        _desk.Tell(Guest(), _guest);

        Assert.Equal(new Dismissed("the run has stopped: disk full", Failed: true), _guest.ExpectMsg<Dismissed>());
    }

    private static Enrol Guest() => new("guest", "1.0", Extracts: true, Selects: true, Home: false);

    private void Open(Stage stage) => _desk.Tell(new DeskActor.StageOpened(stage), _stage);

    private void Enrol(Enrol enrol, TestProbe? worker = null)
    {
        worker ??= _guest;
        _desk.Tell(enrol, worker);
        Assert.Equal("/run", worker.ExpectMsg<Enrolled>().Folder);
    }

    private void Stop(TestProbe worker)
    {
        var witness = CreateTestProbe();
        witness.Watch(worker);
        Sys.Stop(worker);
        witness.ExpectTerminated(worker);
    }
}
