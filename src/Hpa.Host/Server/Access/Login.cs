namespace Hpa.Host.Server.Access;

/// <summary>
/// Takes the token that a browser's login form sends (<c>POST /login</c>, fields <c>token</c> and <c>to</c>) and gives a cookie for it. The
/// form itself is a page.
/// </summary>
internal static class Login
{
    private const int MostCharacters = 4096;

    /// <summary>Adds the endpoints.</summary>
    public static void MapLogin(this IEndpointRouteBuilder routes)
    {
        // The page at the same address would take forms as well.
        routes.MapPost(AccessRules.LoginPage, LogInAsync).WithOrder(-1).DisableAntiforgery().ExcludeFromDescription();
        routes.MapPost("/logout", (HttpContext context) =>
        {
            context.Response.Cookies.Delete(AccessRules.Cookie);
            return TypedResults.Redirect(AccessRules.LoginPage);
        }).DisableAntiforgery().ExcludeFromDescription();
    }

    private static async Task LogInAsync(HttpContext context, AccessToken token, FailedLogins failures)
    {
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        if (failures.MustWait(address))
        {
            await AccessRules.TooManyAsync(context);
            return;
        }

        var form = context.Request.HasFormContentType && context.Request.ContentLength is null or <= MostCharacters ? await context.Request.ReadFormAsync() : null;
        var to = form?["to"].ToString() ?? "";
        // Two slashes, or one and a backslash, would lead to another site.
        if (!to.StartsWith('/') || to is ['/', '/' or '\\', ..] || to.Any(char.IsControl)) to = "/";
        if (form is null || !token.Is(form["token"].ToString()))
        {
            if (token.IsNeeded) failures.Add(address);
            context.Response.Redirect($"{AccessRules.LoginPage}?wrong=1&to={Uri.EscapeDataString(to)}");
            return;
        }

        var (value, until) = token.NewCookie();
        context.Response.Cookies.Append(AccessRules.Cookie, value, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            Expires = until,
            IsEssential = true,
        });
        context.Response.Redirect(to);
    }
}
