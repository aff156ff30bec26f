namespace Hpa.Host.Server.Api;

/// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: the queue answers and the data folder can be written.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>Adds the endpoints.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => Results.Text("alive")).WithTags("Health").WithSummary("The process answers");
        routes.MapGet("/readyz", ReadyAsync).WithTags("Health").WithSummary("The queue answers and the data folder can be written").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task ReadyAsync(HttpContext context, RunQueue queue, DataFolder data)
    {
        if (await FaultAsync(queue, data) is { } fault) await Problem.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, fault);
        else await context.Response.WriteAsync("ready");
    }

    private static async Task<string?> FaultAsync(RunQueue queue, DataFolder data)
    {
        try
        {
            await queue.ListAsync().WaitAsync(s_patience);
            data.TryWrite();
            return null;
        }
        catch (Exception e) when (e is TimeoutException or Akka.Actor.AskTimeoutException)
        {
            return "the queue does not answer";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"the data folder cannot be written: {e.Message}";
        }
    }
}
