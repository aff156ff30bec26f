using System.Text.Json;
using Hpa.Contracts;
using Hpa.Contracts.Server;
using Microsoft.AspNetCore.Diagnostics;

namespace Hpa.Host.Server.Api;

/// <summary>Turns what went wrong into a problem document: what the client has to mend, or that the server has to be looked after.</summary>
internal sealed class RefusalHandler : IExceptionHandler
{
    /// <inheritdoc />
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        var (status, detail, key) = exception switch
        {
            RefusedException refused => (Status(refused.Kind), refused.Message, refused.Key),
            BadHttpRequestException { InnerException: JsonException json } => (StatusCodes.Status400BadRequest, $"the body is not the JSON that is wanted here: {json.Message}", json.Path),
            BadHttpRequestException bad => (bad.StatusCode, bad.Message, null),
            InputException input => (StatusCodes.Status500InternalServerError, input.Message, null),
            _ => (StatusCodes.Status500InternalServerError, "the server could not do that; server.log in its data folder says more", null),
        };
        await Problem.WriteAsync(context, status, detail.ReplaceLineEndings(" "), key);
        return true;
    }

    private static int Status(RefusalKind kind) => kind switch
    {
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        RefusalKind.WrongType => StatusCodes.Status415UnsupportedMediaType,
        RefusalKind.TooMany => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
