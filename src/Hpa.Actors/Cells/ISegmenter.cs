using OpenCvSharp;

namespace Hpa.Actors.Cells;

/// <summary>Finds the nuclei of a field. Safe to use from several threads.</summary>
public interface ISegmenter
{
    /// <summary>Everything that shapes its result, as text; features of different texts never mix.</summary>
    string Description { get; }

    /// <summary>Begins a field.</summary>
    /// <param name="nuclei">The blue channel, CV_8UC1 or CV_16UC1; not changed, and there until the result is disposed.</param>
    ISegmentation Begin(Mat nuclei);
}

/// <summary>A field whose nuclei are being found.</summary>
public interface ISegmentation : IDisposable
{
    /// <summary>What a network must be asked before <see cref="Finish"/>; null when none is needed.</summary>
    NetworkTiles? Tiles { get; }

    /// <summary>Finds the nuclei; a pure function of field, settings and answers.</summary>
    /// <param name="answers">What the network said to each tile, in their order; empty when none was asked.</param>
    /// <returns>CV_32SC1 of the field's size: 0 = background, 1 … n = nuclei in the order of their topmost, then leftmost pixels. The caller disposes it.</returns>
    Mat Finish(IReadOnlyList<float[]> answers);
}

/// <summary>Inputs of a segmenting network.</summary>
/// <param name="Inputs">[count × channels × side × side] row-major.</param>
/// <param name="Count">Number of tiles.</param>
public sealed record NetworkTiles(float[] Inputs, int Count);
