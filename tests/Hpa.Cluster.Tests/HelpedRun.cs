using System.Globalization;
using System.Text.RegularExpressions;
using Hpa.Host.Tests.Processes;

namespace Hpa.Cluster.Tests;

/// <summary>A run in a folder of its own, its own node and those that help it as processes.</summary>
internal sealed partial class HelpedRun(LongRun shared, RunFiles files, IReadOnlyList<string> cluster, string? settings = null, RunFiles? reference = null)
{
    /// <summary>The run's folder.</summary>
    public RunFiles Files => files;

    /// <summary>Where helpers join; known once the run has begun.</summary>
    public string Seed { get; private set; } = "";

    private IEnumerable<string> Cluster => cluster.SelectMany(file => new[] { "--cluster", file });

    /// <summary>The run's command.</summary>
    /// <param name="listen">Where it listens.</param>
    public string[] Command(string listen = "127.0.0.1") => ["run", settings ?? shared.Settings, "--out", files.Path, "--listen", listen, .. Cluster];

    /// <summary>Starts the run and waits until it says where helpers join.</summary>
    public async Task<HpaProcess> BeginAsync() => await InvitedAsync(HpaProcess.Start(Command()));

    /// <summary>Waits until a run says where helpers join.</summary>
    public async Task<HpaProcess> InvitedAsync(HpaProcess run)
    {
        Seed = SeedOption().Match(await run.SeeLineAsync(line => SeedOption().IsMatch(line))).Groups["seed"].Value;
        return run;
    }

    /// <summary>The command of a helper.</summary>
    public string[] HelperCommand(params string[] more)
    {
        string[] listen = more.Contains("--listen") ? [] : ["--listen", "127.0.0.1"];
        return ["node", "--seed", Seed, "--work", shared.NewPath("node"), .. listen, .. Cluster, .. more];
    }

    /// <summary>Starts a helper.</summary>
    public HpaProcess Help(params string[] more) => HpaProcess.Start(HelperCommand(more));

    /// <summary>Starts a helper and waits until it has extracted something.</summary>
    public async Task<HpaProcess> HelpInTheMidstAsync()
    {
        var helper = Help();
        await helper.SeeLineAsync(Extracts);
        return helper;
    }

    /// <summary>A helper's line when it has extracted images.</summary>
    public static bool Extracts(string line) => line.StartsWith("extracted here:", StringComparison.Ordinal);

    /// <summary>The run has ended well, with the bytes of the one that nothing disturbed.</summary>
    public async Task MustEndAsync(HpaProcess run)
    {
        (await run.EndAsync()).MustBeDone();
        files.MustEqual(reference ?? shared.Reference);
        MustBeTidy();
    }

    /// <summary>No file of a worker that came too late is left under a name that counts.</summary>
    private void MustBeTidy()
    {
        foreach (var level in new[] { "image", "cell" })
        {
            var counted = files.Shards(level).Order(StringComparer.Ordinal);
            var there = Directory.EnumerateFiles(files.File($"features/{level}"), "*.parquet").Order(StringComparer.Ordinal);
            Assert.Equal(counted, there);
        }
    }

    /// <summary>A count that the environment may raise.</summary>
    public static IEnumerable<int> Count(string variable, int usual) =>
        Enumerable.Range(0, int.Parse(Environment.GetEnvironmentVariable(variable) ?? $"{usual}", CultureInfo.InvariantCulture));

    [GeneratedRegex(@"--seed (?<seed>\S+)")]
    private static partial Regex SeedOption();
}
