using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Hpa.Contracts;

namespace Hpa.Actors.Tests;

/// <summary>
/// Actors by themselves: time moves only when a test moves it, every message between nodes is written and read on its way,
/// and those of <see cref="Inline"/> have done their work when <c>Tell</c> returns.
/// </summary>
/// <param name="more">Settings over the usual ones.</param>
public abstract class ActorTest(string more = "") : TestKit(ConfigurationFactory.ParseString(more).WithFallback(Settings), "hpa")
{
    private const string InlineDispatcher = "type = \"Akka.TestKit.CallingThreadDispatcherConfigurator, Akka.TestKit\"";

    private static readonly Config Settings = ConfigurationFactory.ParseString($$"""
        akka {
          loglevel = OFF
          loggers = []
          test { single-expect-default = 20s, default-timeout = 20s }
          persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
          scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
          actor {
            provider = local
            serialize-messages = on
            serializers.here = "{{typeof(StaysHere).AssemblyQualifiedName}}"
            serialization-bindings { "System.Object" = here }
          }
        }
        hpa.images.dispatcher { {{InlineDispatcher}} }
        hpa.selection.dispatcher { {{InlineDispatcher}} }
        """).WithFallback(ConfigurationFactory.ParseString(File.ReadAllText(Repository.PathOf("config", "hocon", "akka.conf"))));


    /// <summary>Moves the clock.</summary>
    protected void Pass(TimeSpan time) => ((TestScheduler)Sys.Scheduler).Advance(time);

    /// <summary>Has the actor work on the thread that tells it something.</summary>
    protected static Props Inline(Props props) => props.WithDispatcher(CallingThreadDispatcher.Id);

    /// <summary>Messages that belong to one node pass as they are; those of <see cref="IWireMessage"/> have a serializer.</summary>
    public sealed class StaysHere(ExtendedActorSystem system) : Serializer(system)
    {
        private static readonly ConcurrentDictionary<long, object> s_held = new();
        private static long s_last;

        public override int Identifier => 9001;

        public override bool IncludeManifest => false;

        public override byte[] ToBinary(object obj)
        {
            Assert.IsNotAssignableFrom<IWireMessage>(obj);
            var number = Interlocked.Increment(ref s_last);
            s_held[number] = obj;
            return BitConverter.GetBytes(number);
        }

        public override object FromBinary(byte[] bytes, Type type) => s_held.TryRemove(BitConverter.ToInt64(bytes), out var held) ? held : throw new InvalidOperationException("read twice");
    }
}
