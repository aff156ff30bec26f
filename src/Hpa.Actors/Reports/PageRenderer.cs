using Hpa.Contracts.Reports;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hpa.Actors.Reports;

/// <summary>Turns the page's components into one HTML text; every name, path and setting in it is escaped.</summary>
internal static class PageRenderer
{
    /// <summary>Renders report/index.html.</summary>
    /// <param name="report">What the page tells.</param>
    /// <param name="figures">SVG of each figure by name, from <see cref="FigureSvg.ForPage"/>.</param>
    /// <param name="warnings">What the reader should know about the report itself.</param>
    public static async Task<string> RenderAsync(
        RunReport report, IReadOnlyDictionary<string, string> figures, IReadOnlyList<string> warnings)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var page = await renderer.RenderComponentAsync<ReportPage>(ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                [nameof(ReportPage.Report)] = report,
                [nameof(ReportPage.Figures)] = figures,
                [nameof(ReportPage.Warnings)] = warnings,
            }));
            return page.ToHtmlString().ReplaceLineEndings("\n");
        }).ConfigureAwait(false);
    }
}
