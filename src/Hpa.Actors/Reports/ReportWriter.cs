using Hpa.Contracts;
using Hpa.Contracts.Reports;

namespace Hpa.Actors.Reports;

/// <summary>Writes a run's report: metrics, timings, tables, figures and the page that shows them.</summary>
public static class ReportWriter
{
    /// <summary>
    /// Writes report/metrics.json, report/timings.json, report/tables/*.csv, report/figures/*.svg and *.png, and
    /// report/index.html last, so that a page is never older than what it shows.
    /// </summary>
    /// <param name="runFolder">The run's folder.</param>
    /// <param name="report">What to report.</param>
    /// <returns>What the reader should know about the report itself, one line each; the page shows it too.</returns>
    public static async Task<IReadOnlyList<string>> WriteAsync(string runFolder, RunReport report)
    {
        var folder = Path.Combine(runFolder, "report");
        DurableFile.Write(Path.Combine(folder, "metrics.json"), stream => stream.Write(ReportJson.Bytes(report.Metrics)));
        DurableFile.Write(Path.Combine(folder, "timings.json"), stream => stream.Write(ReportJson.Bytes(report.Timings)));
        ReportTables.Write(Path.Combine(folder, "tables"), report.Metrics);

        string[] warnings = FigureFont.Fault is { } fault ? [fault] : [];
        var page = await PageRenderer.RenderAsync(report, Draw(Path.Combine(folder, "figures"), report), warnings).ConfigureAwait(false);
        DurableFile.WriteText(Path.Combine(folder, "index.html"), page);
        return warnings;
    }

    /// <summary>Writes the figures and returns them as the page shows them.</summary>
    private static Dictionary<string, string> Draw(string folder, RunReport report)
    {
        var shown = new Dictionary<string, string>();
        foreach (var draw in Drawings(report))
        {
            using var figure = draw();
            DurableFile.WriteText(Path.Combine(folder, figure.Name + ".svg"), FigureSvg.ForFile(figure));
            DurableFile.Write(Path.Combine(folder, figure.Name + ".png"), stream => stream.Write(figure.Png()));
            shown.Add(figure.Name, FigureSvg.ForPage(figure));
        }

        return shown;
    }

    private static IEnumerable<Func<Figure>> Drawings(RunReport report)
    {
        var metrics = report.Metrics;
        if (metrics.Table.Count > 0) yield return () => PhaseTwoFigure.Draw(metrics);
        yield return () => ClassFigure.Draw(metrics);
        foreach (var features in ValidationTestFigure.Sets(metrics)) yield return () => ValidationTestFigure.Draw(metrics, features);
        if (ConfusionFigure.Subject(metrics) is { } subject) yield return () => ConfusionFigure.Draw(metrics, subject);
        yield return () => OverviewFigure.Draw(metrics);
        yield return () => BlockMapFigure.Draw(metrics);
        if (metrics.Stability.Count > 0) yield return () => BlockFrequencyFigure.Draw(metrics);
        foreach (var features in ConvergenceFigure.Sets(report)) yield return () => ConvergenceFigure.Draw(report, features);
        foreach (var features in FrontFigure.Sets(metrics)) yield return () => FrontFigure.Draw(metrics, features);
    }
}
