using Hpa.Contracts;
using Hpa.Contracts.Cells;
using Hpa.Contracts.Features;
using Parquet;
using Parquet.Schema;

namespace Hpa.Actors.Features;

/// <summary>The columns of a shard between <c>Id</c> and the blocks: what is known about the cells behind a row.</summary>
internal static class RowFacts
{
    /// <summary>The column that every level with cells has.</summary>
    public const string Used = "Used";

    private static readonly DataField<int>[] s_counts =
        [.. new[] { "Found", Used, "Border", "Small", "Large", "Irregular", "Failed" }.Select(name => new DataField<int>(name))];

    private static readonly DataField<int> s_cell = new("Cell");
    private static readonly DataField<double>[] s_measures = [.. new[] { "X", "Y", "Area", "Eccentricity", "Solidity" }.Select(name => new DataField<double>(name))];
    private static readonly DataField<string> s_flags = new("Flags", nullable: false);
    private static readonly DataField<bool> s_used = new(Used);

    /// <summary>The columns of a level, in order.</summary>
    public static IReadOnlyList<DataField> Fields(Level level) => level switch
    {
        Level.Image => [],
        Level.Cell => s_counts,
        _ => [s_cell, .. s_measures, s_flags, s_used],
    };

    /// <summary>Writes the columns of a level.</summary>
    public static async Task WriteAsync(ParquetRowGroupWriter group, Level level, FeatureRow[] rows)
    {
        if (level == Level.Cell)
        {
            for (var i = 0; i < s_counts.Length; i++) await group.WriteAsync<int>(s_counts[i], Array.ConvertAll(rows, r => Counts(r.Cells!)[i]));
        }
        else if (level == Level.SingleCell)
        {
            await group.WriteAsync<int>(s_cell, Array.ConvertAll(rows, r => r.Cell!.Number));
            for (var i = 0; i < s_measures.Length; i++) await group.WriteAsync<double>(s_measures[i], Array.ConvertAll(rows, r => Measures(r.Cell!)[i]));
            await group.WriteAsync(s_flags, Array.ConvertAll(rows, r => Words(r.Cell!.Flags)));
            await group.WriteAsync<bool>(s_used, Array.ConvertAll(rows, r => r.Cell!.Used));
        }
    }

    /// <summary>Reads the counts of a cell shard, row by row.</summary>
    public static CellCounts[] ReadCounts(ParquetRowGroupReader group, IReadOnlyDictionary<string, DataField> fields, int rows)
    {
        var columns = Array.ConvertAll(s_counts, field => Read<int>(group, fields, field, rows));
        return [.. Enumerable.Range(0, rows).Select(r => new CellCounts(
            columns[0][r], columns[1][r], columns[2][r], columns[3][r], columns[4][r], columns[5][r], columns[6][r]))];
    }

    /// <summary>Reads the facts of a single-cell shard, row by row.</summary>
    public static CellFacts[] ReadCells(ParquetRowGroupReader group, IReadOnlyDictionary<string, DataField> fields, int rows)
    {
        var (cells, measures, used) = (Read<int>(group, fields, s_cell, rows), Array.ConvertAll(s_measures, f => Read<double>(group, fields, f, rows)), Read<bool>(group, fields, s_used, rows));
        var flags = new string?[rows];
        BlockingFile.Complete(group.ReadAsync(Known(fields, s_flags), flags.AsMemory()).AsTask());
        return [.. Enumerable.Range(0, rows).Select(r => new CellFacts(
            cells[r], measures[0][r], measures[1][r], measures[2][r], measures[3][r], measures[4][r], Flags(flags[r] ?? ""), used[r]))];
    }

    private static T[] Read<T>(ParquetRowGroupReader group, IReadOnlyDictionary<string, DataField> fields, DataField field, int rows)
        where T : struct
    {
        var values = new T[rows];
        BlockingFile.Complete(group.ReadAsync<T>(Known(fields, field), values.AsMemory()).AsTask());
        return values;
    }

    private static DataField Known(IReadOnlyDictionary<string, DataField> fields, DataField field) =>
        fields.TryGetValue(field.Name, out var known) ? known : throw new InputException($"has no column {field.Name}");

    private static int[] Counts(CellCounts c) => [c.Found, c.Used, c.Border, c.Small, c.Large, c.Irregular, c.Failed];

    private static double[] Measures(CellFacts c) => [c.X, c.Y, c.Area, c.Eccentricity, c.Solidity];

    private static string Words(CellFlags flags) => flags == CellFlags.None ? "" : flags.ToString().ToLowerInvariant().Replace(",", "", StringComparison.Ordinal);

    private static CellFlags Flags(string words) => words.Length == 0 ? CellFlags.None : Enum.Parse<CellFlags>(words.Replace(' ', ','), ignoreCase: true);
}
