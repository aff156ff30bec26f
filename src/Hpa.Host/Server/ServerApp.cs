using System.Text.Json;
using System.Text.Json.Serialization;
using Hpa.Contracts.Server;
using Hpa.Host.Server.Api;
using Hpa.Host.Server.Pages;

namespace Hpa.Host.Server;

/// <summary>Puts the web server together.</summary>
internal static class ServerApp
{
    private static readonly TimeSpan LeaveWithin = TimeSpan.FromSeconds(3);

    /// <summary>The web server, not yet started.</summary>
    public static WebApplication Build(ServerSettings settings, DataFolder data, RunFeed feed, ServerNode node, ILoggerFactory logs)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            // Nothing that stands in the folder from which the server is started has a say.
            ContentRootPath = HostFiles.Home,
            ApplicationName = "hpa",
            EnvironmentName = Environments.Production,
        });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls([.. settings.Urls]);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddSingleton(logs);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LeaveWithin);
        AddServices(builder.Services, settings, data, feed, node);
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseAntiforgery();
        app.MapGroup("/api/v1").MapRuns();
        app.MapPages();
        return app;
    }

    private static void AddServices(IServiceCollection services, ServerSettings settings, DataFolder data, RunFeed feed, ServerNode node)
    {
        services.AddSingleton(settings).AddSingleton(data).AddSingleton(feed).AddSingleton(TimeProvider.System);
        services.AddSingleton(new RunQueue(node.Queue, new SubmittedSettings(data)));
        services.AddProblemDetails();
        services.AddExceptionHandler<RefusalHandler>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)));
        services.AddPages(data);
    }
}
