using System.CommandLine;
using System.Globalization;
using Hpa.Contracts;
using Hpa.Contracts.Server;
using Hpa.Host.Server;
using Hpa.Host.Server.Access;
using Serilog;

namespace Hpa.Host.Commands;

/// <summary><c>hpa serve</c>: the lab server.</summary>
internal static class ServeCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "Folder of the server: queue, runs, images, networks, predictions", DefaultValueFactory = _ => "server" };
        var urls = new Option<string>("--urls") { Description = "Where to listen (hpa.server.urls), several separated by ;" };
        var config = new Option<string>("--config") { Description = "Settings file of the server (HOCON); config/hocon/server.conf lists every key" };
        var command = new Command("serve", "Run the lab server: runs queued, watched and used from a browser or a script.") { data, urls, config };
        command.SetAction((parsed, stop) => Outcome.Of(() =>
        {
            var settings = ServerSettingsFile.Load(parsed.GetValue(config), parsed.GetValue(urls));
            return ServeAsync(settings, new DataFolder(parsed.GetValue(data)!), stop);
        }));
        return command;
    }

    private static async Task<int> ServeAsync(ServerSettings settings, DataFolder data, CancellationToken stop)
    {
        ListenAddresses.Check(settings);
        var clock = TimeProvider.System;
        var token = AccessToken.Read(settings.TokenFile, clock);
        using var held = data.Lock();
        using var logs = Logs(data.Log);
        var (feed, loads) = (new RunFeed(data, clock), new ProcessLoads(clock));
        await using var node = ServerNode.Start(data, feed, loads, settings, clock, logs);
        await using var app = ServerApp.Build(new ServerParts(settings, data, feed, loads, token, node), logs);
        await app.StartAsync(stop);
        Console.WriteLine($"hpa serves {string.Join(", ", app.Urls)} from {data.Path}");
        var stopped = new TaskCompletionSource();
        await using (stop.Register(() => stopped.TrySetResult()))
        await using (app.Lifetime.ApplicationStopping.Register(() => stopped.TrySetResult()))
        {
            var ended = await Task.WhenAny(stopped.Task, node.QueueEnded);
            await Task.WhenAll(app.StopAsync(CancellationToken.None), node.DrainAsync());
            if (ended != stopped.Task) throw new InputException($"the queue could not write {data.Journal}: {data.Log} says why; mend that and start the server again");
        }

        return Outcome.Done;
    }

    private static ILoggerFactory Logs(string path) => LoggerFactory.Create(builder => builder
        .AddSerilog(new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", Serilog.Events.LogEventLevel.Warning)
            .WriteTo.File(path, fileSizeLimitBytes: 64 << 20, rollOnFileSizeLimit: true, retainedFileCountLimit: 5,
                outputTemplate: "{Timestamp:yyyy-MM-dd HH:mm:ss.fff} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}",
                formatProvider: CultureInfo.InvariantCulture)
            .CreateLogger(), dispose: true));
}
