using Hpa.Actors.Runs;
using Hpa.Contracts.Cells;
using OpenCvSharp;

namespace Hpa.Actors.Tests.Cells;

/// <summary>Label maps and settings for tests.</summary>
internal static class LabelMaps
{
    /// <summary>The defaults with pixels of 1 µm, changed by <c>key=value</c> below hpa.cells.</summary>
    public static CellSettings Settings(params string[] changes) => SettingsFile.Load(
        Repository.Root, null, ["hpa.datasets.path=/data", "hpa.cells.pixel-size=1", .. changes.Select(c => $"hpa.cells.{c}")]).Check().Cells;

    /// <summary>A label map with filled ellipses, numbered as given.</summary>
    public static Mat Ellipses(int width, int height, params (int X, int Y, int Rx, int Ry)[] ellipses)
    {
        var labels = new Mat(height, width, MatType.CV_32SC1, Scalar.All(0));
        for (var i = 0; i < ellipses.Length; i++)
        {
            var (x, y, rx, ry) = ellipses[i];
            Cv2.Ellipse(labels, new Point(x, y), new Size(rx, ry), 0, 0, 360, new Scalar(i + 1), thickness: -1);
        }

        return labels;
    }
}
