using System.Diagnostics;
using System.Globalization;
using Hpa.Actors.Backbones;
using Hpa.Actors.Runs;
using Hpa.Contracts.Backbones;
using Hpa.Contracts.Runs;
using Hpa.Host.Nodes;

namespace Hpa.Host.Benchmarks;

/// <summary>
/// <c>hpa bench extract</c>: images per second of the whole extraction (decoding, combinations, batches, actors, Parquet) over
/// a bare loop that calls the same sessions on ready tensors. The loop runs before and after, so that a machine that
/// slows down meanwhile does not decide.
/// </summary>
internal static class ExtractBenchmark
{
    /// <summary>Pictures that are drawn; more images are the same ones under other names.</summary>
    private const int Drawn = 300;

    /// <summary>Draws fields, measures, prints.</summary>
    /// <param name="images">Fields to extract.</param>
    /// <param name="size">Their side, pixels.</param>
    /// <param name="overrides">Settings as for <c>hpa run --set</c>.</param>
    /// <param name="stop">The user's wish to stop.</param>
    public static async Task RunAsync(int images, int size, IReadOnlyList<string> overrides, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("hpa-bench-").FullName;
        try
        {
            var data = Path.Combine(folder, "data");
            await ManyFields.DrawAsync(data, images, Drawn, size, stop);
            var settings = SettingsFile.Load(HostFiles.Home, null, [$"hpa.datasets.path={data}", .. overrides]);
            var plan = RunPlan.Begin(settings, new RunFolder(Path.Combine(folder, "run")));
            var loop = TimeSpan.FromSeconds(Math.Clamp(images / 20.0, 5, 30));

            var before = Loop(plan, folder, loop, stop);
            var measured = new MeasuredProgress();
            await NodeSession.AskAsync<RunFinished>(plan.Folder, node => RunActor.Props(plan, node.Regions), new BeginRun(Stage.Extract, false), stop, measured);
            var after = Loop(plan, folder, loop, stop);
            Print(images, before, measured, after);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Images per second of the sessions alone.</summary>
    private static double Loop(RunPlan plan, string folder, TimeSpan time, CancellationToken stop)
    {
        var backbones = plan.Settings.Backbones;
        using var networks = Networks.Open(backbones, plan.Settings.Seed, Path.Combine(folder, "networks"), (_, _) => { });
        var count = plan.Settings.Images.Combinations.Count;
        var inputs = networks.Sessions.Select(s => s.Spec.InputSize).Distinct()
            .ToDictionary(size => size, size => new RunInputs([.. Enumerable.Repeat(KnownAnswer.Input(size), count).SelectMany(x => x)], count));
        foreach (var session in networks.Sessions) session.Run([inputs[session.Spec.InputSize]]);
        // Each turn is one network's share of an image, as a lane of the device gets it.
        var (times, seconds) = Lanes.Repeat(networks.Lanes, time, turn =>
        {
            var session = networks.Sessions[turn % networks.Sessions.Count];
            session.Run([inputs[session.Spec.InputSize]]);
        }, stop);
        return times / (double)networks.Sessions.Count / seconds;
    }

    private static void Print(int images, double before, MeasuredProgress measured, double after)
    {
        var (pipeline, bare) = (images / measured.Seconds, (before + after) / 2);
        Say($"bare loop  {before:0.00} images/s before, {after:0.00} after");
        Say($"pipeline   {pipeline:0.00} images/s ({images} images in {measured.Seconds:0.0} s, from the first decoding to the last shard on the disk)");
        Say($"ratio      {pipeline / bare:0.000}");
        if (images <= MeasuredProgress.Early) return;
        var growth = measured.MemoryLate / (double)measured.MemoryEarly - 1;
        Say($"memory     {measured.MemoryEarly / 1e6:0} MB after image {MeasuredProgress.Early}, {measured.MemoryLate / 1e6:0} MB before image {images} ({growth:+0.0 %;-0.0 %;0.0 %}), {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB at most with the loops");
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
