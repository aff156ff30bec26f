using Hpa.Host.Tests.Processes;

namespace Hpa.Cluster.Tests;

/// <summary>
/// A synthetic data set and settings whose extraction takes long enough for other nodes to come and go, one session at a time on each
/// node, and one run that nothing disturbed and nobody helped: what every other run must come to.
/// </summary>
public sealed class LongRun : IAsyncLifetime
{
    /// <summary>The collection's name; its tests start processes and do not run side by side.</summary>
    public const string Collection = "nodes";

    private const string Conf = """
        hpa {
          datasets { name = long, path = data, split { train = 0.6, val = 0.2, test = 0.2 } }
          images { combinations = [ggg, rgb], batch-size = 2 }
          backbones { use = [squeezenet1_1], weights = random, batch = 4, threads = 1, catalogue.squeezenet1_1.input = 320 }
          classifiers { threads = 1, bootstrap = 100 }
          selection { fitness = all, features = [image, cell], islands = 2, population = 8, generations = 6, migration-every = 2 }
        }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hpa-cluster-tests-");
    private int _paths;
    private (string Settings, RunFiles Reference)? _slow;

    /// <summary>The data set.</summary>
    public string Data => Path.Combine(_folder.FullName, "data");

    /// <summary>The settings file.</summary>
    public string Settings => Path.Combine(_folder.FullName, "long.conf");

    /// <summary>A <c>--cluster</c> file with which nodes lose patience within seconds.</summary>
    public string Hurry => Path.Combine(_folder.FullName, "hurry.conf");

    /// <summary>The files of the undisturbed run.</summary>
    internal RunFiles Reference { get; private set; } = null!;

    /// <summary>A name in the temporary folder that nothing else has.</summary>
    public string NewPath(string name) => Path.Combine(_folder.FullName, $"{++_paths:D3}-{name}");

    /// <summary>Writes a file into the temporary folder.</summary>
    public string Write(string name, string text)
    {
        var path = NewPath(name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A settings file with lines after those of <see cref="Settings"/>.</summary>
    public string SettingsWith(string more)
    {
        var path = Path.Combine(_folder.FullName, $"{++_paths:D3}.conf");
        File.WriteAllText(path, $"{Conf}\n{more}\n");
        return path;
    }

    /// <summary>A copy of the data set to be spoiled.</summary>
    public string CopyOfData()
    {
        var copy = NewPath("data");
        Folders.Copy(Data, copy);
        return copy;
    }

    /// <summary>A run that has not begun.</summary>
    /// <param name="cluster">Files for <c>--cluster</c>.</param>
    internal HelpedRun NewRun(params string[] cluster) => new(this, new RunFiles(NewPath("run")), cluster);

    /// <summary>A run that has not begun, whose extraction takes four times as long: several nodes can come and go before it is over.</summary>
    internal async Task<HelpedRun> NewSlowRunAsync()
    {
        if (_slow is null)
        {
            var (settings, reference) = (SettingsWith("hpa.backbones.catalogue.squeezenet1_1.input = 640"), new RunFiles(NewPath("reference")));
            (await HpaProcess.RunAsync("run", settings, "--out", reference.Path)).MustBeDone();
            _slow = (settings, reference);
        }

        return new HelpedRun(this, new RunFiles(NewPath("run")), [], _slow.Value.Settings, _slow.Value.Reference);
    }

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(Settings, Conf);
        await File.WriteAllTextAsync(Hurry, """
            akka {
              remote.watch-failure-detector.acceptable-heartbeat-pause = 4s
              cluster {
                failure-detector.acceptable-heartbeat-pause = 4s
                split-brain-resolver.stable-after = 2s
              }
            }
            """);
        (await HpaProcess.RunAsync("synth", Data, "--images", "60", "--size", "96", "--seed", "3", "--min-per-class", "2")).MustBeDone();
        Reference = new RunFiles(NewPath("reference"));
        (await HpaProcess.RunAsync("run", Settings, "--out", Reference.Path)).MustBeDone();
    }

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }
}

/// <summary>Shares the data set and the undisturbed run among all tests that start nodes.</summary>
[CollectionDefinition(LongRun.Collection)]
public sealed class NodeCollection : ICollectionFixture<LongRun>;
