using System.Globalization;
using Hpa.Contracts.Cells;
using OpenCvSharp;

namespace Hpa.Actors.Cells;

/// <summary>
/// Finds nuclei without a network: a threshold that is partly local tells them from the background, a marker-controlled
/// watershed on the distance to the outline tells touching ones apart. Works at one scale, whatever the field's.
/// </summary>
public sealed class WatershedSegmenter : ISegmenter
{
    /// <summary>Pixels of this size or larger are worked on as they are, smaller ones are put together; µm.</summary>
    private const double WorkingPixel = 0.32;

    /// <summary>Larger fields are worked on at a coarser scale, whatever the size of their pixels.</summary>
    private const double WorkingPixels = 2048 * 2048;

    /// <summary>Fields whose usual nucleus is wider are worked on once more at the scale where it has the other width: fine texture would break outlines; pixels.</summary>
    private const double MostDiameter = 34, GoodDiameter = 26;

    /// <summary>What is wider still is no nucleus, and a coarser scale would lose it.</summary>
    private const double CoarsestScale = 0.25;

    private readonly double _pixelSize;

    /// <summary>Sets it up.</summary>
    /// <param name="settings">The size of a pixel.</param>
    public WatershedSegmenter(CellSettings settings)
    {
        _pixelSize = settings.PixelSize;
        Description = string.Create(CultureInfo.InvariantCulture,
            $"hpa-nuclei v1: scale {WorkingPixel} um, nuclei over {MostDiameter} px brought to {GoodDiameter} or {CoarsestScale} of the size, {NucleiMask.Description}, {NucleiSplit.Description}, OpenCV {Cv2.GetVersionString()}");
    }

    /// <inheritdoc />
    public string Description { get; }

    /// <inheritdoc />
    public ISegmentation Begin(Mat nuclei) => new Segmentation(nuclei, _pixelSize);

    private sealed class Segmentation(Mat nuclei, double pixelSize) : ISegmentation
    {
        public NetworkTiles? Tiles => null;

        public Mat Finish(IReadOnlyList<float[]> answers)
        {
            var scale = Math.Min(1, Math.Min(pixelSize / WorkingPixel, Math.Sqrt(WorkingPixels / nuclei.Total())));
            using var field = At(scale);
            using var smooth = NucleiMask.Smooth(field);
            using var mask = NucleiMask.Of(smooth);
            using var parts = new MaskParts(mask);
            var usual = parts.UsualDiameter();
            if (usual <= MostDiameter) return Enlarged(NucleiSplit.Labels(parts, smooth));
            using var coarse = At(scale * Math.Max(CoarsestScale, GoodDiameter / usual));
            using var coarseSmooth = NucleiMask.Smooth(coarse);
            using var coarseMask = NucleiMask.Of(coarseSmooth);
            using var coarseParts = new MaskParts(coarseMask);
            return Enlarged(NucleiSplit.Labels(coarseParts, coarseSmooth));
        }

        /// <summary>A scale of nearly 1 would only blur, and of a field of a pixel or two nothing would be left.</summary>
        private Mat At(double scale) => scale > 0.75 || Math.Min(nuclei.Width, nuclei.Height) * scale < 1
            ? nuclei[new Rect(0, 0, nuclei.Width, nuclei.Height)]
            : nuclei.Resize(default, scale, scale, InterpolationFlags.Area);

        private Mat Enlarged(Mat labels)
        {
            if (labels.Size() == nuclei.Size()) return labels;
            using (labels) return LabelScaling.Enlarge(labels, nuclei.Size());
        }

        public void Dispose()
        {
        }
    }
}
