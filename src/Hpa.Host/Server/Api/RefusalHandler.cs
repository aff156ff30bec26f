using Hpa.Contracts;
using Hpa.Contracts.Server;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Hpa.Host.Server.Api;

/// <summary>Turns what went wrong into a problem document (RFC 9457): what the client has to mend, or that the server has to be looked after.</summary>
internal sealed class RefusalHandler(IProblemDetailsService problems) : IExceptionHandler
{
    /// <inheritdoc />
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        var (status, detail, key) = exception switch
        {
            RefusedException refused => (Status(refused.Kind), refused.Message, refused.Key),
            BadHttpRequestException bad => (bad.StatusCode, bad.Message, null),
            InputException input => (StatusCodes.Status500InternalServerError, input.Message, null),
            _ => (StatusCodes.Status500InternalServerError, "the server could not do that; server.log in its data folder says more", null),
        };
        context.Response.StatusCode = status;
        var problem = new ProblemDetails { Status = status, Detail = detail };
        if (key is not null) problem.Extensions["key"] = key;
        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem, Exception = exception });
    }

    private static int Status(RefusalKind kind) => kind switch
    {
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
