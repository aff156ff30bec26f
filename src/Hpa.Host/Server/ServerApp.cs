using System.Text.Json;
using System.Text.Json.Serialization;
using Hpa.Contracts.Server;
using Hpa.Host.Server.Access;
using Hpa.Host.Server.Api;
using Hpa.Host.Server.Pages;
using Hpa.Host.Server.Predictions;
using OpenTelemetry.Metrics;

namespace Hpa.Host.Server;

/// <summary>Puts the web server together.</summary>
internal static class ServerApp
{
    /// <summary>Largest request that is no upload: a settings file.</summary>
    private const long LargestRequest = 1 << 20;

    private static readonly TimeSpan s_leaveWithin = TimeSpan.FromSeconds(3);

    /// <summary>The web server, not yet started.</summary>
    public static WebApplication Build(ServerParts parts, ILoggerFactory logs)
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
        builder.WebHost.UseUrls([.. parts.Settings.Urls]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
        });
        builder.Services.AddSystemd();
        builder.Services.AddSingleton(logs);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = s_leaveWithin);
        AddServices(builder.Services, parts);
        var app = builder.Build();
        Map(app, parts.Settings);
        return app;
    }

    private static void AddServices(IServiceCollection services, ServerParts parts)
    {
        services.AddSingleton(parts.Settings).AddSingleton(parts.Data).AddSingleton(parts.Feed).AddSingleton(parts.Loads).AddSingleton(parts.Token).AddSingleton(TimeProvider.System);
        services.AddSingleton<FailedLogins>();
        services.AddSingleton(new RunQueue(parts.Node.Queue, new SubmittedSettings(parts.Data)));
        services.AddSingleton<PredictionDesk>().AddHostedService(provider => provider.GetRequiredService<PredictionDesk>());
        services.AddSingleton<ServerMetrics>();
        services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(ServerMetrics.Name, "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel").AddPrometheusExporter());
        services.AddExceptionHandler<RefusalHandler>();
        services.AddProblemDetails();
        services.AddOpenApi("v1", openApi => openApi.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Hpa lab server";
            document.Info.Description = "Runs queued, watched and used by scripts. Every error is a problem document (RFC 9457).";
            return Task.CompletedTask;
        }));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)));
        services.AddPages(parts.Data);
    }

    private static void Map(WebApplication app, ServerSettings settings)
    {
        app.UseExceptionHandler();
        app.UseWhen(context => !context.Request.Path.StartsWithSegments("/_blazor"), all => all.UseStatusCodePages(status => Problem.WriteForStatusAsync(status.HttpContext)));
        app.UseMiddleware<AccessRules>();
        app.UseAntiforgery();
        // Instruments exist once somebody has asked for them.
        app.Services.GetRequiredService<ServerMetrics>();
        var api = app.MapGroup("/api/v1");
        api.MapRuns();
        api.MapPredictions(settings.Upload);
        api.MapInventory();
        app.MapHealth();
        app.MapPrometheusScrapingEndpoint("/metrics");
        app.MapOpenApi();
        app.MapLogin();
        app.MapPages();
    }
}

/// <summary>What the web server works with.</summary>
internal sealed record ServerParts(ServerSettings Settings, DataFolder Data, RunFeed Feed, ProcessLoads Loads, AccessToken Token, ServerNode Node);
