using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster.Sharding;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;
using Akka.Hosting.Logging;
using Akka.Persistence.Sql;
using Serilog;

namespace Hpa.Host.Nodes;

/// <summary>Actor systems with the program's settings.</summary>
internal static class NodeSystem
{
    /// <summary>Name of every node's actor system.</summary>
    public const string Name = "hpa";

    /// <summary>A log in a file.</summary>
    public static ILoggerFactory LogTo(string path) => LoggerFactory.Create(builder => builder.AddSerilog(new LoggerConfiguration()
        .MinimumLevel.Information()
        .WriteTo.File(path, fileSizeLimitBytes: 64 << 20, rollOnFileSizeLimit: true, retainedFileCountLimit: 5,
            outputTemplate: "{Timestamp:yyyy-MM-dd HH:mm:ss.fff} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}",
            formatProvider: global::System.Globalization.CultureInfo.InvariantCulture)
        .CreateLogger(), dispose: true));

    /// <summary>Starts one; it is in no cluster yet.</summary>
    /// <param name="options">Where it listens.</param>
    /// <param name="settings">Settings over those of akka.conf.</param>
    /// <param name="logs">Where its log goes.</param>
    public static ActorSystem Start(NodeOptions options, Config settings, ILoggerFactory logs)
    {
        var all = settings
            .WithFallback(Read("akka.conf"))
            .WithFallback(ClusterSharding.DefaultConfig())
            .WithFallback(ClusterSingleton.DefaultConfig())
            .WithFallback(SqlPersistence.DefaultConfiguration);
        var setup = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(all), new LoggerFactorySetup(logs));
        if (options.Certificate is { } certificate) setup = setup.And(certificate.Setup);
        return ActorSystem.Create(Name, setup);
    }

    /// <summary>The address of another node.</summary>
    public static Address AddressOf(NodeOptions options, string host, int port) => new(options.Certificate is null ? "akka.tcp" : "akka.ssl.tcp", Name, host, port);

    /// <summary>A settings file of the program.</summary>
    public static Config Read(string name) => ConfigurationFactory.ParseString(File.ReadAllText(HostFiles.Hocon(name)));
}
