using System.Globalization;
using System.Text.Json;
using Hpa.Contracts;
using Hpa.Contracts.Backbones;

namespace Hpa.Actors.Backbones;

/// <summary>
/// What this machine found out about networks once: reference answers and best batches. Kept beside the weights in
/// networks.json; without the file everything is found out again, with the same results.
/// </summary>
public sealed class NetworkNotes
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    private readonly string _path;
    private readonly Content _content;

    /// <summary>Reads what is known. A file that cannot be understood counts as none: it only saves time.</summary>
    /// <param name="folder">Folder of weights.</param>
    public NetworkNotes(string folder)
    {
        _path = Path.Combine(folder, "networks.json");
        try
        {
            using var stream = File.OpenRead(_path);
            _content = JsonSerializer.Deserialize<Content>(stream, s_json) ?? Content.Empty();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            _content = Content.Empty();
        }
    }

    /// <summary>What an answer or a batch belongs to: one file can have several outputs, and leave the size of its input open.</summary>
    /// <param name="network">Its name or hash.</param>
    /// <param name="spec">What is asked of it.</param>
    public static string Asked(string network, BackboneSpec spec) =>
        string.Create(CultureInfo.InvariantCulture, $"{network}{(spec.Output.Length > 0 ? " " : "")}{spec.Output} {spec.InputSize} px");

    /// <summary>Reference answer by SHA-256 of graph and weights, output and input.</summary>
    public IDictionary<string, KnownAnswer> Answers => _content.Answers;

    /// <summary>Best batch by network, device, runtime version and number of processors.</summary>
    public IDictionary<string, int> Batches => _content.Batches;

    /// <summary>Keeps what is known.</summary>
    /// <returns>Why that was not possible, or null.</returns>
    public string? Keep()
    {
        try
        {
            DurableFile.Write(_path, stream => JsonSerializer.Serialize(stream, _content, s_json));
            return null;
        }
        catch (Exception e) when (e is StorageException or IOException)
        {
            // A folder that only an administrator writes is in order, and so is another process that writes at this moment; the
            // next start finds out again.
            return e.Message;
        }
    }

    private sealed record Content(SortedDictionary<string, KnownAnswer> Answers, SortedDictionary<string, int> Batches)
    {
        public static Content Empty() => new(new(StringComparer.Ordinal), new(StringComparer.Ordinal));
    }
}
