namespace Hpa.Host.Server.Pages;

/// <summary>The web pages of the server.</summary>
internal static class PageMapping
{
    /// <summary>Adds what pages need.</summary>
    public static void AddPages(this IServiceCollection services) => services.AddRazorComponents().AddInteractiveServerComponents();

    /// <summary>Adds the pages.</summary>
    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
