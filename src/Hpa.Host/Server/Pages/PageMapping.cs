using Hpa.Host.Server.Views;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;
using MudBlazor.Services;

namespace Hpa.Host.Server.Pages;

/// <summary>The web pages of the server.</summary>
internal static class PageMapping
{
    /// <summary>Pages that lost their connection are kept so long; each takes some megabytes.</summary>
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(1);

    /// <summary>Adds what pages need.</summary>
    /// <param name="services">The server's services.</param>
    /// <param name="data">The server's folder, which keeps the keys that pages are signed with.</param>
    public static void AddPages(this IServiceCollection services, DataFolder data)
    {
        services.AddHttpContextAccessor();
        services.AddDataProtection().SetApplicationName("hpa").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(data.Path, ".keys")));
        services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
        {
            circuits.DisconnectedCircuitRetentionPeriod = Keep;
            circuits.DisconnectedCircuitMaxRetained = 20;
        });
        services.AddMudServices();
        services.AddSingleton<RunArchive>().AddSingleton<MachineLoad>().AddSingleton<PageTime>().AddSingleton<FieldPictureCache>();
    }

    /// <summary>Adds the pages.</summary>
    public static void MapPages(this WebApplication app)
    {
        app.Use(ShowNotFound);
        app.MapPageAssets();
        app.MapPictures();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }

    /// <summary>Whether a request is for an address that has nothing.</summary>
    public static bool HasNothing(HttpContext http) => http.Items.ContainsKey(typeof(NotFoundPage));

    /// <summary>People get a page where scripts get a problem document.</summary>
    private static Task ShowNotFound(HttpContext http, RequestDelegate next)
    {
        var request = http.Request;
        if (http.GetEndpoint() is not null || !HttpMethods.IsGet(request.Method) || request.Path.StartsWithSegments("/api") || !request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
            return next(http);
        http.Items[typeof(NotFoundPage)] = true;
        return new RazorComponentResult<App> { StatusCode = StatusCodes.Status404NotFound }.ExecuteAsync(http);
    }
}
