using Hpa.Contracts.Datasets;
using Hpa.Contracts.Images;
using OpenCvSharp;

namespace Hpa.Actors.Datasets.Synthesis;

/// <summary>One drawn field and what is true about it.</summary>
internal sealed class SyntheticField : IDisposable
{
    private const double MembraneWidth = 2;

    private SyntheticField(int size)
    {
        Nuclei = new Mat(size, size, MatType.CV_16UC1, Scalar.All(0));
        Membrane = new Mat(size, size, MatType.CV_16UC1, Scalar.All(0));
        Cells = new Mat(size, size, MatType.CV_16UC1, Scalar.All(0));
    }

    /// <summary>The four stains, 8-bit grey.</summary>
    public Dictionary<Channel, Mat> Channels { get; } = [];

    /// <summary>Label map of the nuclei, 16 bit, 0 = none; a nucleus and its cell have the same number.</summary>
    public Mat Nuclei { get; }

    /// <summary>Label map of the nuclear membranes: the two outermost pixels of each nucleus.</summary>
    public Mat Membrane { get; }

    /// <summary>Label map of the cells, nuclei included.</summary>
    public Mat Cells { get; }

    /// <summary>Draws a field; a pure function of its arguments.</summary>
    /// <param name="labels">The patterns that the green channel shows in every cell.</param>
    /// <param name="size">Side, pixels.</param>
    /// <param name="diameter">Diameter of a usual cell, pixels.</param>
    /// <param name="dice">All draws.</param>
    public static SyntheticField Draw(LabelSet labels, int size, double diameter, Dice dice)
    {
        var geometry = FieldGeometry.Draw(size, diameter, labels, dice.At("geometry"));
        var field = new SyntheticField(size);
        using var painter = new FieldPainter(size, labels, dice.At("paint"));
        ushort number = 0;
        for (var i = 0; i < geometry.Plans.Count; i++)
        {
            using var cell = new Cell(geometry, i, dice.At("cell").At(i));
            if (field.Mark(cell, (ushort)(number + 1))) number++;
            painter.Add(cell, dice.At("cell").At(i));
        }

        foreach (var channel in Enum.GetValues<Channel>())
            field.Channels[channel] = painter.Expose(channel, diameter / 110, dice.At("microscope").At((int)channel));
        return field;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var mat in Channels.Values) mat.Dispose();
        Nuclei.Dispose();
        Membrane.Dispose();
        Cells.Dispose();
    }

    /// <summary>Writes a cell into the label maps; false if none of it lies in the field.</summary>
    private bool Mark(Cell cell, ushort number)
    {
        var size = Cells.Rows;
        var nuclei = Nuclei.AsSpan<ushort>();
        var membrane = Membrane.AsSpan<ushort>();
        var cells = Cells.AsSpan<ushort>();
        var (body, nucleus) = (cell.BodyDepth, cell.NucleusDepth);
        var seen = false;
        for (var i = 0; i < body.Length; i++)
        {
            var (x, y) = (cell.Left + i % cell.Side, cell.Top + i / cell.Side);
            if (body[i] == 0 || x < 0 || y < 0 || x >= size || y >= size) continue;
            seen = true;
            cells[y * size + x] = number;
            if (nucleus[i] == 0) continue;
            nuclei[y * size + x] = number;
            if (nucleus[i] <= MembraneWidth) membrane[y * size + x] = number;
        }

        return seen;
    }
}
