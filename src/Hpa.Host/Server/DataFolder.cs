using Hpa.Actors.Runs;
using Hpa.Contracts;

namespace Hpa.Host.Server;

/// <summary>The folder of a server: its files by name. Nothing outside it is written, and nothing but the program's own files read.</summary>
/// <param name="path">The folder.</param>
internal sealed class DataFolder(string path)
{
    /// <summary>The folder, absolute.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The journal of the queue.</summary>
    public string Journal => In("server.db");

    /// <summary>The log, with stack traces.</summary>
    public string Log => In("server.log");

    /// <summary>Runs, one folder each.</summary>
    public string Runs => In("runs");

    /// <summary>Data sets in the Kaggle layout, one folder each.</summary>
    public string Images => In("images");

    /// <summary>Weights of networks.</summary>
    public string Models => In("models");

    /// <summary>Predictions, one folder each.</summary>
    public string Predictions => In("predictions");

    /// <summary>Creates the folders and holds them for this process until the result is disposed.</summary>
    /// <exception cref="InputException">Another server uses them, or they cannot be created.</exception>
    public IDisposable Lock()
    {
        try
        {
            foreach (var folder in new[] { Path, Runs, Images, Models, Predictions }) Directory.CreateDirectory(folder);
            return new FileStream(In(".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (StorageException.From(Path, e) is { } fault)
        {
            throw fault;
        }
        catch (IOException e) when (Directory.Exists(Predictions))
        {
            throw new InputException($"{Path} is in use by another server ({e.Message}): end it, or choose another --data", e);
        }
        catch (IOException e)
        {
            throw new InputException($"{Path} cannot be created: {e.Message}", e);
        }
    }

    /// <summary>The folder of a run.</summary>
    public RunFolder Run(string id) => new(System.IO.Path.Combine(Runs, id));

    /// <summary>The data sets that are there, by name.</summary>
    public IReadOnlyList<ImageSet> ImageSets() =>
    [
        .. from folder in Directory.Exists(Images) ? new DirectoryInfo(Images).EnumerateDirectories() : []
           where !folder.Name.StartsWith('.')
           orderby folder.Name
           select ImageSet.Of(folder.FullName),
    ];

    /// <summary>A data set by its name, or null.</summary>
    public ImageSet? FindImageSet(string name) => ImageSets().FirstOrDefault(set => set.Name == name);

    /// <summary>Weights of networks that are there, by name.</summary>
    public IReadOnlyList<WeightsFile> Weights() =>
    [
        .. from file in Directory.Exists(Models) ? new DirectoryInfo(Models).EnumerateFiles() : []
           where !file.Name.StartsWith('.')
           orderby file.Name
           select new WeightsFile(file.Name, file.Length),
    ];

    /// <summary>Writes a byte.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public void TryWrite()
    {
        using var file = new FileStream(In(".ready"), FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.None);
        file.WriteByte(0);
        file.Flush(flushToDisk: false);
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}

/// <summary>A folder below images/.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Labelled">Rows of its train.csv: fields that a run can learn from; null without a table.</param>
internal sealed record ImageSet(string Name, string Path, int? Labelled)
{
    /// <summary>Folder with its channel files.</summary>
    public string Fields => Labelled is null ? Path : System.IO.Path.Combine(Path, "train");

    /// <summary>Looks at a folder.</summary>
    public static ImageSet Of(string path)
    {
        var table = System.IO.Path.Combine(path, "train.csv");
        // The heading is no row.
        return new ImageSet(System.IO.Path.GetFileName(path), path, File.Exists(table) ? Math.Max(0, File.ReadLines(table).Count(line => line.Length > 0) - 1) : null);
    }
}

/// <summary>A file of models/.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record WeightsFile(string Name, long Bytes);
