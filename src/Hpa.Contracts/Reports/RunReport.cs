using Hpa.Contracts.Datasets;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Contracts.Reports;

/// <summary>Everything that a report is made from.</summary>
/// <param name="Metrics">The results.</param>
/// <param name="Timings">What they took.</param>
/// <param name="History">Rows of selection/&lt;study&gt;/history.csv by study.</param>
/// <param name="Quarantine">The images set aside, in the order of quarantine.csv.</param>
/// <param name="Settings">The resolved settings, as in run.conf.</param>
/// <param name="Command">The command line that makes this run again.</param>
/// <param name="Samples">Some test images to look at; may be empty.</param>
/// <param name="Cells">Fields to check the segmentation by; may be empty.</param>
public sealed record RunReport(
    RunMetrics Metrics,
    RunTimings Timings,
    IReadOnlyDictionary<string, IReadOnlyList<HistoryRow>> History,
    IReadOnlyList<QuarantineEntry> Quarantine,
    string Settings,
    string Command,
    IReadOnlyList<SampleImage> Samples,
    CellSheet Cells);

/// <summary>A small picture of a field.</summary>
public interface IFieldPicture
{
    /// <summary>The image.</summary>
    ImageId Id { get; }

    /// <summary>The picture, PNG.</summary>
    byte[] Png { get; }
}

/// <summary>A test image with truth and prediction.</summary>
/// <param name="Id">The image.</param>
/// <param name="Truth">Its labels.</param>
/// <param name="Predicted">The labels predicted from the chosen blocks.</param>
/// <param name="Png">A small picture of the field, PNG.</param>
public sealed record SampleImage(ImageId Id, LabelSet Truth, LabelSet Predicted, byte[] Png) : IFieldPicture;

/// <summary>A field with the outlines of its nuclei and membranes.</summary>
/// <param name="Id">The image.</param>
/// <param name="Caption">Its cells in a few words.</param>
/// <param name="Png">A small picture of the field with the outlines, PNG.</param>
public sealed record CellPicture(ImageId Id, string Caption, byte[] Png) : IFieldPicture;

/// <summary>Fields to check the segmentation by.</summary>
/// <param name="Typical">Fields like most.</param>
/// <param name="ToLookAt">Fields where something may be wrong: the fewest cells, the most flags.</param>
public sealed record CellSheet(IReadOnlyList<CellPicture> Typical, IReadOnlyList<CellPicture> ToLookAt)
{
    /// <summary>No pictures.</summary>
    public static CellSheet Empty { get; } = new([], []);
}
