using Hpa.Contracts.Server;
using Hpa.Host.Server.Api;

namespace Hpa.Host.Server.Access;

/// <summary>
/// Who may ask: requests under the server's own names, from its own pages or from scripts, and with the token where one is needed.
/// Everything else ends here, with a problem document.
/// </summary>
internal sealed class AccessRules(RequestDelegate next, ServerSettings settings, AccessToken token, FailedLogins failures)
{
    /// <summary>The cookie of a browser that has logged in.</summary>
    public const string Cookie = "hpa-session";

    /// <summary>The page on which a browser logs in.</summary>
    public const string LoginPage = "/login";

    private const string Bearer = "Bearer ";

    /// <summary>What the login page itself needs, and what watches over the server.</summary>
    private static readonly PathString[] s_open = [LoginPage, "/healthz", "/readyz", "/_framework", "/_content", "/styles", "/favicon.ico"];

    /// <summary>Passes the request on, or refuses it.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        // At the last moment: an answer that becomes an error loses the headers it had.
        context.Response.OnStarting(() =>
        {
            AddHeaders(context.Response.Headers);
            return Task.CompletedTask;
        });
        var request = context.Request;
        if (!ListenAddresses.IsOwn(request.Host, settings))
            await Problem.WriteAsync(context, StatusCodes.Status421MisdirectedRequest, $"this server is not called '{request.Host.Host}': add the name to hpa.server.host-names if it is to be");
        else if (!IsFromHere(request))
            await Problem.WriteAsync(context, StatusCodes.Status403Forbidden, "a page of another site may not do that");
        else if (!token.IsNeeded || s_open.Any(path => request.Path.StartsWithSegments(path)) || await HasTokenAsync(context))
            await next(context);
    }

    /// <summary>A browser tells from which site a request comes whenever it could do harm; scripts tell nothing.</summary>
    private static bool IsFromHere(HttpRequest request)
    {
        var harmless = (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)) && !request.Headers.ContainsKey("Upgrade");
        var origin = request.Headers.Origin.ToString();
        // Whatever is in front of the server may speak https where the server does not, so only names are compared.
        return harmless || origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var site) && site.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    private async Task<bool> HasTokenAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Cookies[Cookie] is { } cookie && token.IsCookie(cookie)) return true;
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            if (HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal) && !request.Path.StartsWithSegments("/api"))
            {
                context.Response.Redirect($"{LoginPage}?to={Uri.EscapeDataString(request.Path + request.QueryString)}");
                return false;
            }

            await RefuseAsync(context, "this server needs its token: send the header Authorization: Bearer TOKEN");
            return false;
        }

        if (failures.MustWait(address))
        {
            await TooManyAsync(context);
            return false;
        }

        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && token.Is(header[Bearer.Length..].Trim())) return true;
        failures.Add(address);
        await RefuseAsync(context, "that is not the server's token");
        return false;
    }

    private static Task RefuseAsync(HttpContext context, string reason)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Problem.WriteAsync(context, StatusCodes.Status401Unauthorized, reason);
    }

    /// <summary>Too many wrong tokens came from there.</summary>
    public static Task TooManyAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = ((int)FailedLogins.Wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Problem.WriteAsync(context, StatusCodes.Status429TooManyRequests, "too many wrong tokens: wait a minute");
    }

    private static void AddHeaders(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        // Everything comes from this server; the component library writes styles of its own into the page.
        headers.TryAdd("Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'");
    }
}
