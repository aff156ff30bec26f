using Hpa.Contracts.Server;
using Microsoft.AspNetCore.Mvc;

namespace Hpa.Host.Server.Api;

/// <summary><c>/api/v1/runs</c>: list, submit, show, watch, pause, resume, cancel, retry.</summary>
internal static class RunEndpoints
{
    private const int LongestKey = 200;

    /// <summary>Adds the endpoints.</summary>
    public static void MapRuns(this IEndpointRouteBuilder routes)
    {
        var runs = routes.MapGroup("/runs").WithTags("Runs").ProducesProblem(StatusCodes.Status404NotFound);
        runs.MapGet("", async (RunQueue queue) => (await queue.ListAsync()).Select(RunView.Of).ToArray()).WithSummary("All runs in the order in which they came");
        runs.MapPost("", SubmitAsync).WithSummary("Put a run at the end of the queue")
            .Produces<RunView>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        runs.MapGet("/{id}", async (string id, RunQueue queue, RunFeed feed) => RunState.Of(await queue.GetAsync(id), feed.Latest(id))).WithSummary("A run and how far it is");
        runs.MapGet("/{id}/settings", async (string id, RunQueue queue) => Results.Text((await queue.GetAsync(id)).Settings)).WithSummary("The settings as submitted, HOCON").Produces<string>(contentType: "text/plain");
        runs.MapGet("/{id}/events", EventsAsync).WithSummary("All that is known of a run, then news of it, as server-sent events: state, run, step, generation, alive")
            .Produces<string>(contentType: "text/event-stream");
        Act(runs, "pause", "Stop a run until it is resumed", (queue, id) => queue.PauseAsync(id));
        Act(runs, "resume", "Let a paused run go on", (queue, id) => queue.ResumeAsync(id));
        Act(runs, "cancel", "Call a run off; its folder stays", (queue, id) => queue.CancelAsync(id));
        Act(runs, "retry", "Put a run that is over at the end of the queue again", (queue, id) => queue.RetryAsync(id));
        runs.MapRunFiles();
    }

    private static void Act(IEndpointRouteBuilder runs, string verb, string summary, Func<RunQueue, string, Task<QueuedRun>> act) =>
        runs.MapPost($"/{{id}}/{verb}", async (string id, RunQueue queue) => RunView.Of(await act(queue, id)))
            .WithSummary(summary).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> SubmitAsync(Submission submission, RunQueue queue, [FromHeader(Name = "Idempotency-Key")] string? key)
    {
        if (key is { Length: > LongestKey }) throw new RefusedException(RefusalKind.Invalid, $"an idempotency key has at most {LongestKey} characters") { Key = "Idempotency-Key" };
        var run = await queue.SubmitAsync(submission, key ?? "");
        return TypedResults.Created($"/api/v1/runs/{run.Id}", RunView.Of(run));
    }

    private static async Task<IResult> EventsAsync(string id, RunQueue queue, RunFeed feed, IHostApplicationLifetime server, HttpContext context)
    {
        // Before the answer has begun, so that a wrong id gets a problem document.
        await queue.GetAsync(id);
        var left = CancellationTokenSource.CreateLinkedTokenSource(server.ApplicationStopping, context.RequestAborted);
        context.Response.RegisterForDispose(left);
        return TypedResults.ServerSentEvents(new RunWatch(queue.GetAsync, feed).EventsAsync(id, left.Token));
    }
}
