using Hpa.Contracts.Features;
using ScottPlot;

namespace Hpa.Actors.Reports;

/// <summary>
/// A drawing with a cell per block, network by channel combination. Several regions stand one below the other, each below a
/// row for its name.
/// </summary>
internal sealed class BlockGrid
{
    private const int WideCell = 92, NarrowCell = 66, CellHeight = 42, ManyColumns = 8;
    private const double HalfWidth = 0.48, HalfHeight = 0.46, LineShift = 0.19;

    private readonly Plot _plot;
    private readonly (Region Region, string Backbone)[] _rows;
    private readonly string[] _columns;

    public BlockGrid(Plot plot, IReadOnlyList<BlockName> blocks)
    {
        var regions = blocks.Select(block => block.Region).Distinct().ToArray();
        _plot = plot;
        _rows = [.. regions.SelectMany(region => blocks.Where(block => block.Region == region).Select(block => (region, block.Backbone)).Distinct()
            .Prepend((region, "")).Skip(regions.Length > 1 ? 0 : 1))];
        _columns = [.. blocks.Select(block => block.Combination.ToString()).Distinct()];
        Ticks();
    }

    /// <summary>Pixels of the figure.</summary>
    public int Width => Math.Max(560, 190 + (_columns.Length > ManyColumns ? NarrowCell : WideCell) * _columns.Length);

    /// <summary>Pixels of the figure.</summary>
    public int Height => 142 + CellHeight * _rows.Length;

    /// <summary>Tints a block's cell and writes into it.</summary>
    /// <param name="block">A block of the grid.</param>
    /// <param name="level">Strength of the tint, 0 … 1.</param>
    /// <param name="text">One line.</param>
    /// <param name="below">A second line, or empty.</param>
    public void Fill(BlockName block, double level, string text, string below = "")
    {
        var (x, y) = Place(block);
        var fill = Ramp.Of(level);
        var rectangle = Rectangle(x, y);
        (rectangle.FillColor, rectangle.LineWidth) = (fill, 0);
        Figure.Write(_plot, text, x, below.Length > 0 ? y + LineShift : y, Alignment.MiddleCenter, Ramp.Readable(fill));
        if (below.Length > 0) Figure.Write(_plot, below, x, y - LineShift, Alignment.MiddleCenter, Ramp.Readable(fill));
    }

    /// <summary>Frames a block's cell; after all cells are filled, so that no neighbour covers it.</summary>
    public void Frame(BlockName block)
    {
        var (x, y) = Place(block);
        var frame = Rectangle(x, y);
        (frame.FillColor, frame.LineColor, frame.LineWidth) = (Colors.Transparent, Tint.Second.Color, 3.5f);
    }

    private ScottPlot.Plottables.Rectangle Rectangle(int x, int y) => _plot.Add.Rectangle(x - HalfWidth, x + HalfWidth, y - HalfHeight, y + HalfHeight);

    private (int X, int Y) Place(BlockName block) =>
        (Array.IndexOf(_columns, block.Combination.ToString()), _rows.Length - 1 - Array.IndexOf(_rows, (block.Region, block.Backbone)));

    private void Ticks()
    {
        var networks = Enumerable.Range(0, _rows.Length).Where(row => _rows[row].Backbone.Length > 0).ToArray();
        foreach (var row in Enumerable.Range(0, _rows.Length).Except(networks))
        {
            Figure.Write(_plot, Wording.Name(_rows[row].Region), -HalfWidth, _rows.Length - 0.85 - row, Alignment.MiddleLeft, Tint.Ink.Color);
            for (var column = 0; column < _columns.Length; column++)
                Figure.Write(_plot, _columns[column], column, _rows.Length - 1.3 - row, Alignment.MiddleCenter, Tint.Muted.Color);
        }

        _plot.Axes.Left.SetTicks(networks.Select(row => _rows.Length - 1.0 - row).ToArray(), networks.Select(row => _rows[row].Backbone).ToArray());
        var headed = networks.Length < _rows.Length;
        _plot.Axes.Bottom.SetTicks(headed ? [] : Enumerable.Range(0, _columns.Length).Select(i => (double)i).ToArray(), headed ? [] : _columns);
        _plot.Axes.SetLimits(-0.55, _columns.Length - 0.45, -0.55, _rows.Length - 0.45);
        _plot.HideGrid();
        foreach (IAxis axis in new IAxis[] { _plot.Axes.Left, _plot.Axes.Bottom })
        {
            axis.MajorTickStyle.Length = 0;
            axis.FrameLineStyle.Width = 0;
            axis.TickLabelStyle.ForeColor = Tint.Ink.Color;
        }
    }
}
