namespace Hpa.Actors.Cells.Cellpose;

/// <summary>
/// From flows and logits to masks, as in Cellpose (Stringer, Wang, Michaelos, Pachitariu: Cellpose: a generalist algorithm for
/// cellular segmentation, Nature Methods 18, 2021): every pixel of a cell follows the flow, pixels that end together are a mask.
/// </summary>
/// <param name="Probability">Pixels with a logit above this belong to cells.</param>
/// <param name="FlowError">Masks whose own flows differ by more (mean squared) are removed; 0 keeps all.</param>
/// <param name="Steps">Steps of a path, 1 or more.</param>
internal sealed record FlowMasks(double Probability, double FlowError, int Steps)
{
    /// <summary>Finds masks.</summary>
    /// <param name="height">Of the field, pixels.</param>
    /// <param name="width">Of the field, pixels.</param>
    /// <param name="down">[height × width] flow in y, five times as long as a step.</param>
    /// <param name="right">[height × width] flow in x.</param>
    /// <param name="logits">[height × width].</param>
    /// <returns>In the order of their topmost, then leftmost pixels.</returns>
    public LabelPlane Of(int height, int width, ReadOnlySpan<float> down, ReadOnlySpan<float> right, ReadOnlySpan<float> logits)
    {
        var cells = Cells(logits);
        var field = FlowField.Of(height, width, down, right, cells);
        var labels = PathEnds.Masks(height, width, cells, new FlowPaths(field).Ends(cells, Steps));
        labels.Order();
        MaskCleaning.RemoveInconsistent(labels, field, FlowError);
        MaskCleaning.FillAndRemoveSmall(labels);
        labels.Order();
        return labels;
    }

    private int[] Cells(ReadOnlySpan<float> logits)
    {
        var cells = new List<int>();
        for (var i = 0; i < logits.Length; i++)
            if (logits[i] > Probability) cells.Add(i);
        return [.. cells];
    }
}
