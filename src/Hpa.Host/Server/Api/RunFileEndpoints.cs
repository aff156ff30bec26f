using Hpa.Actors.Runs;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Server;
using Microsoft.AspNetCore.StaticFiles;

namespace Hpa.Host.Server.Api;

/// <summary><c>/api/v1/runs/{id}/…</c>: what a run has written.</summary>
internal static class RunFileEndpoints
{
    private static readonly FileExtensionContentTypeProvider s_types = new(new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [".html"] = "text/html; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".json"] = "application/json",
        [".csv"] = "text/csv; charset=utf-8",
        [".conf"] = "text/plain; charset=utf-8",
        [".log"] = "text/plain; charset=utf-8",
    });

    /// <summary>Adds the endpoints.</summary>
    public static void MapRunFiles(this IEndpointRouteBuilder runs)
    {
        runs.MapGet("/{id}/quarantine", async (string id, RunQueue queue, DataFolder data) => Quarantine(data.Run((await queue.GetAsync(id)).Id)))
            .WithSummary("Images that were set aside, and why");
        runs.MapGet("/{id}/results", async (string id, RunQueue queue, DataFolder data) => Results(data.Run((await queue.GetAsync(id)).Id)))
            .WithSummary("All results: report/metrics.json").Produces<object>();
        runs.MapGet("/{id}/files", async (string id, RunQueue queue, DataFolder data) => new PublishedFiles(data.Run((await queue.GetAsync(id)).Id)).All())
            .WithSummary("Files that can be had");
        runs.MapGet("/{id}/files/{**name}", FileAsync).WithSummary("A file: report/…, selection/…, run.conf, split.csv, quarantine.csv, hpa.log").Produces<string>(contentType: "application/octet-stream");
    }

    private static IReadOnlyList<QuarantineView> Quarantine(RunFolder run) => File.Exists(run.Quarantine) ? [.. QuarantineFile.Read(run.Quarantine).Select(QuarantineView.Of)] : [];

    private static IResult Results(RunFolder run) => File.Exists(run.Metrics)
        ? TypedResults.PhysicalFile(run.Metrics, "application/json")
        : throw new RefusedException(RefusalKind.NotFound, "the run has no results yet: they come when it is evaluated");

    private static async Task<IResult> FileAsync(string id, string name, RunQueue queue, DataFolder data, HttpContext context)
    {
        var file = new PublishedFiles(data.Run((await queue.GetAsync(id)).Id)).Find(name);
        // A page of a run shows words from its data: it may not act in the name of whoever looks at it.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; font-src data:; sandbox";
        return TypedResults.PhysicalFile(file, s_types.TryGetContentType(file, out var type) ? type : "application/octet-stream", enableRangeProcessing: true);
    }
}

/// <summary>An image that was set aside.</summary>
internal sealed record QuarantineView(string Id, string Stage, string Path, string Reason, int Attempts)
{
    /// <summary>The view of an entry.</summary>
    public static QuarantineView Of(QuarantineEntry entry) => new(entry.Id.Value, entry.Stage, entry.Path, entry.Reason, entry.Attempts);
}
