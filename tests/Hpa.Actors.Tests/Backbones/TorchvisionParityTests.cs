using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
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

    /// <summary>The size each was published for, and sizes that leave partial windows behind in pooling.</summary>
    public static TheoryData<string, int> Sizes
    {
        get
        {
            TheoryData<string, int> sizes = new() { { "densenet201", 210 }, { "googlenet", 250 }, { "inception_v3", 320 }, { "squeezenet1_1", 250 } };
            foreach (var architecture in Architectures.All) sizes.Add(architecture.Name, architecture.InputSize);
            return sizes;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [TorchvisionTheory]
    [MemberData(nameof(Sizes))]
    public async Task Checkpoints_of_both_forms_give_torchvisions_vectors(string name, int size)
    {
        var architecture = Architectures.Find(name)!;
        var theirs = await RunTorchvision(name, size);
        var (path, sha256, _) = Write(architecture, size, "zip.pth");
        Assert.Equal(sha256, Write(architecture, size, "pickled.pth").Sha256);

        var (expected, actual, ours) = Compute(path, size);
        var largest = expected.Max(Math.Abs);
        var difference = expected.Zip(actual, (e, a) => Math.Abs((double)e - a)).Max() / largest;
        log.WriteLine(FormattableString.Invariant($"{name} {size}: {difference:0.0e0} of {largest:0.0}; {ours:0.0} ms per input, torchvision {theirs:0.0} ms"));
        Assert.InRange(difference, 0, 1e-4);
    }

    private (string Path, string Sha256, long Widest) Write(Actors.Backbones.Architecture architecture, int size, string file)
    {
        var path = Path.Combine(_folder, file);
        using var checkpoint = Checkpoint.Open(path);
        var weights = new CheckpointWeights(checkpoint, architecture.Unused, architecture.Background);
        var written = architecture.Write(_folder, size, weights);
        weights.RequireComplete();
        return written;
    }

    private async Task<double> RunTorchvision(string name, int size)
    {
        string[] arguments = [Repository.PathOf("tests", "torchvision", "parity.py"), name, size.ToString(CultureInfo.InvariantCulture), _folder];
        var start = new ProcessStartInfo(TorchvisionTheoryAttribute.Python, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await error);
        return double.Parse(await output, CultureInfo.InvariantCulture);
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
}
