using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Hpa.Contracts;

namespace Hpa.Host.Benchmarks;

/// <summary>
/// <c>hpa bench nodes</c>: one run, extracted by a node on one core, then by two nodes on a core each, then, the second killed, by the first
/// alone again. The rates of the first and the last part bracket a machine that slows down.
/// </summary>
internal static partial class NodesBenchmark
{
    private const int BatchSize = 8;
    private const int Drawn = 60;

    private static readonly string[] s_settings =
    [
        "hpa.datasets.name=nodes", "hpa.backbones.weights=random", "hpa.backbones.use=[squeezenet1_1,mobilenet_v2,resnet18]", "hpa.cells.regions=[]",
        string.Create(CultureInfo.InvariantCulture, $"hpa.images.batch-size={BatchSize}"),
    ];

    /// <summary>Draws fields, measures, prints.</summary>
    /// <param name="images">Fields to extract.</param>
    /// <param name="overrides">Settings as for <c>hpa run --set</c>.</param>
    /// <param name="stop">The user's wish to stop.</param>
    public static async Task RunAsync(int images, IReadOnlyList<string> overrides, CancellationToken stop)
    {
        if (Environment.ProcessorCount < 2) throw new InputException("two nodes on a core each take two cores; this process has one");
        var folder = Directory.CreateTempSubdirectory("hpa-bench-").FullName;
        try
        {
            var data = Path.Combine(folder, "data");
            await ManyFields.DrawAsync(data, images, Drawn, 512, stop);
            await MeasureAsync(folder, data, images, overrides, stop);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(string folder, string data, int images, IReadOnlyList<string> overrides, CancellationToken stop)
    {
        var config = Path.Combine(folder, "nodes.conf");
        await File.WriteAllTextAsync(config, "", stop);
        var run = Path.Combine(folder, "run");
        string[] set = [.. new[] { $"hpa.datasets.path={data}" }.Concat(s_settings).Concat(overrides).SelectMany(value => new[] { "--set", value })];
        using var home = HpaChild.Start(0, ["run", config, "--out", run, "--until", "extract", "--listen", "127.0.0.1", .. set]);
        var shards = new ShardClock(Path.Combine(run, "features", "image"), BatchSize);
        // A first batch pays for what is loaded once.
        await home.UntilAsync(() => shards.Count >= 1, stop);

        var alone = new Part(home);
        await home.UntilAsync(() => shards.Count * BatchSize >= images / 4, stop);
        var before = alone.End(shards);

        var started = Stopwatch.GetTimestamp();
        using var guest = HpaChild.Start(1, "node", "--seed", Seed(home), "--role", "extract", "--work", folder);
        await guest.UntilAsync(() => guest.Find("extracted here") is not null, stop);
        var joined = Stopwatch.GetElapsedTime(started);
        var settled = shards.Count + 4;
        await home.UntilAsync(() => shards.Count >= settled, stop);
        var both = new Part(home, guest);
        await home.UntilAsync(() => shards.Count * BatchSize >= images * 3 / 4, stop);
        var two = both.End(shards);
        guest.Kill();

        await home.UntilAsync(() => home.Find("done again") is not null, stop);
        var again = new Part(home);
        await home.UntilAsync(() => shards.Count * BatchSize >= images - BatchSize, stop);
        var after = again.End(shards);
        await home.EndAsync(stop);
        Print(images, before, two, after, joined, home.Find("done again")!);
    }

    private static string Seed(HpaChild home) => SeedInLine().Match(home.Find("--seed") ?? "").Groups[1].Value;

    private static void Print(int images, Measured before, Measured two, Measured after, TimeSpan joined, string lost)
    {
        var one = (before.Rate + after.Rate) / 2;
        Say($"{images} fields of 512 pixels in batches of {BatchSize}, a node has one core");
        Say($"one node      {before.Rate:0.00} images/s before, {after.Rate:0.00} after; {before.PerImage:0} and {after.PerImage:0} ms of processor time per image");
        Say($"two nodes     {two.Rate:0.00} images/s; {two.PerImage:0} ms of processor time per image");
        Say($"ratio         {two.Rate / one:0.000}");
        Say($"joining       {joined.TotalSeconds:0.0} s from its start to its first image");
        var batches = int.Parse(LostInLine().Match(lost).Groups[1].Value, CultureInfo.InvariantCulture);
        Say($"kill -9       {batches} batches of the lost node, at most {batches * BatchSize} images, were done again");
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex(@"--seed (\S+)")]
    private static partial Regex SeedInLine();

    [GeneratedRegex(@"(\d+) of its batches")]
    private static partial Regex LostInLine();

    private sealed record Measured(double Rate, double PerImage);

    /// <summary>A part of the run. Processes are asked for their processor time at its begin and end.</summary>
    private sealed class Part(params HpaChild[] nodes)
    {
        private readonly long _began = TimeProvider.System.GetUtcNow().Ticks;
        private readonly TimeSpan[] _before = [.. nodes.Select(node => node.ProcessorTime)];

        public Measured End(ShardClock shards)
        {
            var ended = TimeProvider.System.GetUtcNow().Ticks;
            var (images, seconds) = shards.Between(_began, ended);
            var processor = nodes.Zip(_before, (node, before) => (node.ProcessorTime - before).TotalMilliseconds).Sum();
            var inPart = images / seconds * TimeSpan.FromTicks(ended - _began).TotalSeconds;
            return new Measured(images / seconds, processor / inPart);
        }
    }
}
