using System.Text.Json;
using System.Text.Json.Serialization;
using Hpa.Actors.Backbones.Checkpoints;

namespace Hpa.Actors.Tests.Backbones.Checkpoints;

/// <summary>The files of Fixtures/checkpoints.py.</summary>
internal static class Samples
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };

    public static AllSamples All { get; } = Read();

    private static AllSamples Read()
    {
        using var stream = typeof(Samples).Assembly.GetManifestResourceStream("Hpa.Actors.Tests.Backbones.Checkpoints.Fixtures.checkpoints.json")!;
        return JsonSerializer.Deserialize<AllSamples>(stream, Form)!;
    }
}

internal sealed record AllSamples(IReadOnlyDictionary<string, GoodSample> Good, IReadOnlyDictionary<string, BadSample> Bad);

internal sealed record GoodSample(byte[] File, IReadOnlyDictionary<string, SampleTensor> Tensors);

internal sealed record SampleTensor(ElementType Type, long[] Shape, float[] Values);

internal sealed record BadSample(byte[] File, string Says);

/// <summary>A file that is gone after the test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(byte[] bytes) => System.IO.File.WriteAllBytes(Path, bytes);

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public void Dispose() => File.Delete(Path);

    /// <summary>All values of a tensor; no chunk is longer than promised.</summary>
    public static float[] Values(Checkpoint checkpoint, string name)
    {
        var values = new List<float>();
        checkpoint.Read(name, chunk =>
        {
            Assert.InRange(chunk.Length, 1, Checkpoint.MaxChunk);
            values.AddRange(chunk);
        });
        return [.. values];
    }
}
