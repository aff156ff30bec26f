using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Contracts.Reports;

/// <summary>
/// The JSON of a report: UTF-8, LF, two blanks, members in the order of the records, words in kebab-case, numbers in the
/// shortest form that reads back to the same bits. Equal content is equal bytes.
/// </summary>
public static class ReportJson
{
    private static readonly ReportJsonContext Context = new(new JsonSerializerOptions(ReportJsonContext.Default.Options)
    {
        // Names stay readable: the file is never put into a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>metrics.json.</summary>
    /// <exception cref="ArgumentException">A number is not finite.</exception>
    public static byte[] Bytes(RunMetrics metrics) => [.. JsonSerializer.SerializeToUtf8Bytes(metrics, Context.RunMetrics), (byte)'\n'];

    /// <summary>timings.json.</summary>
    /// <exception cref="ArgumentException">A number is not finite.</exception>
    public static byte[] Bytes(RunTimings timings) => [.. JsonSerializer.SerializeToUtf8Bytes(timings, Context.RunTimings), (byte)'\n'];

    /// <summary>Reads metrics.json.</summary>
    /// <exception cref="InputException">The file is missing, damaged or of another version.</exception>
    public static RunMetrics ReadMetrics(string path)
    {
        if (!File.Exists(path)) throw new InputException($"{path} is missing, run `hpa evaluate` on the run's folder");
        try
        {
            var metrics = JsonSerializer.Deserialize(File.ReadAllBytes(path), Context.RunMetrics);
            return metrics?.Version == RunMetrics.CurrentVersion
                ? metrics
                : throw new InputException($"{path} is of version {metrics?.Version}, this program reads version {RunMetrics.CurrentVersion}: run `hpa evaluate` on the run's folder");
        }
        catch (Exception fault) when (fault is JsonException or SettingsException)
        {
            throw new InputException($"{path} cannot be read: {fault.Message.ReplaceLineEndings(" ")}", fault);
        }
    }
}

/// <summary>Enum members as kebab-case words.</summary>
internal sealed class KebabCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>Block names as their text.</summary>
internal sealed class BlockNameText : JsonConverter<BlockName>
{
    public override BlockName Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        BlockName.Parse(reader.GetString() ?? throw new JsonException("a block name is missing"));

    public override void Write(Utf8JsonWriter writer, BlockName value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

/// <summary>Classifiers by the words of the settings.</summary>
internal sealed class ClassifierKindText : JsonConverter<ClassifierKind>
{
    public override ClassifierKind Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        ClassifierWords.Parse(reader.GetString() ?? "") ?? throw new JsonException("a classifier has an unknown name");

    public override void Write(Utf8JsonWriter writer, ClassifierKind value, JsonSerializerOptions options) =>
        writer.WriteStringValue(ClassifierWords.Of(value));
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n",
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    Converters =
    [
        typeof(BlockNameText), typeof(KebabCase<SubsetName>), typeof(KebabCase<Strategy>), typeof(KebabCase<Multiclass>),
        typeof(KebabCase<BlockChoice>), typeof(KebabCase<SearchKind>), typeof(KebabCase<Part>), typeof(KebabCase<Stage>), typeof(KebabCase<FeatureSet>), typeof(KebabCase<AblationOption>),
        typeof(ClassifierKindText),
    ])]
[JsonSerializable(typeof(RunMetrics))]
[JsonSerializable(typeof(RunTimings))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;
