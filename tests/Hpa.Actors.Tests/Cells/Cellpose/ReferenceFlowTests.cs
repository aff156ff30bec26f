using Hpa.Actors.Cells.Cellpose;
using Xunit.Abstractions;

namespace Hpa.Actors.Tests.Cells.Cellpose;

/// <summary>Flows and logits for which the masks of Cellpose itself are known.</summary>
public sealed class ReferenceFlowTests(ITestOutputHelper output)
{
    private const string Folder = "cellpose_flows";

    [ReferenceDataFact(Folder)]
    public void One_cell_comes_out_as_from_Cellpose() => Compare("single_cell_128", 0.4, 0.98);

    /// <summary>Its flows lead out of the masks, which the reference shows before it would remove them for that.</summary>
    [ReferenceDataFact(Folder)]
    public void Three_cells_come_out_as_from_Cellpose() => Compare("three_cells_192", 0, 0.95);

    [ReferenceDataFact(Folder)]
    public void No_cell_comes_out_of_noise() => Compare("empty_96", 0, 1);

    private void Compare(string name, double flowError, double least)
    {
        var (shape, flows) = NpyFile.Read<float>(ReferenceDataFactAttribute.PathOf(Folder, $"{name}_dP.npy"), "<f4");
        var logits = NpyFile.Read<float>(ReferenceDataFactAttribute.PathOf(Folder, $"{name}_cellprob.npy"), "<f4").Values;
        var truth = Array.ConvertAll(NpyFile.Read<ushort>(ReferenceDataFactAttribute.PathOf(Folder, $"{name}_mask.npy"), "<u2").Values, label => (int)label);

        var found = new FlowMasks(0, flowError, 200).Of(shape[1], shape[2], flows.AsSpan(0, logits.Length), flows.AsSpan(logits.Length), logits).Values;

        var overlaps = Overlap.Of(truth, found);
        output.WriteLine($"{name}: {truth.Distinct().Count() - 1} cells, found {found.Max()}, IoU {string.Join(' ', overlaps.Select(o => $"{o:f4}"))}, pixels that differ in being a cell {truth.Zip(found, (t, f) => t > 0 != f > 0).Count(differs => differs)}");
        Assert.Equal(truth.Distinct().Count(label => label > 0), found.Max());
        Assert.True(overlaps.Length == 0 || overlaps.Average() >= least, $"{overlaps.DefaultIfEmpty().Average():f4}");
    }
}
