using System.Security.Cryptography;
using Hpa.Actors.Tests.Backbones.Weights;
using Hpa.Host.Tests.Processes;

namespace Hpa.Host.Tests.Models;

/// <summary>
/// A folder of weights, a settings file with the entry <c>mine</c>, a SqueezeNet 1.1 whose checkpoint the test makes, and a
/// server on this machine as the mirror: no official address is ever asked.
/// </summary>
public sealed class ModelFolder : IAsyncLifetime
{
    /// <summary>The name of the checkpoint.</summary>
    public const string FileName = "mine.safetensors";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hpa-models-tests-");

    /// <summary>The right checkpoint.</summary>
    public static byte[] Good { get; } = SampleFiles.Checkpoint("squeezenet1_1");

    /// <summary>Where weights go.</summary>
    public string Weights => Below("weights");

    /// <summary>The final name of the entry's file.</summary>
    public string File => Path.Combine(Weights, FileName);

    /// <summary>The settings file.</summary>
    public string Settings => Below("models.conf");

    internal WeightsServer Server { get; private set; } = null!;

    /// <summary>SHA-256, lower-case hex.</summary>
    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>A path beside the settings file.</summary>
    public string Below(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Writes a file beside the settings file.</summary>
    public string Put(string name, byte[] bytes)
    {
        System.IO.File.WriteAllBytes(Below(name), bytes);
        return Below(name);
    }

    /// <summary>Writes the settings file.</summary>
    /// <param name="entry">Further keys of the entry, laid over the usual ones.</param>
    /// <param name="weights">Another folder of weights, or null.</param>
    public void Write(string entry = "", string? weights = null) => System.IO.File.WriteAllText(Settings, $$"""
        hpa.backbones {
          folder = "{{weights ?? Weights}}"
          mirror = "{{Server.Address("")}}"
          catalogue.mine {
            architecture = squeezenet1_1, file = "{{FileName}}", sha256 = "{{Hash(Good)}}"
            input = {{SampleFiles.Size}}, mean = [0, 0, 0], std = [1, 1, 1]
            about.source = "https://weights.invalid/mine.safetensors"
            {{entry}}
          }
        }
        """);

    /// <summary>Runs <c>hpa models</c> with the settings file.</summary>
    internal Task<Ended> RunAsync(params string[] arguments) => HpaProcess.RunAsync(["models", .. arguments, "--config", Settings]);

    /// <summary>Starts <c>hpa models</c> with the settings file.</summary>
    internal HpaProcess Start(params string[] arguments) => HpaProcess.Start(["models", .. arguments, "--config", Settings]);

    /// <summary>Nothing has the final name, nor any other.</summary>
    public void MustHaveNothing() => Assert.Empty(Directory.Exists(Weights) ? Directory.GetFileSystemEntries(Weights) : []);

    public async Task InitializeAsync()
    {
        Server = await WeightsServer.StartAsync();
        Write();
    }

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

/// <summary>A test with a folder of weights of its own; no two at a time.</summary>
[Collection("processes")]
public abstract class ModelTest : IAsyncLifetime
{
    /// <summary>The folder.</summary>
    public ModelFolder Folder { get; } = new();

    public Task InitializeAsync() => Folder.InitializeAsync();

    public Task DisposeAsync() => Folder.DisposeAsync();
}
