using Google.Protobuf;

namespace Hpa.Actors.Wire;

/// <summary>How one type is written: its manifest, which is stored with the bytes and never changes, and both directions.</summary>
/// <param name="Type">The type in Contracts.</param>
/// <param name="Manifest"><c>room.message.version</c>, e.g. <c>runs.stage-completed.v1</c>.</param>
/// <param name="Encode">To the protobuf message.</param>
/// <param name="Decode">From its bytes.</param>
internal sealed record WireFormat(Type Type, string Manifest, Func<object, IMessage> Encode, Func<byte[], object> Decode)
{
    /// <summary>The format of <typeparamref name="T"/>, written as <typeparamref name="TProto"/>.</summary>
    public static WireFormat Of<T, TProto>(string manifest, MessageParser<TProto> parser, Func<T, TProto> encode, Func<TProto, T> decode)
        where T : class
        where TProto : IMessage<TProto> =>
        new(typeof(T), manifest, message => encode((T)message), bytes => decode(parser.ParseFrom(bytes)));
}
