using System.Text.Json;
using Hpa.Contracts;

namespace Hpa.Actors.Backbones;

/// <summary>
/// What this machine found out about networks once: the reference answer and the best batch. Kept beside the weights in
/// networks.json; without the file everything is found out again, with the same results.
/// </summary>
/// <param name="folder">Folder of weights.</param>
public sealed class NetworkNotes(string folder)
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true };

    private readonly string _path = Path.Combine(folder, "networks.json");

    /// <summary>Why the last notes could not be kept, or null.</summary>
    public string? Fault { get; private set; }

    /// <summary>What is known about a network.</summary>
    /// <param name="sha256">SHA-256 of graph and weights.</param>
    /// <returns>Null when nothing is known, or the file cannot be understood: it only saves time.</returns>
    public NetworkNote? Find(string sha256) => Read().GetValueOrDefault(sha256);

    /// <summary>Keeps what is known about a network.</summary>
    public void Keep(string sha256, NetworkNote note)
    {
        var notes = Read();
        notes[sha256] = note;
        try
        {
            DurableFile.Write(_path, stream => JsonSerializer.Serialize(stream, notes, s_json));
        }
        catch (Exception e) when (e is StorageException or IOException)
        {
            // A folder that only an administrator writes is in order, and so is another process that writes at this moment; the
            // next start finds out again.
            Fault = e.Message;
        }
    }

    private SortedDictionary<string, NetworkNote> Read()
    {
        try
        {
            using var stream = File.OpenRead(_path);
            return new(JsonSerializer.Deserialize<Dictionary<string, NetworkNote>>(stream) ?? [], StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return new(StringComparer.Ordinal);
        }
    }
}

/// <summary>What a machine found out about a network.</summary>
/// <param name="Answer">The reference answer.</param>
/// <param name="Batches">Best batch by device, runtime version and number of processors.</param>
public sealed record NetworkNote(KnownAnswer Answer, IReadOnlyDictionary<string, int> Batches);
