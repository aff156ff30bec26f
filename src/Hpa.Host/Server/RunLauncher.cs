using Hpa.Actors.Runs;
using Hpa.Actors.Server;
using Hpa.Contracts;
using Hpa.Contracts.Server;
using Hpa.Host.Progress;

namespace Hpa.Host.Server;

/// <summary>Has each run worked on by a process <c>hpa run</c>, which continues where an earlier one was.</summary>
internal sealed class RunLauncher(DataFolder data, RunFeed feed, ProcessLoads loads, ServerSettings settings) : IRunLauncher
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    /// <inheritdoc />
    public async Task<RunEnd> RunAsync(QueuedRun run, CancellationToken stop)
    {
        var folder = data.Run(run.Id);
        feed.Begin(run.Id);
        try
        {
            await WaitUntilFreeAsync(folder, stop);
            stop.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException)
        {
            return new RunEnd(false, "stopped");
        }

        var file = Path.Combine(folder.Path, "submitted.conf");
        DurableFile.WriteText(file, run.Settings);
        var child = new ChildProcess(settings.Niceness, settings.StopWithin);
        var end = await child.RunAsync(["run", file, "--out", folder.Path], line => Tell(run.Id, line), stop, process => loads.Watch(run.Id, process));
        return end.Code == 0 ? new RunEnd(true, "") : new RunEnd(false, end.Reason);
    }

    /// <summary>The process of a server that was killed may still be leaving.</summary>
    private static async Task WaitUntilFreeAsync(RunFolder folder, CancellationToken stop)
    {
        for (var waits = 0; ; waits++)
        {
            try
            {
                folder.Lock().Dispose();
                return;
            }
            catch (InputException e) when (e is not StorageException && waits * LookEvery < TimeSpan.FromMinutes(2))
            {
                await Task.Delay(LookEvery, stop);
            }
        }
    }

    private void Tell(string id, string line)
    {
        if (JsonProgress.Parse(line) is { } news) feed.Tell(id, news);
    }
}
