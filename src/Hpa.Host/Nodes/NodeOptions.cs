using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Akka.Configuration;
using Hpa.Contracts;

namespace Hpa.Host.Nodes;

/// <summary>Where a node listens, and the settings files of the cluster.</summary>
/// <param name="Host">Name or address under which other nodes reach it.</param>
/// <param name="Port">Port; 0 for any.</param>
/// <param name="Listens">Whether the user asked for other nodes.</param>
/// <param name="Files">Settings over those of the program.</param>
/// <param name="Certificate">What nodes know each other by; null on one machine.</param>
internal sealed record NodeOptions(string Host, int Port, bool Listens, IReadOnlyList<string> Files, NodeCertificate? Certificate)
{
    /// <summary>A node by itself.</summary>
    public static NodeOptions Alone { get; } = new("127.0.0.1", 0, false, [], null);

    /// <summary>The options of the commands that start a node.</summary>
    public static (Option<string?> Listen, Option<string[]> Cluster) Options() => (
        new Option<string?>("--listen") { Description = "HOST[:PORT] under which other nodes reach this one; beyond this machine only with a certificate (docs/machines.md)" },
        new Option<string[]>("--cluster") { Description = "Settings of the cluster: config/hocon/tls.conf, postgres.conf or your own (repeatable)", AllowMultipleArgumentsPerToken = false });

    /// <summary>Reads and checks what the user gave.</summary>
    /// <param name="listen">HOST[:PORT], or null.</param>
    /// <param name="files">HOCON files.</param>
    /// <exception cref="SettingsException">A value is wrong, or the node would be open to everybody.</exception>
    public static NodeOptions Read(string? listen, IReadOnlyList<string> files)
    {
        var certificate = NodeCertificate.Of(files);
        var (host, port) = listen is null ? ("127.0.0.1", 0) : Parse("--listen", listen, 0);
        if (certificate is null && !IsLoopback(host))
            throw new SettingsException($"--listen {listen}: without a certificate anybody who reaches this machine could command it; make one with `hpa certificate hpa-nodes.pfx` and add --cluster tls.conf, or listen on 127.0.0.1");
        return new NodeOptions(host, port, listen is not null, files, certificate);
    }

    /// <summary>The parts of HOST:PORT.</summary>
    /// <param name="option">What it was given as.</param>
    /// <param name="text">The text.</param>
    /// <param name="without">The port where none is named; null when it must be.</param>
    /// <exception cref="SettingsException">It is neither.</exception>
    public static (string Host, int Port) Parse(string option, string text, int? without)
    {
        var colon = text.LastIndexOf(':');
        var named = colon >= 0 && text.IndexOf(':') == colon;
        var (host, port) = named ? (text[..colon], text[(colon + 1)..]) : (text, without?.ToString(global::System.Globalization.CultureInfo.InvariantCulture) ?? "");
        return host.Length > 0 && ushort.TryParse(port, out var number)
            ? (host, number)
            : throw new SettingsException($"{option} {text}: write HOST:PORT, such as {option} 10.0.0.5:4053");
    }

    /// <summary>Settings of remoting and of the user's files.</summary>
    /// <param name="roles">The node's roles.</param>
    public Config Settings(IEnumerable<string> roles)
    {
        var remote = $$"""
            akka.remote.dot-netty.tcp { hostname = "{{Host}}", port = {{Port}}, enable-ssl = {{(Certificate is null ? "off" : "on")}} }
            akka.cluster.roles = [{{string.Join(", ", roles)}}]
            """;
        return Files.Aggregate(ConfigurationFactory.ParseString(remote), (merged, file) => merged.WithFallback(Read(file)));
    }

    /// <summary>A settings file.</summary>
    /// <exception cref="SettingsException">It cannot be read.</exception>
    public static Config Read(string file)
    {
        try
        {
            return ConfigurationFactory.ParseString(File.ReadAllText(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"--cluster {file}: {e.Message}");
        }
        catch (Exception e) when (e is not SettingsException)
        {
            throw new SettingsException($"--cluster {file} is not valid HOCON: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static bool IsLoopback(string host)
    {
        try
        {
            return Dns.GetHostAddresses(host).All(IPAddress.IsLoopback);
        }
        catch (SocketException e)
        {
            throw new SettingsException($"--listen {host}: {e.Message}");
        }
    }
}
