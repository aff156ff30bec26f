using System.Net;
using System.Net.Sockets;
using Hpa.Host.Tests.Processes;

namespace Hpa.Cluster.Tests;

/// <summary>A PostgreSQL server of the test's own, from Debian's package, in a temporary folder.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string Packages = "/usr/lib/postgresql";
    private const string User = "postgres";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hpa-postgres-");
    private readonly int _port = FreePort();

    private PostgresServer()
    {
    }

    /// <summary>Why it cannot be had here, or null.</summary>
    public static string? Missing { get; } = Programs is null ? "Debian's package postgresql is not installed" : null;

    /// <summary>How to reach it.</summary>
    public string Connection => $"Host=127.0.0.1;Port={_port};Username={User};Database={User};Timeout=5";

    private static string? Programs => !Directory.Exists(Packages) ? null : Directory.EnumerateDirectories(Packages)
        .Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "pg_ctl"))).Order(StringComparer.Ordinal).LastOrDefault();

    private string Data => Path.Combine(_folder.FullName, "data");

    /// <summary>Sets one up and starts it.</summary>
    public static async Task<PostgresServer> CreateAsync()
    {
        var server = new PostgresServer();
        if (Environment.IsPrivilegedProcess) (await HpaProcess.RunOtherAsync("chown", User, server._folder.FullName)).MustBeDone();
        await RunAsync("initdb", "-D", server.Data, "-U", User, "-A", "trust", "--no-sync");
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it and waits until it takes connections.</summary>
    public Task StartAsync() => ControlAsync(
        "start", "-l", Path.Combine(_folder.FullName, "log"), "-o", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder.FullName}");

    /// <summary>Stops it as a power cut would.</summary>
    public Task StopAsync() => ControlAsync("stop", "-m", "immediate");

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid"))) await StopAsync();
        _folder.Delete(recursive: true);
    }

    private Task ControlAsync(string command, params string[] more) => RunAsync("pg_ctl", [command, "-D", Data, "-w", .. more]);

    /// <summary>The server refuses to run as root.</summary>
    private static async Task RunAsync(string program, params string[] arguments)
    {
        string[] command = [Path.Combine(Programs!, program), .. arguments];
        if (Environment.IsPrivilegedProcess) command = ["runuser", "-u", User, "--", .. command];
        var ended = await HpaProcess.RunOtherAsync(command[0], command[1..]);
        Assert.True(ended.Code == 0, $"{program}: {string.Join('\n', ended.Errors)}\n{ended.Text}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A test with a <see cref="PostgresServer"/>.</summary>
internal sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresServer.Missing;
}
