using Hpa.Actors.Runs;
using Hpa.Contracts;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Server;

namespace Hpa.Host.Server;

/// <summary>The settings of the server: the defaults of server.conf, a file, <c>--urls</c>, in rising order of precedence.</summary>
internal static class ServerSettingsFile
{
    private const string Urls = "hpa.server.urls";
    private const string TokenFile = "hpa.server.token-file";

    /// <summary>Reads and checks the settings.</summary>
    /// <param name="file">The user's HOCON file, or null.</param>
    /// <param name="urls">Addresses separated by semicolons, or null.</param>
    /// <exception cref="SettingsException">Not readable, not HOCON, an unknown key or a wrong value.</exception>
    public static ServerSettings Load(string? file, string? urls)
    {
        var values = SettingsFile.ReadValues(HostFiles.Hocon("server.conf"));
        if (file is not null)
        {
            foreach (var (key, value) in SettingsFile.ReadValues(file))
                values[key] = values.ContainsKey(key) ? value : throw new SettingsException($"{key} is not a key of the server; config/hocon/server.conf lists them all");
            // A relative path counts from the file that names it.
            if (values[TokenFile] is [{ Length: > 0 } token]) values[TokenFile] = [Path.GetFullPath(token, Path.GetDirectoryName(Path.GetFullPath(file))!)];
        }

        if (urls is not null) values[Urls] = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return ServerSettings.From(new SettingsSection(values, "hpa.server"));
    }
}
