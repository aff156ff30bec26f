namespace Hpa.Host.Server.Api;

/// <summary><c>/api/v1/runs</c>: list, submit, show, pause, resume, cancel, retry.</summary>
internal static class RunEndpoints
{
    /// <summary>The header by which a client repeats a submission safely.</summary>
    private const string IdempotencyKey = "Idempotency-Key";

    /// <summary>Adds the endpoints.</summary>
    public static void MapRuns(this IEndpointRouteBuilder routes)
    {
        var runs = routes.MapGroup("/runs").WithTags("Runs");
        runs.MapGet("", async (RunQueue queue) => (await queue.ListAsync()).Select(RunView.Of)).WithSummary("All runs in the order in which they came");
        runs.MapPost("", SubmitAsync).WithSummary("Put a run at the end of the queue");
        runs.MapGet("/{id}", ShowAsync).WithSummary("A run and how far it is");
        runs.MapPost("/{id}/pause", async (string id, RunQueue queue) => RunView.Of(await queue.PauseAsync(id))).WithSummary("Stop a run until it is resumed");
        runs.MapPost("/{id}/resume", async (string id, RunQueue queue) => RunView.Of(await queue.ResumeAsync(id))).WithSummary("Let a paused run go on");
        runs.MapPost("/{id}/cancel", async (string id, RunQueue queue) => RunView.Of(await queue.CancelAsync(id))).WithSummary("Call a run off; its folder stays");
        runs.MapPost("/{id}/retry", async (string id, RunQueue queue) => RunView.Of(await queue.RetryAsync(id))).WithSummary("Put a run that is over at the end of the queue again");
    }

    private static async Task<IResult> SubmitAsync(Submission submission, RunQueue queue, HttpRequest request)
    {
        var run = await queue.SubmitAsync(submission, request.Headers[IdempotencyKey].ToString());
        return TypedResults.Created($"/api/v1/runs/{run.Id}", RunView.Of(run));
    }

    private static async Task<IResult> ShowAsync(string id, RunQueue queue, RunFeed feed) => await queue.FindAsync(id) is { } run
        ? TypedResults.Ok(new { Run = RunView.Of(run), run.Settings, Progress = feed.Latest(id) })
        : throw new RefusedException(Hpa.Contracts.Server.RefusalKind.NotFound, $"there is no run '{id}'");
}
