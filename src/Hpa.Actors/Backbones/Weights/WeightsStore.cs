using Hpa.Contracts;

namespace Hpa.Actors.Backbones.Weights;

/// <summary>
/// The folder with the weights files. A file has its final name only when it is whole and its SHA-256 is the wanted one, on
/// the disk and not only in memory; until then it is called <c>FILE.part</c>.
/// </summary>
/// <param name="folder">Created when needed.</param>
/// <param name="limits">How patient downloads are; null for the defaults.</param>
public sealed class WeightsStore(string folder, PullLimits? limits = null)
{
    private readonly string _folder = Path.GetFullPath(folder);
    private readonly PullLimits _limits = limits ?? new PullLimits();

    /// <summary>A client that suits <see cref="PullAsync"/>: no limit on the whole download, only on silence.</summary>
    public static HttpClient NewClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(30) }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Where a file of the store is, or will be.</summary>
    /// <exception cref="SettingsException">Not the plain name of a file.</exception>
    public string PathOf(string fileName)
    {
        var plain = fileName.Trim().Length > 0 && fileName is not ("." or "..") && !fileName.Any(c => c is '/' or '\\' || char.IsControl(c))
            && !Path.IsPathRooted(fileName) && !PartFile.Endings.Any(e => fileName.EndsWith(e, StringComparison.OrdinalIgnoreCase));
        return plain ? Path.Combine(_folder, fileName)
            : throw new SettingsException($"'{fileName}' cannot be the name of a weights file: give a name without folders, not ending in {string.Join(", ", PartFile.Endings)}");
    }

    /// <summary>What is there of a file.</summary>
    /// <exception cref="SettingsException">Not the plain name of a file.</exception>
    public WeightsState StateOf(string fileName)
    {
        var path = PathOf(fileName);
        return File.Exists(path) ? WeightsState.Here : File.Exists(path + PartFile.Endings[0]) ? WeightsState.Incomplete : WeightsState.Missing;
    }

    /// <summary>The SHA-256 of any file, lower-case hex.</summary>
    /// <exception cref="InputException">It cannot be read.</exception>
    public static string HashOf(string path) => WeightsHash.OfFile(path);

    /// <summary>
    /// Fetches a file, or what is missing of it. A file that is there with the right hash is left; another one is replaced
    /// once the right one has come.
    /// </summary>
    /// <param name="source">What, and from where: http, https, or a file (a mirror on a shared disk).</param>
    /// <param name="client">Best from <see cref="NewClient"/>.</param>
    /// <param name="progress">Told on each piece, on the thread that reads.</param>
    /// <param name="stop">Stops; the part is kept, and the next pull goes on from there.</param>
    /// <exception cref="SettingsException">No hash, no proper name or address.</exception>
    /// <exception cref="InputException">The server does not give it, or gives something else; or another process is fetching it.</exception>
    /// <exception cref="StorageException">No space, no permission, ….</exception>
    public async Task PullAsync(WeightsSource source, HttpClient client, IProgress<PullProgress> progress, CancellationToken stop)
    {
        WeightsHash.Check(source.Name, source.Sha256);
        if (!WeightsSource.IsKnown(source.Address)) throw new SettingsException($"{source.Name}: {source.Address} is no http, https or file address");
        var path = PathOf(source.FileName);
        if (IsThere(source, path, progress)) return;
        try
        {
            using var part = PartFile.Open(path);
            if (source.Address.IsFile) TakeCopy(part, path, source.Sha256, source.Address.LocalPath);
            else await FetchAsync(source, path, part, client, progress, stop).ConfigureAwait(false);
            progress.Report(new PullProgress(source.Name, part.Length, part.Length, "done"));
        }
        catch (Exception error) when (StorageException.From(path, error) is { } fault)
        {
            throw fault;
        }
    }

    /// <summary>Copies a file into the store; nothing stays of one with another hash, and what was there before is untouched.</summary>
    /// <param name="fileName">Its name in the store.</param>
    /// <param name="sha256">The full hash or its first 8 or more digits; empty when none is known, then the caller records what is found.</param>
    /// <param name="from">The file to copy.</param>
    /// <returns>The full SHA-256 of the copy.</returns>
    /// <exception cref="InputException">It cannot be read, or has another hash; or another process is writing the same file.</exception>
    /// <exception cref="StorageException">No space, no permission, ….</exception>
    public string Import(string fileName, string sha256, string from)
    {
        if (sha256.Length > 0) WeightsHash.Check(fileName, sha256);
        var path = PathOf(fileName);
        try
        {
            using var part = PartFile.Open(path);
            return TakeCopy(part, path, sha256, from);
        }
        catch (Exception error) when (StorageException.From(path, error) is { } fault)
        {
            throw fault;
        }
    }

    /// <summary>Hashes a file of the store again.</summary>
    /// <param name="fileName">Its name in the store.</param>
    /// <param name="sha256">The full hash or its first 8 or more digits.</param>
    /// <param name="name">The catalogue entry, for messages.</param>
    /// <returns>Its full SHA-256.</returns>
    /// <exception cref="InputException">It is missing, cannot be read, or has another hash.</exception>
    public string Verify(string fileName, string sha256, string name)
    {
        WeightsHash.Check(name, sha256);
        var path = PathOf(fileName);
        var remedy = $"fetch it with `hpa models pull {name}`, or take a copy that you have with `hpa models import`";
        if (!File.Exists(path)) throw new InputException($"{path}: the weights of {name} are missing; {remedy}");
        var found = WeightsHash.OfFile(path);
        return WeightsHash.Matches(sha256, found) ? found
            : throw new InputException($"{path}: SHA-256 is {found}, but {name} wants {sha256}; {remedy}");
    }

    private static bool IsThere(WeightsSource source, string path, IProgress<PullProgress> progress)
    {
        if (!File.Exists(path)) return false;
        var found = WeightsHash.OfFile(path);
        var right = WeightsHash.Matches(source.Sha256, found);
        var size = new FileInfo(path).Length;
        progress.Report(right ? new PullProgress(source.Name, size, size, PullProgress.AlreadyThere) : new PullProgress(source.Name, 0, null, $"replaces a file with SHA-256 {found}"));
        return right;
    }

    private async Task FetchAsync(WeightsSource source, string path, PartFile part, HttpClient client, IProgress<PullProgress> progress, CancellationToken stop)
    {
        for (var last = false; ; last = true)
        {
            var download = new Download(source, path, part, client, _limits, progress);
            await download.RunAsync(stop).ConfigureAwait(false);
            progress.Report(new PullProgress(source.Name, part.Length, part.Length, "checking"));
            var found = await part.HashAsync(stop).ConfigureAwait(false);
            if (WeightsHash.Matches(source.Sha256, found))
            {
                part.Commit();
                return;
            }
            var page = download.Page || part.LooksLikePage();
            var size = part.Length;
            if (last || !download.Joined)
            {
                part.Discard();
                throw new InputException(FormattableString.Invariant(
                    $"{source.Name}: {source.Address} sent {(page ? "a page instead of the file, " : "")}{size} bytes with SHA-256 {found}, wanted {source.Sha256}; it was deleted: check the address or hpa.backbones.mirror, and run the same command again"));
            }
            // The file has changed between two answers, or a crash has cost bytes that the part's length still counts.
            progress.Report(new PullProgress(source.Name, 0, null, "the pieces do not fit together, begins again"));
            part.Restart(null);
        }
    }

    private static string TakeCopy(PartFile part, string path, string sha256, string from)
    {
        using var original = Original(from);
        part.Restart(null);
        try
        {
            PartFile.CheckRoom(path, original.Length);
            var found = part.Fill(original);
            if (sha256.Length > 0 && !WeightsHash.Matches(sha256, found))
                throw new InputException($"{from}: SHA-256 is {found}, wanted {sha256}; nothing was copied: give the file that {Path.GetFileName(path)} stands for");
            part.Commit();
            return found;
        }
        catch
        {
            part.Discard();
            throw;
        }
    }

    private static FileStream Original(string from)
    {
        try
        {
            return File.OpenRead(from);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{from}: cannot be read ({OneLine.Of(e)}); give a file that can", e);
        }
    }
}

/// <summary>What is there of a weights file.</summary>
public enum WeightsState
{
    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>A part, from which the next pull goes on.</summary>
    Incomplete,

    /// <summary>A file of that name.</summary>
    Here,
}
