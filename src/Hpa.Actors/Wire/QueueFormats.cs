using Hpa.Contracts.Server;

namespace Hpa.Actors.Wire;

/// <summary>Events of a server's queue.</summary>
internal static class QueueFormats
{
    public static IReadOnlyList<WireFormat> All { get; } =
    [
        WireFormat.Of("server.run-submitted.v1", Proto.RunSubmitted.Parser,
            (RunSubmitted e) => new Proto.RunSubmitted { Id = e.Id, Name = e.Name, Images = e.Images, Settings = e.Settings, Key = e.Key, At = From(e.At) },
            p => new RunSubmitted(p.Id, p.Name, p.Images, p.Settings, p.Key, To(p.At))),
        Change("server.run-begun.v1", (id, at) => new RunBegun(id, at)),
        Change("server.run-paused.v1", (id, at) => new RunPaused(id, at)),
        Change("server.run-resumed.v1", (id, at) => new RunResumed(id, at)),
        Change("server.run-canceled.v1", (id, at) => new RunCanceled(id, at)),
        Change("server.run-completed.v1", (id, at) => new RunCompleted(id, at)),
        WireFormat.Of("server.run-broken.v1", Proto.RunBroken.Parser,
            (RunBroken e) => new Proto.RunBroken { Id = e.Id, Reason = e.Reason, At = From(e.At) },
            p => new RunBroken(p.Id, p.Reason, To(p.At))),
        Change("server.run-retried.v1", (id, at) => new RunRetried(id, at)),
    ];

    private static WireFormat Change<T>(string manifest, Func<string, DateTimeOffset, T> make)
        where T : class, IQueueEvent =>
        WireFormat.Of(manifest, Proto.RunChange.Parser, (T e) => new Proto.RunChange { Id = e.Id, At = From(e.At) }, p => make(p.Id, To(p.At)));

    private static long From(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    private static DateTimeOffset To(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at);
}
