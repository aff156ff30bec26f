using System.Net.Http.Headers;
using System.Text.Json;

namespace Hpa.Actors.Backbones.Weights;

/// <summary>Which version of which file the bytes of a part belong to.</summary>
/// <param name="Address">Where it was asked for.</param>
/// <param name="ETag">The server's strong name for the version, or null.</param>
/// <param name="LastModified">When it was changed last, as the server says, or null.</param>
/// <param name="Length">Bytes of the whole file, or null when the server has not said.</param>
internal sealed record PartOrigin(Uri Address, string? ETag, DateTimeOffset? LastModified, long? Length)
{
    public static PartOrigin Of(Uri address, HttpResponseMessage reply) => new(
        address,
        // Weak names promise the same meaning, not the same bytes, and If-Range must not carry them.
        reply.Headers.ETag is { IsWeak: false } tag ? tag.Tag : null,
        reply.Content.Headers.LastModified,
        reply.Content.Headers.ContentLength);

    /// <summary>The condition under which the rest may be sent, or null when the server gave nothing to tell versions apart.</summary>
    public RangeConditionHeaderValue? Condition() =>
        ETag is not null && EntityTagHeaderValue.TryParse(ETag, out var tag) ? new RangeConditionHeaderValue(tag)
        : LastModified is { } date ? new RangeConditionHeaderValue(date)
        : null;

    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>Null for what is not one: the part is then fetched again.</summary>
    public static PartOrigin? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<PartOrigin>(json) is { Address: not null } origin ? origin : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
