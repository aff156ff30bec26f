using Hpa.Contracts.Features;

namespace Hpa.Actors.Classifiers.Trees;

/// <summary>The raw columns that some trees ask, gathered block by block.</summary>
internal sealed class AskedColumns
{
    private readonly Dictionary<(int Block, int Column), float[]> _columns = [];

    /// <summary>Reads every block with a column that is asked, once.</summary>
    public AskedColumns(IEnumerable<DecisionTree> trees, IReadOnlyList<BlockColumn> blocks, int rows, ReadBlock read)
    {
        var asked = trees.SelectMany(tree => tree.Block.Zip(tree.Column, (block, column) => (Block: block, Column: column)))
            .Where(place => place.Block >= 0).Distinct().Order();
        foreach (var block in asked.GroupBy(place => place.Block, place => place.Column))
        {
            var values = read(block.Key);
            var d = blocks[block.Key].Dimensions;
            RawRows.Check(blocks[block.Key], values, rows);
            foreach (var column in block)
            {
                var own = new float[rows];
                for (var x = 0; x < rows; x++) own[x] = values[x * d + column];
                _columns.Add((block.Key, column), own);
            }
        }
    }

    /// <summary>The column of each node; null for leaves.</summary>
    public float[]?[] Of(DecisionTree tree) => [.. tree.Block.Zip(tree.Column, (block, column) => block < 0 ? null : _columns[(block, column)])];
}
