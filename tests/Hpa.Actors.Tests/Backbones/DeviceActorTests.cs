using Hpa.Actors.Backbones;
using Hpa.Contracts.Backbones;
using Hpa.Contracts.Images;

namespace Hpa.Actors.Tests.Backbones;

public sealed class DeviceActorTests : ActorTest
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    [Fact]
    public void As_many_calls_run_at_once_as_there_are_lanes_and_never_more()
    {
        // A call ends only when another runs beside it, so fewer lanes would get nowhere.
        using var pair = new Barrier(2);
        var (running, most) = (0, 0);
        var gate = new Lock();
        var device = Sys.ActorOf(DeviceActor.Props(2));

        for (var i = 0; i < 20; i++)
        {
            device.Tell(new DeviceActor.RunSession("net", new RunInputs([], 0), _ =>
            {
                lock (gate) most = Math.Max(most, ++running);
                Assert.True(pair.SignalAndWait(Long));
                lock (gate) running--;
                return [];
            }), TestActor);
        }

        for (var i = 0; i < 20; i++) ExpectMsg<InputsRun>(Long);
        Assert.Equal(2, most);
    }

    [Fact]
    public void A_call_that_throws_is_answered_and_frees_its_lane()
    {
        var device = Sys.ActorOf(DeviceActor.Props(1));
        device.Tell(Call(() => throw new InvalidOperationException("out of\nmemory")), TestActor);
        device.Tell(Call(() => throw new ImageFaultException("infer", "", "not finite")), TestActor);
        device.Tell(Call(() => [[1f, 2f]]), TestActor);

        Assert.Equal(new InputsFailed("net", "out of memory"), ExpectMsg<InputsFailed>());
        Assert.Equal(new InputsFailed("net", "not finite"), ExpectMsg<InputsFailed>());
        Assert.Equal([[1f, 2f]], ExpectMsg<InputsRun>().Features);
    }

    [Fact]
    public void Each_asker_gets_its_own_answer()
    {
        var device = Sys.ActorOf(DeviceActor.Props(3));
        var askers = Enumerable.Range(0, 12).Select(_ => CreateTestProbe()).ToArray();
        for (var i = 0; i < askers.Length; i++)
        {
            var number = i;
            device.Tell(Call(() => [[number]]), askers[i]);
        }

        for (var i = 0; i < askers.Length; i++) Assert.Equal([[i]], askers[i].ExpectMsg<InputsRun>().Features);
    }

    [Fact]
    public void A_backbone_names_its_answer_and_computes_what_its_session_does()
    {
        using var models = new Models();
        using var session = BackboneSession.Load(models.Of(Models.Tiny()), seed: 1, batch: 2, models.Scratch);
        var inputs = Enumerable.Range(0, 3 * 3 * Models.Size * Models.Size).Select(i => i % 7 / 7f).ToArray();
        var backbone = Sys.ActorOf(BackboneActor.Props(session, Sys.ActorOf(DeviceActor.Props(2))));
        backbone.Tell(new RunInputs(inputs, 3), TestActor);

        var answer = ExpectMsg<InputsRun>();
        Assert.Equal("own", answer.Backbone);
        Assert.Equal(session.Run(inputs, 3), answer.Features);
    }

    private static DeviceActor.RunSession Call(Func<IReadOnlyList<float[]>> run) => new("net", new RunInputs([], 0), _ => run());
}
