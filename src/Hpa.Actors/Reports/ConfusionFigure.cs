using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Reports;
using ScottPlot;

namespace Hpa.Actors.Reports;

/// <summary>
/// What single-label test images were taken for, by the SVM of phase 1 (one against one) on the features and choice of blocks
/// that were best on the validation part among those whose confusions were counted. Tint: share of the true class; numbers: images. Classes in neither truth nor prediction are left out.
/// </summary>
internal static class ConfusionFigure
{
    private const int FewClasses = 12, Named = 5;

    /// <summary>The result that is drawn, or null when none has a matrix with images in it.</summary>
    public static SingleLabelMetrics? Subject(RunMetrics metrics)
    {
        double Validation(SingleLabelMetrics test) =>
            PhaseOne.Find(metrics, test.Features, new PhaseOneRow(test.Choice, test.Best, test.Blocks), Multiclass.OneAgainstOne, Part.Val)?.Macro.F1 ?? 0;
        return metrics.SingleLabel
            .Where(result => result is { Method: Multiclass.OneAgainstOne, Part: Part.Test, Confusion: { } matrix } && matrix.Counts.Any(row => row.Sum() > 0))
            .MaxBy(Validation);
    }

    public static Figure Draw(RunMetrics metrics, SingleLabelMetrics subject)
    {
        var matrix = subject.Confusion!;
        var places = Occurring(matrix);
        var names = places.Select(place => LocationClasses.Names[matrix.Classes[place]]).ToArray();
        var plot = Figure.Blank(
            "What is taken for what",
            $"Single-label test images, SVM one against one on {Of(subject)}; tint: share of the row, numbers: images",
            Wording.Mark(metrics.Run));
        for (var row = 0; row < places.Length; row++)
        {
            var images = matrix.Counts[places[row]].Sum();
            for (var column = 0; column < places.Length; column++)
                DrawCell(plot, (column, places.Length - 1 - row), matrix.Counts[places[row]][places[column]], images, row == column);
        }

        var cell = places.Length > FewClasses ? 30 : 44;
        var (left, bottom) = Axes(plot, names, [.. places.Select(place => matrix.Counts[place].Sum())]);
        return new Figure("confusion", Alternative(matrix, subject), plot, Math.Max(620, left + 40 + cell * places.Length), 96 + bottom + (cell - 3) * places.Length);
    }

    private static string Of(SingleLabelMetrics subject) =>
        $"{ResultName.Of(subject.Features)} ({ChoiceName.Of(new PhaseOneRow(subject.Choice, subject.Best, subject.Blocks)).ToLowerInvariant()})";

    private static int[] Occurring(ConfusionMatrix matrix) =>
        [.. Enumerable.Range(0, matrix.Classes.Count).Where(place => matrix.Counts[place].Sum() > 0 || matrix.Counts.Any(row => row[place] > 0))];

    private static void DrawCell(Plot plot, (int X, int Y) cell, int count, int images, bool right)
    {
        var rectangle = plot.Add.Rectangle(cell.X - 0.5, cell.X + 0.5, cell.Y - 0.5, cell.Y + 0.5);
        var fill = count > 0 ? Ramp.Of((double)count / images) : Colors.Transparent;
        (rectangle.FillColor, rectangle.LineColor, rectangle.LineWidth) = (fill, Tint.Rule.Color, 1);
        if (count > 0) Figure.Write(plot, Wording.Count(count), cell.X, cell.Y, Alignment.MiddleCenter, Ramp.Readable(fill));
        if (!right) return;
        var frame = plot.Add.Rectangle(cell.X - 0.46, cell.X + 0.46, cell.Y - 0.46, cell.Y + 0.46);
        (frame.FillColor, frame.LineColor, frame.LineWidth) = (Colors.Transparent, Tint.Second.Color, 1.5f);
    }

    /// <summary>Names on both sides; returns the pixels that those on the left and at the bottom take.</summary>
    private static (int Left, int Bottom) Axes(Plot plot, string[] names, int[] images)
    {
        var places = Enumerable.Range(0, names.Length).Select(place => (double)place).ToArray();
        var rows = names.Select((name, i) => Figure.Drawable($"{name}, {Wording.Count(images[i])}")).ToArray();
        var (left, bottom) = (Widest(rows) + 44, Widest(names) + 38);
        plot.Axes.Left.SetTicks([.. places.Reverse()], rows);
        plot.Axes.Bottom.SetTicks(places, names);
        plot.Axes.Bottom.TickLabelStyle.Rotation = -90;
        plot.Axes.Bottom.TickLabelStyle.Alignment = Alignment.MiddleRight;
        plot.Axes.Bottom.TickLabelStyle.OffsetY = 0;
        plot.XLabel("Predicted");
        plot.YLabel("True, test images");
        (plot.Axes.Left.MinimumSize, plot.Axes.Left.MaximumSize) = (left, left);
        (plot.Axes.Bottom.MinimumSize, plot.Axes.Bottom.MaximumSize) = (bottom, bottom);
        plot.Axes.SetLimits(-0.5, names.Length - 0.5, -0.5, names.Length - 0.5);
        plot.HideGrid();
        foreach (IAxis axis in new IAxis[] { plot.Axes.Left, plot.Axes.Bottom })
        {
            axis.MajorTickStyle.Length = 0;
            axis.FrameLineStyle.Width = 0;
            axis.TickLabelStyle.ForeColor = Tint.Ink.Color;
        }

        return (left, bottom);
    }

    private static int Widest(IEnumerable<string> texts) => (int)Math.Ceiling(texts.Max(text => FigureFont.Width(text, 12, bold: false)));

    private static string Alternative(ConfusionMatrix matrix, SingleLabelMetrics subject)
    {
        var mistakes =
            from truth in Enumerable.Range(0, matrix.Classes.Count)
            from predicted in Enumerable.Range(0, matrix.Classes.Count)
            where truth != predicted && matrix.Counts[truth][predicted] > 0
            orderby matrix.Counts[truth][predicted] descending
            select $"{LocationClasses.Names[matrix.Classes[truth]]} for {LocationClasses.Names[matrix.Classes[predicted]]} in {matrix.Counts[truth][predicted]} of {matrix.Counts[truth].Sum()} images";
        var worst = mistakes.Take(Named).ToArray();
        return $"Confusion matrix of {Occurring(matrix).Length} locations on {Of(subject)}. "
            + (worst.Length == 0 ? "Every image was taken for what it is." : $"Most often mistaken: {string.Join(", ", worst)}.");
    }
}
