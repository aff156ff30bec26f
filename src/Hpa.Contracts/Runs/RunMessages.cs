using Hpa.Contracts.Features;

namespace Hpa.Contracts.Runs;

/// <summary>Starts a run, or continues it where it stopped.</summary>
/// <param name="Until">The last stage to do.</param>
/// <param name="Again">Whether that stage is done even if it was done before.</param>
public sealed record BeginRun(Stage Until, bool Again)
{
    /// <summary>Whether the images that are set aside are tried again first.</summary>
    public bool Retry { get; init; }

    /// <summary>Shards that are made again first, and the manifest with them; null when nothing is amiss.</summary>
    public IReadOnlyList<ShardEntry>? Repair { get; init; }
}

/// <summary>Every stage asked for is done.</summary>
/// <param name="Quarantined">Images set aside.</param>
/// <param name="Reported">Whether the report, too, is of these settings.</param>
public sealed record RunFinished(int Quarantined, bool Reported = false)
{
    /// <summary>Images that had been set aside and were tried again.</summary>
    public int Retried { get; init; }
}

/// <summary>The run cannot go on; what is finished stays.</summary>
/// <param name="Reason">One line for a person.</param>
/// <param name="Settings">Whether the settings are at fault (exit code 2 instead of 1).</param>
public sealed record RunFailed(string Reason, bool Settings);

/// <summary>How far a stage is; published on the node's event stream.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Done">Units done, those of earlier sessions of the run included.</param>
/// <param name="Total">Units in all, at least 1.</param>
/// <param name="Unit">What is counted, in the plural: images, generations, ….</param>
/// <param name="Detail">A few words on what is going on, or empty.</param>
public sealed record ProgressChanged(Stage Stage, long Done, long Total, string Unit, string Detail)
{
    /// <summary>Name of a part of the stage that is counted by itself, or empty.</summary>
    public string Step { get; init; } = "";
}

/// <summary>Something a person should know while a run goes on, told once; published on the node's event stream.</summary>
/// <param name="Line">One line.</param>
public sealed record RunNotice(string Line);
