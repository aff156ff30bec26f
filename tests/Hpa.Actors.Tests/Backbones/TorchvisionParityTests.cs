using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Hpa.Actors.Backbones;
using Hpa.Actors.Backbones.Checkpoints;
using Xunit.Abstractions;

namespace Hpa.Actors.Tests.Backbones;

/// <summary>
/// Checkpoints of random weights, read and run, against torchvision itself (inception_resnet_v2: against the fixtures' own
/// torch modules); tests/torchvision/parity.py is the other side.
/// </summary>
public sealed class TorchvisionParityTests(ITestOutputHelper log) : IDisposable
{
    private const int Inputs = 3;
    private readonly string _folder = Directory.CreateTempSubdirectory("hpa-parity-").FullName;

    public static TheoryData<string> Names => new(Architectures.All.Select(a => a.Name));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [TorchvisionTheory]
    [MemberData(nameof(Names))]
    public async Task Checkpoints_of_both_forms_give_torchvisions_vectors(string name)
    {
        var architecture = Architectures.Find(name)!;
        var (size, theirs) = await RunTorchvision(name);
        Assert.Equal(architecture.InputSize, size);
        var (path, sha256) = Write(architecture, "zip.pth");
        Assert.Equal(sha256, Write(architecture, "pickled.pth").Sha256);

        var (expected, actual, ours) = Compute(path, size);
        var largest = expected.Max(Math.Abs);
        var difference = expected.Zip(actual, (e, a) => Math.Abs((double)e - a)).Max() / largest;
        log.WriteLine(FormattableString.Invariant($"{name}: {difference:0.0e0} of {largest:0.0}; {ours:0.0} ms per input, torchvision {theirs:0.0} ms"));
        Assert.InRange(difference, 0, 1e-4);
    }

    private (string Path, string Sha256) Write(Actors.Backbones.Architecture architecture, string file)
    {
        var path = Path.Combine(_folder, file);
        using var checkpoint = Checkpoint.Open(path);
        var weights = new CheckpointWeights(checkpoint, architecture.Unused, architecture.Background);
        var written = architecture.Write(_folder, architecture.InputSize, new Values(weights));
        weights.RequireComplete();
        return written;
    }

    private async Task<(int Size, double Milliseconds)> RunTorchvision(string name)
    {
        var start = new ProcessStartInfo(TorchvisionTheoryAttribute.Python, [Repository.PathOf("tests", "torchvision", "parity.py"), name, _folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await error);
        var answer = JsonDocument.Parse(await output).RootElement;
        return (answer.GetProperty("size").GetInt32(), answer.GetProperty("milliseconds").GetDouble());
    }

    private (float[] Expected, float[] Actual, double Milliseconds) Compute(string path, int size)
    {
        using var runtime = new Runtime(path, Inputs, size);
        var inputs = Floats("inputs.f32");
        _ = runtime.Vectors(inputs);
        var begin = Stopwatch.GetTimestamp();
        var actual = runtime.Vectors(inputs);
        return (Floats("outputs.f32"), actual, Stopwatch.GetElapsedTime(begin).TotalMilliseconds / Inputs);
    }

    private float[] Floats(string file) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(_folder, file))).ToArray();

    private sealed class Values(CheckpointWeights weights) : IWeights
    {
        public void Read(string name, int[] shape, double gain, Action<ReadOnlySpan<float>> write) => weights.Read(name, shape, gain, write);
    }
}
