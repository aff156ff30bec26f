using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Hpa.Host.Server.Api;

/// <summary>Problem documents (RFC 9457): how every error is told.</summary>
internal static class Problem
{
    private const string Type = "application/problem+json";

    /// <summary>Writes one, whatever the client says it accepts.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The status of the answer.</param>
    /// <param name="detail">One line: what is wrong and what to do.</param>
    /// <param name="key">The field or key at fault, or null.</param>
    public static Task WriteAsync(HttpContext context, int status, string detail, string? key = null)
    {
        context.Response.StatusCode = status;
        var problem = new ProblemDetails { Status = status, Title = ReasonPhrases.GetReasonPhrase(status), Detail = detail };
        if (key is not null) problem.Extensions["key"] = key;
        return context.Response.WriteAsJsonAsync(problem, RunNews.Json, Type);
    }

    /// <summary>Gives an answer that has none a body.</summary>
    public static Task WriteForStatusAsync(HttpContext context)
    {
        var status = context.Response.StatusCode;
        return WriteAsync(context, status, status switch
        {
            StatusCodes.Status404NotFound => $"there is nothing at {context.Request.Path}; /openapi/v1.json lists what there is",
            StatusCodes.Status405MethodNotAllowed => $"{context.Request.Method} is not possible there",
            StatusCodes.Status415UnsupportedMediaType => "that content type is not possible there: send application/json",
            _ => ReasonPhrases.GetReasonPhrase(status),
        });
    }
}
