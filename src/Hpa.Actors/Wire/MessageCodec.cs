using System.Globalization;
using System.Runtime.Serialization;
using Google.Protobuf;
using Hpa.Contracts;

namespace Hpa.Actors.Wire;

/// <summary>
/// Messages and events to bytes and back. A type has one manifest to be written with; bytes under any manifest ever
/// used can be read. The same message gives the same bytes.
/// </summary>
public static class MessageCodec
{
    /// <summary>The largest message, bytes. Remoting drops frames above 128,000 bytes without a word; half is left for envelopes.</summary>
    public const int MaxBytes = 64 * 1024;

    private static readonly WireFormat[] Formats = [.. RunFormats.All, .. NodeFormats.All, .. BatchFormats.All, .. SelectionFormats.All, .. SnapshotFormats.All, .. QueueFormats.All];
    private static readonly Dictionary<Type, WireFormat> ByType = Formats.ToDictionary(f => f.Type);
    private static readonly Dictionary<string, WireFormat> ByManifest = Formats.ToDictionary(f => f.Manifest, StringComparer.Ordinal);

    /// <summary>Every manifest, in the order of their texts.</summary>
    public static IReadOnlyList<string> Manifests { get; } = [.. ByManifest.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The manifest of a type, or null when it has none.</summary>
    public static string? ManifestOf(Type type) => ByType.GetValueOrDefault(type)?.Manifest;

    /// <summary>The manifest of a message.</summary>
    /// <exception cref="SerializationException">Its type has none.</exception>
    public static string ManifestOf(object message) => FormatOf(message).Manifest;

    /// <summary>The bytes of a message.</summary>
    /// <exception cref="SerializationException">Its type has no manifest.</exception>
    /// <exception cref="InputException">It takes more than <see cref="MaxBytes"/> and is no <see cref="IWireSnapshot"/>, which never leaves its node.</exception>
    public static byte[] Encode(object message)
    {
        var proto = FormatOf(message).Encode(message);
        var size = proto.CalculateSize();
        return size <= MaxBytes || message is IWireSnapshot
            ? proto.ToByteArray()
            : throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"{message.GetType().Name} takes {size:N0} bytes and a message may take {MaxBytes:N0}; make hpa.images.batch-size or hpa.selection.population smaller"));
    }

    /// <summary>The message that the bytes hold.</summary>
    /// <exception cref="SerializationException">The manifest is unknown, or the bytes are not of that form.</exception>
    public static object Decode(string manifest, byte[] bytes)
    {
        if (!ByManifest.TryGetValue(manifest, out var format))
            throw new SerializationException($"'{manifest}' is a kind of message that this version of hpa does not know; run one version on all nodes");
        try
        {
            return format.Decode(bytes);
        }
        catch (Exception error) when (error is InvalidProtocolBufferException or InputException or ArgumentException or FormatException or SerializationException)
        {
            throw new SerializationException($"a message of kind '{manifest}' is damaged: {error.Message}", error);
        }
    }

    private static WireFormat FormatOf(object message) => ByType.TryGetValue(message.GetType(), out var format)
        ? format
        : throw new SerializationException($"{message.GetType().FullName} has no manifest, so it cannot leave the process");
}
