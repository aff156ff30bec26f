using Hpa.Contracts;

namespace Hpa.Actors.Runs;

/// <summary>The files of a run by name.</summary>
/// <param name="path">The run's folder.</param>
/// <param name="scratch">Where large files go that only one process needs; by default the same folder.</param>
public sealed class RunFolder(string path, string? scratch = null)
{
    /// <summary>The folder, absolute.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The resolved settings.</summary>
    public string Settings => In("run.conf");

    /// <summary>Id,Set.</summary>
    public string Split => In("split.csv");

    /// <summary>Shards and their manifest.</summary>
    public string Features => In("features");

    /// <summary>The manifest of the shards.</summary>
    public string Manifest => In("features/manifest.json");

    /// <summary>Images set aside.</summary>
    public string Quarantine => In("quarantine.csv");

    /// <summary>Kernels of single blocks while they are too large for memory.</summary>
    public string Kernels => System.IO.Path.Combine(scratch ?? Path, "kernels");

    /// <summary>History and choice of the genetic algorithm.</summary>
    public string Selection => In("selection");

    /// <summary>The trained classifier that <c>hpa predict</c> uses.</summary>
    public string Model => In("models/final");

    /// <summary>Predictions of the Evaluate stage while it works.</summary>
    public string Evaluation => In("evaluation");

    /// <summary>Tables, figures, pages.</summary>
    public string Report => In("report");

    /// <summary>All results, a function of data, settings and seed.</summary>
    public string Metrics => In("report/metrics.json");

    /// <summary>Truth and prediction of validation and test images.</summary>
    public string Predictions => In("report/tables/predictions.csv");

    /// <summary>Scores of validation and test images by the saved classifier.</summary>
    public string Scores => In("report/tables/scores.csv");

    /// <summary>The cells of each image, when the run has the cell level.</summary>
    public string Cells => In("report/tables/cells.csv");

    /// <summary>The page to open.</summary>
    public string Page => In("report/index.html");

    /// <summary>The event journal.</summary>
    public string Journal => In("journal.db");

    /// <summary>Names the journal's schema where it is in PostgreSQL.</summary>
    public string JournalSchema => In("journal.schema");

    /// <summary>The log, with stack traces.</summary>
    public string Log => In("hpa.log");

    /// <summary>Whether the folder holds a run.</summary>
    public bool Exists => File.Exists(Settings);

    /// <summary>This folder, if it holds a run.</summary>
    /// <exception cref="InputException">It holds none.</exception>
    public RunFolder MustExist() => Exists
        ? this
        : throw new InputException($"{Path} holds no run (no run.conf): start one with `hpa run CONFIG --out {Path}`");

    /// <summary>Creates the folder and holds it for this process until the result is disposed.</summary>
    /// <exception cref="InputException">Another process works on it, or it cannot be created.</exception>
    public IDisposable Lock()
    {
        try
        {
            Directory.CreateDirectory(Path);
            return new FileStream(In(".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (StorageException.From(Path, e) is { } fault)
        {
            throw fault;
        }
        catch (IOException e) when (Directory.Exists(Path))
        {
            throw new InputException($"{Path} is in use by another hpa process ({e.Message}): wait for it or end it", e);
        }
        catch (IOException e)
        {
            throw new InputException($"{Path} cannot be created: {e.Message}", e);
        }
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
