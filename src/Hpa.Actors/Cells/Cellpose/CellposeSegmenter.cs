using Hpa.Contracts.Cells;
using OpenCvSharp;

namespace Hpa.Actors.Cells.Cellpose;

/// <summary>Finds nuclei with a Cellpose network that somebody else runs.</summary>
public sealed class CellposeSegmenter : ISegmenter
{
    private readonly CellposeScale _scale;
    private readonly CellposeSettings _settings;

    /// <summary>Sets it up.</summary>
    /// <param name="settings">The network and its thresholds.</param>
    /// <param name="pixelSize">Side of a pixel, µm.</param>
    /// <param name="sha256">SHA-256 of the network that answers.</param>
    public CellposeSegmenter(CellposeSettings settings, double pixelSize, string sha256)
    {
        _settings = settings;
        _scale = new CellposeScale(settings.TrainedDiameter, settings.Diameter / pixelSize);
        Description = FormattableString.Invariant(
            $"hpa-cellpose v1: network sha256 {sha256} output '{settings.Output}', inputs (nuclei, zeros), percentiles {NucleiContrast.Low} and {NucleiContrast.High} to 0 and 1; field rescaled by {settings.TrainedDiameter}/({settings.Diameter}/{pixelSize}) and flows back to the field, OpenCV INTER_LINEAR {Cv2.GetVersionString()}; tiles {settings.Tile} overlap {TileAxis.Overlap} zeros around {TileAxis.Margin} taper {TileAxis.TaperAt}/{TileAxis.TaperWidth}; logit > {settings.Probability}, steps {CellposeScale.UsualSteps}/scale, masks up to {PathEnds.LargestShare} of the field, flow error {settings.FlowError}, at least {MaskCleaning.SmallestArea} px, holes filled");
    }

    /// <inheritdoc />
    public string Description { get; }

    /// <inheritdoc />
    /// <exception cref="Hpa.Contracts.Images.ImageFaultException">The field is too large at the network's scale.</exception>
    public ISegmentation Begin(Mat nuclei) => new CellposeSegmentation(nuclei, _scale, _settings);
}
