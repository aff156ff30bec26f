using Akka.Actor;
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
        var device = Device(2, new Network("net", _ =>
        {
            lock (gate) most = Math.Max(most, ++running);
            Assert.True(pair.SignalAndWait(Long));
            lock (gate) running--;
        }));

        for (var i = 0; i < 20; i++) device.Tell(Call("net", i), TestActor);

        for (var i = 0; i < 20; i++) ExpectMsg<InputsRun>(Long);
        Assert.Equal(2, most);
    }

    [Fact]
    public void A_call_that_throws_is_answered_and_frees_its_lane()
    {
        var device = Device(1, new Network("net", inputs =>
        {
            if (inputs[0] == 1) throw new InvalidOperationException("out of\nmemory");
            if (inputs[0] == 2) throw new ImageFaultException("infer", "", "not finite");
        }));
        for (var i = 1; i <= 3; i++) device.Tell(Call("net", i), TestActor);

        Assert.Equal(new InputsFailed("net", "out of memory"), ExpectMsg<InputsFailed>());
        Assert.Equal(new InputsFailed("net", "not finite"), ExpectMsg<InputsFailed>());
        Assert.Equal([[3f]], ExpectMsg<InputsRun>().Features);
    }

    [Fact]
    public void Each_asker_gets_its_own_answer()
    {
        var device = Device(3, new Network("net") { Batch = 4 });
        var askers = Enumerable.Range(0, 12).Select(_ => CreateTestProbe()).ToArray();
        for (var i = 0; i < askers.Length; i++) device.Tell(Call("net", i, -i), askers[i]);

        for (var i = 0; i < askers.Length; i++) Assert.Equal([[i], [-i]], askers[i].ExpectMsg<InputsRun>().Features);
    }

    [Fact]
    public void One_images_fault_does_not_touch_those_that_ran_together_with_it()
    {
        using var begin = new ManualResetEventSlim();
        var network = new Network("net", inputs =>
        {
            Assert.True(begin.Wait(Long));
            if (inputs.Contains(2)) throw new ImageFaultException("infer", "", "not finite");
        })
        { Batch = 3 };
        var device = Device(1, network);
        for (var i = 0; i <= 3; i++) device.Tell(Call("net", i), TestActor);
        begin.Set();

        Assert.Equal([[0f]], ExpectMsg<InputsRun>(Long).Features);
        Assert.Equal([[1f]], ExpectMsg<InputsRun>(Long).Features);
        Assert.Equal(new InputsFailed("net", "not finite"), ExpectMsg<InputsFailed>(Long));
        Assert.Equal([[3f]], ExpectMsg<InputsRun>(Long).Features);
        Assert.Equal([[0f], [1f, 2f, 3f], [1f], [2f], [3f]], network.Calls);
    }

    [Fact]
    public void Networks_of_another_group_run_when_the_first_have_nothing_left_and_are_loaded_before()
    {
        var (first, second) = (new Network("first"), new Network("second"));
        var device = Sys.ActorOf(DeviceActor.Props([[first], [second]], 2));
        device.Tell(Call("second", 1), TestActor);
        Assert.Equal("second", ExpectMsg<InputsRun>(Long).Backbone);
        Assert.Equal("unload | load", Moves());

        device.Tell(Call("second", 2), TestActor);
        ExpectMsg<InputsRun>(Long);
        device.Tell(Call("first", 3), TestActor);
        Assert.Equal("first", ExpectMsg<InputsRun>(Long).Backbone);
        Assert.Equal("unload load | load unload", Moves());

        string Moves() => $"{string.Join(' ', first.Moves)} | {string.Join(' ', second.Moves)}";
    }

    [Fact]
    public void A_network_that_cannot_be_loaded_answers_with_the_reason()
    {
        var second = new Network("second", _ => throw new InvalidOperationException("second is not in memory")) { Loads = false };
        var device = Sys.ActorOf(DeviceActor.Props([[new Network("first")], [second]], 1));
        device.Tell(Call("second", 1), TestActor);
        device.Tell(Call("first", 2), TestActor);

        Assert.Equal(new InputsFailed("second", "second is not in memory"), ExpectMsg<InputsFailed>(Long));
        Assert.Equal([[2f]], ExpectMsg<InputsRun>(Long).Features);
    }

    [Fact]
    public void A_backbone_names_its_answer_and_computes_what_its_session_does()
    {
        using var models = new Models();
        using var session = BackboneSession.Load(models.Of(Models.Tiny()), seed: 1, batch: 2, models.Scratch);
        var inputs = Enumerable.Range(0, 3 * 3 * Models.Size * Models.Size).Select(i => i % 7 / 7f).ToArray();
        var backbone = Sys.ActorOf(BackboneActor.Props("own", Device(2, session)));
        backbone.Tell(new RunInputs(inputs, 3), TestActor);

        var answer = ExpectMsg<InputsRun>();
        Assert.Equal("own", answer.Backbone);
        Assert.Equal(session.Run(inputs, 3), answer.Features);
    }

    private IActorRef Device(int lanes, params INetwork[] networks) => Sys.ActorOf(DeviceActor.Props([networks], lanes));

    private static DeviceActor.RunSession Call(string network, params float[] inputs) => new(network, new RunInputs(inputs, inputs.Length));

    /// <summary>Answers each input with itself.</summary>
    private sealed class Network(string name, Action<float[]>? before = null) : INetwork
    {
        public string Name => name;

        public int Batch { get; init; } = 1;

        public bool Loads { get; init; } = true;

        public List<float[]> Calls { get; } = [];

        public List<string> Moves { get; } = [];

        public IReadOnlyList<float[]> Run(IReadOnlyList<RunInputs> requests)
        {
            float[] inputs = [.. requests.SelectMany(r => r.Inputs)];
            lock (Calls) Calls.Add(inputs);
            before?.Invoke(inputs);
            return [.. inputs.Select(x => new[] { x })];
        }

        public void Load()
        {
            Moves.Add("load");
            if (!Loads) throw new InvalidOperationException("no memory");
        }

        public void Unload() => Moves.Add("unload");
    }
}
