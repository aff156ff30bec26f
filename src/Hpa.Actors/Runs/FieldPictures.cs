using System.Globalization;
using Hpa.Actors.Backbones;
using Hpa.Actors.Cells;
using Hpa.Actors.Datasets;
using Hpa.Actors.Images;
using Hpa.Contracts;
using Hpa.Contracts.Cells;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;
using OpenCvSharp;

namespace Hpa.Actors.Runs;

/// <summary>Pictures of fields with the outlines of nuclei and membranes, found as a run finds them.</summary>
public sealed class FieldPictures : IDisposable
{
    private readonly CellSettings _settings;
    private readonly Networks? _networks;
    private readonly ISegmenter _segmenter;

    /// <summary>Gets the segmenter ready.</summary>
    /// <param name="settings">How nuclei are found. Without regions of its own a run is shown with both.</param>
    /// <param name="scratch">A folder for the moment, made when needed.</param>
    /// <exception cref="InputException">The segmenter's network cannot be loaded.</exception>
    public FieldPictures(RunSettings settings, string scratch)
    {
        _settings = settings.Cells with { Regions = [Region.Nucleus, Region.Membrane] };
        var networks = FieldSegmentation.WithNetwork(settings.Backbones with { Use = [] }, _settings);
        if (networks.Use.Count > 0) _networks = Networks.Open(networks, settings.Seed, scratch, (_, _) => { });
        _segmenter = FieldSegmentation.Segmenter(_settings, _networks?.Sessions ?? [])!;
    }

    /// <summary>The fields of a run, of a data set in the Kaggle layout, or of a folder of channel files, by id.</summary>
    /// <exception cref="InputException">No fields there.</exception>
    public static IReadOnlyList<ChannelFiles> FieldsOf(string folder, RunSettings settings)
    {
        if (new RunFolder(folder).Exists) folder = settings.Datasets.Path;
        return KaggleLayout.FindFields(File.Exists(Path.Combine(folder, "train.csv")) ? Path.Combine(folder, "train") : folder);
    }

    /// <summary>Draws a field. The caller disposes the picture.</summary>
    /// <exception cref="ImageFaultException">A channel cannot be read.</exception>
    public (Mat Picture, FieldCells Cells) Draw(ChannelFiles files) => Draw(files, [Channel.Red, Channel.Green, Channel.Blue]);

    /// <summary>Draws a field with some of its stains. The caller disposes the picture.</summary>
    /// <exception cref="ImageFaultException">A channel cannot be read.</exception>
    public (Mat Picture, FieldCells Cells) Draw(ChannelFiles files, IReadOnlyCollection<Channel> channels)
    {
        using var field = Field.Read(files);
        using var segmentation = _segmenter.Begin(field[Channel.Blue]);
        var answers = segmentation.Tiles is { } tiles ? _networks!.Sessions[0].Run(tiles.Inputs, tiles.Count) : [];
        using var labels = segmentation.Finish(answers);
        using var picture = Composite.Of(field, channels);
        return CellOverlay.Draw(picture, labels, _settings);
    }

    /// <summary>Draws a field into a PNG file and says in a few words what stands in it.</summary>
    /// <exception cref="ImageFaultException">A channel cannot be read.</exception>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    public string Write(ChannelFiles files, string path)
    {
        var (picture, cells) = Draw(files);
        using (picture)
        {
            Cv2.ImEncode(".png", picture, out var png);
            DurableFile.Write(path, stream => stream.Write(png));
        }

        return Words(CellCounts.Of(cells.All, 0));
    }

    /// <summary>Counts in words: <c>12 nuclei, 8 used (3 border, 1 small)</c>.</summary>
    public static string Words(CellCounts counts)
    {
        var flags = new[] { (counts.Border, "border"), (counts.Small, "small"), (counts.Large, "large"), (counts.Irregular, "irregular"), (counts.Failed, "failed") }
            .Where(f => f.Item1 > 0).Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Item1} {f.Item2}")).ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"{counts.Found} {(counts.Found == 1 ? "nucleus" : "nuclei")}, {counts.Used} used{(flags.Length > 0 ? $" ({string.Join(", ", flags)})" : "")}");
    }

    /// <inheritdoc />
    public void Dispose() => _networks?.Dispose();
}
