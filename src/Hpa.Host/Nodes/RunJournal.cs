using System.Security.Cryptography;
using Akka.Configuration;
using Hpa.Actors.Runs;
using Hpa.Contracts;
using Npgsql;

namespace Hpa.Host.Nodes;

/// <summary>Where a run's events are kept: an SQLite file in its folder, or a schema of its own in PostgreSQL.</summary>
internal static class RunJournal
{
    private const string Key = "hpa.nodes.journal.postgres";

    /// <summary>Makes the journal ready and gives the settings that lead to it.</summary>
    /// <exception cref="InputException">It cannot be used.</exception>
    public static Config Prepare(RunFolder folder, NodeOptions options)
    {
        var asked = options.Files.Select(NodeOptions.Read).FirstOrDefault(settings => settings.HasPath(Key));
        if (asked is null) return InFile(folder.Journal);

        var connection = asked.GetString(Key, "");
        if (connection.Length == 0) connection = Environment.GetEnvironmentVariable("HPA_POSTGRES") ?? "";
        if (connection.Length == 0) throw new SettingsException($"{Key} is empty: write a connection string there, or set HPA_POSTGRES");
        var schema = Schema(folder);
        Create(connection, schema);
        return Connection(connection, schema).WithFallback(NodeSystem.Read("postgres.conf"));
    }

    /// <summary>Makes an SQLite file ready and gives the settings that lead to it.</summary>
    /// <exception cref="InputException">It cannot be used.</exception>
    public static Config InFile(string path)
    {
        JournalFile.Prepare(path);
        return Connection($"Data Source={path}", "").WithFallback(NodeSystem.Read("single-node.conf"));
    }

    /// <summary>A folder that was deleted and made anew must not find the events of the old one.</summary>
    private static string Schema(RunFolder folder)
    {
        if (File.Exists(folder.JournalSchema)) return File.ReadAllText(folder.JournalSchema).Trim();
        if (File.Exists(folder.Journal)) throw new InputException($"{folder.Path} was begun with {Path.GetFileName(folder.Journal)}, and a journal does not move to PostgreSQL: go on without postgres.conf, or begin anew with another --out");
        var schema = $"hpa_{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        DurableFile.WriteText(folder.JournalSchema, schema + "\n");
        return schema;
    }

    private static void Create(string connection, string schema)
    {
        try
        {
            using var source = NpgsqlDataSource.Create(connection);
            using var command = source.CreateCommand($"CREATE SCHEMA IF NOT EXISTS \"{schema.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
            command.ExecuteNonQuery();
        }
        catch (Exception e) when (e is NpgsqlException or ArgumentException or FormatException or TimeoutException)
        {
            throw new InputException($"the journal in PostgreSQL cannot be used ({e.Message.ReplaceLineEndings(" ")}): mend that and run the same command again", e);
        }
    }

    private static Config Connection(string connection, string schema)
    {
        var quoted = global::System.Text.Json.JsonSerializer.Serialize(connection);
        return ConfigurationFactory.ParseString(string.Concat(new[] { "journal", "snapshot-store" }.Select(store => $$"""
            akka.persistence.{{store}}.sql.connection-string = {{quoted}}
            {{(schema.Length == 0 ? "" : $"akka.persistence.{store}.sql.default.schema-name = \"{schema}\"")}}

            """)));
    }
}
