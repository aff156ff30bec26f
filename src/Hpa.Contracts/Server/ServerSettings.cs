using Hpa.Contracts.Runs;

namespace Hpa.Contracts.Server;

/// <summary>The checked settings of the lab server.</summary>
/// <param name="Urls">Where it listens.</param>
/// <param name="HostNames">Names by which it is called besides its own addresses.</param>
/// <param name="TokenFile">File with the token, or empty.</param>
/// <param name="RunsAtOnce">Runs that are worked on at once.</param>
/// <param name="Niceness">How much the processes of runs give way to others.</param>
/// <param name="StopWithin">How long a process may take to stop in order.</param>
/// <param name="Upload">What may be uploaded.</param>
/// <param name="Predictions">How many there may be.</param>
public sealed record ServerSettings(
    IReadOnlyList<string> Urls, IReadOnlyList<string> HostNames, string TokenFile, int RunsAtOnce, int Niceness, TimeSpan StopWithin,
    UploadLimits Upload, PredictionLimits Predictions)
{
    /// <summary>Reads and checks the section <c>hpa.server</c>.</summary>
    /// <exception cref="SettingsException">Names the key at fault.</exception>
    public static ServerSettings From(SettingsSection server)
    {
        var (upload, predictions) = (server.Section("upload"), server.Section("predictions"));
        return new ServerSettings(
            server.List("urls").Count > 0 ? server.List("urls") : throw new SettingsException($"{server.Name("urls")} is empty, name an address such as http://127.0.0.1:5080"),
            server.List("host-names"),
            server.Text("token-file"),
            server.Int("runs-at-once", 1, 16),
            server.Int("niceness", 0, 19),
            TimeSpan.FromSeconds(server.Int("stop-within", 1, 600)),
            new UploadLimits(upload.Long("file-mib", 1, 1024) << 20, upload.Long("megapixels", 1, 4096) * 1_000_000),
            new PredictionLimits(predictions.Int("waiting", 1, 10_000), predictions.Int("keep", 1, 100_000)));
    }
}

/// <summary>What may be uploaded.</summary>
/// <param name="FileBytes">Largest channel file.</param>
/// <param name="Pixels">Most pixels of a channel file.</param>
public sealed record UploadLimits(long FileBytes, long Pixels)
{
    /// <summary>Largest request: four channel files and the form around them.</summary>
    public long RequestBytes => 4 * FileBytes + (64 << 10);
}

/// <summary>How many predictions there may be.</summary>
/// <param name="Waiting">Those that wait.</param>
/// <param name="Keep">Those that are kept.</param>
public sealed record PredictionLimits(int Waiting, int Keep);
