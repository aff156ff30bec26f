using Akka.Actor;
using Akka.Serialization;

namespace Hpa.Actors.Wire;

/// <summary>
/// Akka's door to <see cref="MessageCodec"/>, bound to <see cref="Contracts.IWireMessage"/>. Its number is stored with
/// every event and never changes.
/// </summary>
/// <param name="system">The actor system.</param>
public sealed class HpaSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>The serializer's number in Akka's settings.</summary>
    public const int Number = 1100;

    /// <inheritdoc />
    public override int Identifier => Number;

    /// <inheritdoc />
    public override string Manifest(object o) => MessageCodec.ManifestOf(o);

    /// <inheritdoc />
    public override byte[] ToBinary(object obj) => MessageCodec.Encode(obj);

    /// <inheritdoc />
    public override object FromBinary(byte[] bytes, string manifest) => MessageCodec.Decode(manifest, bytes);
}
