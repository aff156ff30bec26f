using System.Net;
using Hpa.Contracts;
using Hpa.Contracts.Server;

namespace Hpa.Host.Server.Access;

/// <summary>Where the server listens, and under which names it may be called.</summary>
internal static class ListenAddresses
{
    /// <summary>Refuses addresses that other machines can reach while there is no token.</summary>
    /// <exception cref="SettingsException">One is no address, or needs a token.</exception>
    public static void Check(ServerSettings settings)
    {
        foreach (var url in settings.Urls)
        {
            var address = Parse(url);
            if (address.Scheme != Uri.UriSchemeHttp)
                throw new SettingsException($"hpa.server.urls: {url} is not http: docs/server.md says how to put TLS in front");
            if (!IsLoopback(address) && settings.TokenFile.Length == 0)
                throw new SettingsException($"hpa.server.urls: {url} can be reached from other machines, so everybody there could use the server: name a file with a token in hpa.server.token-file (docs/server.md), or listen on http://127.0.0.1:5080");
        }
    }

    /// <summary>
    /// Whether a request came under a name of this server. A page from elsewhere can let its own name point to this machine, but not a
    /// number: browsers then take it and the server for the same site.
    /// </summary>
    public static bool IsOwn(HostString host, ServerSettings settings) =>
        IPAddress.TryParse(host.Host.Trim('[', ']'), out _) || IsLocalhost(host.Host) || settings.HostNames.Contains(host.Host, StringComparer.OrdinalIgnoreCase);

    private static BindingAddress Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw new SettingsException($"hpa.server.urls: {url} is no address, write one such as http://127.0.0.1:5080");
        }
    }

    private static bool IsLoopback(BindingAddress address) =>
        IsLocalhost(address.Host) || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var number) && IPAddress.IsLoopback(number));

    private static bool IsLocalhost(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
}
