using Hpa.Actors.Features;
using Hpa.Actors.Images;
using Hpa.Contracts.Cells;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;
using Hpa.Contracts.Reports;

namespace Hpa.Actors.Runs;

/// <summary>Fields with the outlines of their cells, by which a person sees whether nuclei were found well.</summary>
internal static class CellSheets
{
    private const int Each = 4;
    private const int Size = 320;

    /// <summary>Draws the fields like most and those to look at. A picture that can no longer be read is left out: no result depends on it.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="manifest">Its features.</param>
    /// <param name="quarantined">Images without features.</param>
    public static CellSheet Of(RunPlan plan, FeatureManifest manifest, IReadOnlySet<ImageId> quarantined)
    {
        if (manifest.ShardsOf(Level.Cell).Count == 0) return CellSheet.Empty;
        var files = plan.Index.Images.Where(image => !quarantined.Contains(image.Id)).Select(image => image.Files).ToArray();
        var counts = new FeatureStore(plan.Folder.Features, manifest).Cells([.. files.Select(f => f.Id)]);
        var (typical, toLookAt) = Choose(counts);
        using var pictures = new FieldPictures(plan.Settings, ExtractionPlan.Of(plan).Scratch);
        CellPicture[] Draw(IEnumerable<int> fields) => [.. fields.Select(i => Picture(pictures, files[i], counts[i])).OfType<CellPicture>()];
        return new CellSheet(Draw(typical), Draw(toLookAt));
    }

    /// <summary>
    /// Typical: the number of nuclei nearest to the median, then the fewest flags. To look at: half with the fewest used cells, half with
    /// the largest share of flags. Ties go to the first field, so that the same ones are shown every time.
    /// </summary>
    internal static (int[] Typical, int[] ToLookAt) Choose(IReadOnlyList<CellCounts> counts)
    {
        var all = Enumerable.Range(0, counts.Count).ToArray();
        var median = counts.Select(c => c.Found).Order().ElementAt(counts.Count / 2);
        var few = all.OrderBy(i => counts[i].Used).ThenBy(i => counts[i].Found).Take(Each / 2).ToArray();
        int[] toLookAt = [.. few, .. all.Except(few).OrderByDescending(i => Flagged(counts[i])).Take(Each - few.Length)];
        int[] typical = [.. all.Except(toLookAt).OrderBy(i => Math.Abs(counts[i].Found - median)).ThenBy(i => Flagged(counts[i])).Take(Each)];
        return (typical, toLookAt);
    }

    private static double Flagged(CellCounts c) => (double)(c.Border + c.Small + c.Large + c.Irregular + c.Failed) / Math.Max(1, c.Found);

    private static CellPicture? Picture(FieldPictures pictures, ChannelFiles files, CellCounts counts)
    {
        try
        {
            var (picture, _) = pictures.Draw(files);
            using (picture) return new CellPicture(files.Id, FieldPictures.Words(counts), Thumbnail.Png(picture, Size));
        }
        catch (Exception e) when (e is ImageFaultException or IOException)
        {
            return null;
        }
    }
}
