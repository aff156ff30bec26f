using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hpa.Contracts;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Features;

/// <summary>features/manifest.json. The same manifest gives the same bytes: keys in the order of the records, runtime sorted by name.</summary>
public static class ManifestFile
{
    /// <summary>The file's name in the features folder.</summary>
    public const string Name = "manifest.json";

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        // The file is never put into a page; people read it.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new BlockNameConverter() },
    };

    /// <summary>Replaces the manifest, durably.</summary>
    /// <exception cref="StorageException">Disk full, no permission, …; the old manifest is untouched.</exception>
    public static void Write(string featuresFolder, FeatureManifest manifest)
    {
        var sorted = manifest with
        {
            Runtime = new SortedDictionary<string, string>(manifest.Runtime.ToDictionary(), StringComparer.Ordinal),
            Shards = manifest.Shards.OrderBy(s => s.Level).ThenBy(s => s.File, StringComparer.Ordinal).ToArray(),
        };
        DurableFile.WriteText(Path.Combine(featuresFolder, Name), JsonSerializer.Serialize(sorted, Options) + "\n");
    }

    /// <summary>Reads the manifest.</summary>
    /// <exception cref="InputException">Not there, of another version, or not a manifest.</exception>
    public static FeatureManifest Read(string featuresFolder)
    {
        var path = Path.Combine(featuresFolder, Name);
        try
        {
            var bytes = File.ReadAllBytes(path);
            CheckVersion(path, bytes);
            var manifest = JsonSerializer.Deserialize<FeatureManifest>(bytes, Options) ?? throw new JsonException("it is empty");
            return Checked(manifest);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path}: is not there, so there are no features yet; extract first", error);
        }
        catch (JsonException error)
        {
            throw new InputException($"{path}: is no feature manifest ({error.Message.ReplaceLineEndings(" ")}); restore it, or delete it and run `hpa verify DIR --repair`", error);
        }
    }

    private static void CheckVersion(string path, byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("version", out var version) || !version.TryGetInt32(out var number))
            throw new JsonException("it has no version");
        if (number != FeatureManifest.CurrentVersion)
            throw new InputException($"{path}: has version {number}, this program reads {FeatureManifest.CurrentVersion}; use the version of hpa that wrote it");
    }

    private static FeatureManifest Checked(FeatureManifest manifest)
    {
        foreach (var shard in manifest.Shards)
            if (!ShardLayout.IsFileName(shard.File)) throw new JsonException($"'{shard.File}' is no shard's file name");
        if (manifest.Shards.DistinctBy(s => (s.Level, s.File)).Count() != manifest.Shards.Count) throw new JsonException("a shard is named twice");
        if (manifest.Blocks.DistinctBy(b => b.Name).Count() != manifest.Blocks.Count) throw new JsonException("a block is named twice");
        if (manifest.Blocks.Any(b => b.Dimensions <= 0)) throw new JsonException("a block has no dimensions");
        return manifest;
    }

    private sealed class BlockNameConverter : JsonConverter<BlockName>
    {
        public override BlockName Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                return BlockName.Parse(reader.GetString() ?? "");
            }
            catch (Exception error) when (error is SettingsException or InvalidOperationException)
            {
                throw new JsonException(error.Message, error);
            }
        }

        public override void Write(Utf8JsonWriter writer, BlockName value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
