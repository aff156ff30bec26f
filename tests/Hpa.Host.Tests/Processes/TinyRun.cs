namespace Hpa.Host.Tests.Processes;

/// <summary>
/// A synthetic data set of 60 fields, settings that finish it in seconds, and one run that nothing disturbed: what every
/// other run must come to.
/// </summary>
public sealed class TinyRun : IAsyncLifetime
{
    /// <summary>The collection's name; its tests start processes and do not run side by side.</summary>
    public const string Collection = "processes";

    private const string Conf = """
        hpa {
          runs.min-free-disk = 0
          datasets { name = tiny, path = data, split { train = 0.6, val = 0.2, test = 0.2 } }
          images { combinations = [ggg, rgb, bbb], batch-size = 4 }
          backbones { use = [squeezenet1_1], weights = random, batch = 3, catalogue.squeezenet1_1.input = 32 }
          selection { fitness = all, islands = 2, population = 8, generations = 6, migration-every = 2 }
        }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hpa-host-tests-");
    private int _folders;

    /// <summary>The data set.</summary>
    public string Data => Path.Combine(_folder.FullName, "data");

    /// <summary>The settings file.</summary>
    public string Settings => Path.Combine(_folder.FullName, "tiny.conf");

    /// <summary>The folder of the undisturbed run.</summary>
    internal RunFiles Reference { get; private set; } = null!;

    /// <summary>How the undisturbed run ended.</summary>
    internal Ended ReferenceEnd { get; private set; } = null!;

    /// <summary>A name in the temporary folder that nothing else has.</summary>
    public string NewPath(string name) => Path.Combine(_folder.FullName, $"{++_folders:D3}-{name}");

    /// <summary>The files of a run that has not begun.</summary>
    internal RunFiles NewRun() => new(NewPath("run"));

    /// <summary>A settings file with lines after those of <see cref="Settings"/>.</summary>
    public string SettingsWith(string more)
    {
        var path = Path.Combine(_folder.FullName, $"{++_folders:D3}.conf");
        File.WriteAllText(path, Conf + "\n" + more + "\n");
        return path;
    }

    /// <summary>Arguments that do the tiny run in a folder.</summary>
    internal string[] Run(RunFiles run) => ["run", Settings, "--out", run.Path];

    /// <summary>A copy of the data set to be spoiled; <c>hpa.datasets.path</c> may differ without being another run.</summary>
    public string CopyOfData()
    {
        var copy = NewPath("data");
        Folders.Copy(Data, copy);
        return copy;
    }

    /// <summary>A copy of the undisturbed run.</summary>
    internal RunFiles CopyOfReference()
    {
        var copy = NewRun();
        Folders.Copy(Reference.Path, copy.Path);
        return copy;
    }

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(Settings, Conf);
        (await HpaProcess.RunAsync("synth", Data, "--images", "60", "--size", "96", "--seed", "3", "--min-per-class", "2")).MustBeDone();
        Reference = NewRun();
        ReferenceEnd = (await HpaProcess.RunAsync(Run(Reference))).MustBeDone();
    }

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }
}

/// <summary>Shares the data set and the undisturbed run among all tests that start processes.</summary>
[CollectionDefinition(TinyRun.Collection)]
public sealed class ProcessCollection : ICollectionFixture<TinyRun>;
