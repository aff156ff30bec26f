using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;
using Akka.TestKit.Xunit2;
using Hpa.Actors.Wire;
using Hpa.Contracts.Images;

namespace Hpa.Actors.Tests.Wire;

public sealed class HpaSerializerTests() : TestKit(Settings)
{
    private static readonly Config Settings =
        """
        akka.actor {
          serialize-messages = on
          serializers.hpa = "Hpa.Actors.Wire.HpaSerializer, Hpa.Actors"
          serialization-bindings { "Hpa.Contracts.IWireMessage, Hpa.Contracts" = hpa }
        }
        """;

    [Fact]
    public void Akka_finds_the_serializer_by_the_marker_interface()
    {
        var serializer = Assert.IsType<HpaSerializer>(Sys.Serialization.FindSerializerFor(new ImageFinished("r", 1, 2)));

        Assert.Equal(1100, serializer.Identifier);
    }

    [Fact]
    public void A_message_is_the_same_after_the_way_through_akka()
    {
        var message = new BatchFailed("run-1", 3, 1, "no space left", true);
        var serialization = Sys.Serialization;
        var serializer = (SerializerWithStringManifest)serialization.FindSerializerFor(message);

        Assert.Equal(message, serialization.Deserialize(serialization.Serialize(message), HpaSerializer.Number, serializer.Manifest(message)));
        TestActor.Tell(message);
        Assert.Equal(message, ExpectMsg<BatchFailed>());
    }
}
