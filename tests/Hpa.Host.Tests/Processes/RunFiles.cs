using System.Text.Json;
using DuckDB.NET.Data;

namespace Hpa.Host.Tests.Processes;

/// <summary>The files of a run, read as a stranger would: no code of the program.</summary>
internal sealed class RunFiles(string path)
{
    /// <summary>The run's folder.</summary>
    public string Path { get; } = path;

    /// <summary>A file of the run.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The shards of a level, image or cell, that the manifest names.</summary>
    public string[] Shards(string level = "image")
    {
        using var manifest = JsonDocument.Parse(System.IO.File.ReadAllBytes(File("features/manifest.json")));
        return [.. manifest.RootElement.GetProperty("shards").EnumerateArray()
            .Where(shard => shard.GetProperty("level").GetString() == level)
            .Select(shard => File($"features/{level}/{shard.GetProperty("file").GetString()}"))];
    }

    /// <summary>The ids of all rows of a level's committed shards, sorted; one that stands twice comes twice.</summary>
    public string[] Rows(string level = "image")
    {
        var shards = Shards(level);
        return shards.Length == 0 ? [] : Query($"SELECT Id FROM read_parquet([{string.Join(", ", shards.Select(s => $"'{s}'"))}]) ORDER BY Id", row => row.GetString(0));
    }

    /// <summary>Rows of a DuckDB query.</summary>
    public static T[] Query<T>(string sql, Func<DuckDBDataReader, T> read)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return [.. rows];
    }

    /// <summary>
    /// Every result is byte for byte that of another run, and every row is there once. Timings and the report's pages, which
    /// show them, may differ.
    /// </summary>
    public void MustEqual(RunFiles truth)
    {
        Assert.Equal(truth.Rows(), Rows());
        Assert.Equal(truth.Rows("cell"), Rows("cell"));
        var results = truth.Results();
        Assert.Equal(results, Results());
        Assert.All(results, name => Assert.True(
            System.IO.File.ReadAllBytes(truth.File(name)).AsSpan().SequenceEqual(System.IO.File.ReadAllBytes(File(name))), $"{File(name)} differs from {truth.File(name)}"));
    }

    private string[] Results() =>
    [
        "report/metrics.json", "split.csv", "quarantine.csv", "features/manifest.json",
        .. Below("selection"), .. Below("report/tables"), .. Below("models"),
    ];

    private IEnumerable<string> Below(string folder) => Directory.EnumerateFiles(File(folder), "*", SearchOption.AllDirectories)
        .Select(file => System.IO.Path.GetRelativePath(Path, file)).Order(StringComparer.Ordinal);
}
