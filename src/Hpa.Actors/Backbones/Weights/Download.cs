using System.Net;
using Hpa.Contracts;

namespace Hpa.Actors.Backbones.Weights;

/// <summary>Fills a part from a server, going on after faults that pass.</summary>
internal sealed class Download(WeightsSource source, string path, PartFile part, HttpClient client, PullLimits limits, IProgress<PullProgress> progress)
{
    private const int BufferBytes = 128 * 1024;

    private readonly ServerConversation _server = new(source, client, limits.Stall);
    private long? _total;

    /// <summary>Whether bytes of different answers were put together, perhaps over a crash that lost some.</summary>
    public bool Joined { get; private set; }

    /// <summary>Whether the last answer called itself a page.</summary>
    public bool Page { get; private set; }

    /// <summary>Returns when the server has sent everything; whether it is the right thing is not known yet.</summary>
    /// <exception cref="InputException">It has not; what came stays in the part.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        // Stopped after the last byte and before the file got its name: there is nothing to ask for.
        if (part.Origin is { } origin && origin.Address == source.Address && origin.Length == part.Length)
        {
            Joined = true;
            return;
        }
        var farthest = part.Length;
        var failures = 0;
        while (true)
        {
            try
            {
                await TryAsync(stop).ConfigureAwait(false);
                return;
            }
            catch (PassingFaultException fault)
            {
                failures = part.Length > farthest ? 1 : failures + 1;
                farthest = Math.Max(farthest, part.Length);
                if (failures >= limits.Attempts) throw GivenUp(fault);
                var wait = limits.Wait(failures, fault.Wait);
                Report(FormattableString.Invariant($"trying again in {wait.TotalSeconds:0.#} s: {fault.Message}"));
                await Task.Delay(wait, limits.Clock, stop).ConfigureAwait(false);
            }
        }
    }

    private async Task TryAsync(CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(limits.Stall, limits.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        using var reply = await _server.AskAsync(part, either.Token, stop).ConfigureAwait(false);
        if (!Begin(reply)) return;
        if (_total is { } size) PartFile.CheckRoom(path, size - part.Length);
        using var body = await reply.Content.ReadAsStreamAsync(stop).ConfigureAwait(false);
        var buffer = new byte[BufferBytes];
        while (await _server.ReadAsync(body, buffer, either.Token, stop).ConfigureAwait(false) is var read and > 0)
        {
            await part.AppendAsync(buffer.AsMemory(0, read), stop).ConfigureAwait(false);
            Report("downloading");
            patience.CancelAfter(limits.Stall);
        }
        if (_total is { } total && part.Length != total) throw Unexpected(FormattableString.Invariant($"{part.Length} bytes came of {total}"), restart: part.Length > total);
    }

    /// <summary>Makes the part fit the answer.</summary>
    /// <returns>Whether a body is to be read; false when everything is there already.</returns>
    private bool Begin(HttpResponseMessage reply)
    {
        var range = reply.Content.Headers.ContentRange;
        if (reply.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            return range?.Length == part.Length && part.Length > 0 ? false : throw Unexpected("the server has no such rest of the file", restart: true);
        Page = reply.Content.Headers.ContentType?.MediaType is "text/html" or "application/xhtml+xml";
        if (reply.StatusCode == HttpStatusCode.PartialContent)
        {
            if (range is not { Unit: "bytes" } || range.From != part.Length || part.Length == 0) throw Unexpected("the server sent another part of the file than asked for", restart: true);
            _total = range.Length;
            Joined = true;
        }
        else
        {
            // A login page of the network must not cost what a long download has brought.
            if (Page && part.Length > 0)
                throw new InputException($"{source.Name}: {reply.RequestMessage?.RequestUri} sent a page instead of the file; open it in a browser to see what the network wants, then run the same command again, or remove {path}{PartFile.Endings[0]} to begin again");
            part.Restart(PartOrigin.Of(source.Address, reply));
            _total = reply.Content.Headers.ContentLength;
        }
        return true;
    }

    private PassingFaultException Unexpected(string what, bool restart)
    {
        if (restart) part.Restart(null);
        return new PassingFaultException(what);
    }

    private InputException GivenUp(PassingFaultException fault) => new(FormattableString.Invariant(
        $"{source.Name}: {source.Address} failed {limits.Attempts} times, at last because {fault.Message}; {part.Length / 1e6:0.0} MB are kept, run the same command again to go on from there, or set hpa.backbones.mirror"), fault);

    private void Report(string detail) => progress.Report(new PullProgress(source.Name, part.Length, _total, detail));
}
