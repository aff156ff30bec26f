using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Datasets;

/// <summary>
/// Moves single images between parts as long as that lowers
/// <code>J = Σ_p [ (n_p − r_p n)² + Σ_c ((n_cp − r_p n_c) / max(1, 0.01 r_p n_c))² ]</code>
/// where n_cp counts the images of class c in part p and r_p is the part's share: squared deviations, a class's in units
/// of what is allowed (1 % or one row), the part's size in rows. No move takes a class out of what is allowed, or further
/// out. Each step takes the largest descent, so the result depends on nothing but the given split and order; J falls
/// strictly, so it ends.
/// </summary>
/// <param name="labels">Label sets of the images.</param>
/// <param name="parts">The split; changed in place.</param>
/// <param name="order">A permutation of the images; of several images with one label set the last one moves first.</param>
/// <param name="shares">Shares of the parts, summing to 1.</param>
internal sealed class SplitBalance(IReadOnlyList<LabelSet> labels, Part[] parts, int[] order, double[] shares)
{
    private const int SizeRow = LocationClasses.Count;
    private const double AllowedShare = 0.01;
    private const double LeastGain = 1e-9;

    /// <summary>Images with one label set, by part.</summary>
    private readonly record struct Group(int[] Rows, Stack<int>[] ByPart);

    /// <summary>Deviation [row, part] of a count from its target, in images; row 28 is the part's size.</summary>
    private readonly double[,] _deviation = new double[SizeRow + 1, shares.Length];

    /// <summary>1 / tolerance² [row, part].</summary>
    private readonly double[,] _weight = new double[SizeRow + 1, shares.Length];

    /// <summary>Improves the split.</summary>
    public void Improve()
    {
        var groups = GroupByLabels();
        Measure(groups);
        while (BestMove(groups) is { } move)
        {
            var image = groups[move.Group].ByPart[move.From].Pop();
            groups[move.Group].ByPart[move.To].Push(image);
            parts[image] = (Part)move.To;
            foreach (var row in groups[move.Group].Rows)
            {
                _deviation[row, move.From]--;
                _deviation[row, move.To]++;
            }
        }
    }

    private Group[] GroupByLabels()
    {
        var groups = new SortedDictionary<LabelSet, Group>();
        foreach (var image in order)
        {
            if (!groups.TryGetValue(labels[image], out var group))
                groups[labels[image]] = group = new Group([.. labels[image].Classes, SizeRow], shares.Select(_ => new Stack<int>()).ToArray());
            group.ByPart[(int)parts[image]].Push(image);
        }

        return [.. groups.Values];
    }

    private void Measure(Group[] groups)
    {
        var totals = new int[SizeRow + 1];
        foreach (var (rows, byPart) in groups)
            foreach (var row in rows)
                for (var part = 0; part < shares.Length; part++)
                {
                    totals[row] += byPart[part].Count;
                    _deviation[row, part] += byPart[part].Count;
                }

        for (var row = 0; row <= SizeRow; row++)
            for (var part = 0; part < shares.Length; part++)
            {
                var target = shares[part] * totals[row];
                _deviation[row, part] -= target;
                var tolerance = row == SizeRow ? 1 : Math.Max(1, AllowedShare * target);
                _weight[row, part] = 1 / (tolerance * tolerance);
            }
    }

    private (int Group, int From, int To)? BestMove(Group[] groups)
    {
        (int Group, int From, int To)? best = null;
        var most = LeastGain;
        for (var g = 0; g < groups.Length; g++)
            for (var from = 0; from < shares.Length; from++)
                for (var to = 0; to < shares.Length; to++)
                {
                    if (from == to || groups[g].ByPart[from].Count == 0 || Gain(groups[g].Rows, from, to) is var gain && gain <= most) continue;
                    most = gain;
                    best = (g, from, to);
                }

        return best;
    }

    /// <summary>By how much J falls, d² − (d − 1)² = 2d − 1 where an image leaves, −2d − 1 where it comes; 0 for a forbidden move.</summary>
    private double Gain(int[] rows, int from, int to)
    {
        var gain = 0.0;
        foreach (var row in rows)
        {
            var (leaves, comes) = (_deviation[row, from], _deviation[row, to]);
            if (row != SizeRow && (!Allowed(row, from, leaves, leaves - 1) || !Allowed(row, to, comes, comes + 1))) return 0;
            gain += _weight[row, from] * (2 * leaves - 1) - _weight[row, to] * (2 * comes + 1);
        }

        return gain;
    }

    private bool Allowed(int row, int part, double before, double after) =>
        Math.Abs(after) <= Math.Abs(before) || after * after * _weight[row, part] <= 1;
}
