using Hpa.Actors.Backbones;
using Hpa.Actors.Cells;
using Hpa.Contracts.Backbones;
using Hpa.Contracts.Cells;
using OpenCvSharp;

namespace Hpa.Actors.Runs;

/// <summary>What finds the nuclei of a run.</summary>
internal static class FieldSegmentation
{
    /// <summary>Name of the segmenting network among the backbones.</summary>
    public const string Network = "cellpose";

    /// <summary>The networks to load: the backbones, and the segmenter's if it needs one.</summary>
    public static BackboneSettings WithNetwork(BackboneSettings backbones, CellSettings cells) => backbones;

    /// <summary>The segmenter; null without the cell level.</summary>
    public static ISegmenter? Segmenter(CellSettings settings, IReadOnlyList<BackboneSession> sessions) =>
        settings.Regions.Count == 0 ? null : new Plain();

    private sealed class Plain : ISegmenter
    {
        public string Description => "plain";

        public ISegmentation Begin(Mat nuclei) => new Segmentation(nuclei);

        private sealed class Segmentation(Mat nuclei) : ISegmentation
        {
            public NetworkTiles? Tiles => null;

            public Mat Finish(IReadOnlyList<float[]> answers)
            {
                using var mask = new Mat();
                Cv2.Threshold(nuclei, mask, 0, 255, ThresholdTypes.Otsu);
                var labels = new Mat();
                Cv2.ConnectedComponents(mask, labels);
                return labels;
            }

            public void Dispose()
            {
            }
        }
    }
}
