using Hpa.Contracts;
using Microsoft.Data.Sqlite;

namespace Hpa.Host.Nodes;

/// <summary>The SQLite file of the journal, looked at before Akka opens it: Akka would try for half a minute, then say little.</summary>
internal static class JournalFile
{
    private const int NotADatabase = 26;
    private const int Corrupt = 11;
    private const int Full = 13;

    /// <summary>What Akka's tables and indexes take; a freed page of the file is used before a new one.</summary>
    private const int Reserve = 128 << 10;

    /// <summary>Checks the file, or creates it with room for the tables.</summary>
    /// <exception cref="InputException">It is damaged, or the disk does not take it.</exception>
    public static void Prepare(string path)
    {
        try
        {
            var begins = !File.Exists(path) || new FileInfo(path).Length == 0;
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
            connection.Open();
            if (begins)
            {
                Do(connection, $"BEGIN; CREATE TABLE reserve(bytes BLOB); INSERT INTO reserve VALUES (zeroblob({Reserve})); COMMIT");
                Do(connection, "DROP TABLE reserve");
            }
            else if (Do(connection, "PRAGMA quick_check(1)") is not "ok")
            {
                throw Damaged(path, null);
            }
        }
        catch (SqliteException e) when (e.SqliteErrorCode is NotADatabase or Corrupt)
        {
            throw Damaged(path, e);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is Full)
        {
            throw new InputException($"{path}: no space left on the device; free some and run the same command again", e);
        }
        catch (SqliteException e)
        {
            throw new InputException($"{path} cannot be opened ({e.Message.ReplaceLineEndings(" ")}): mend that and run the same command again", e);
        }
    }

    private static object? Do(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static InputException Damaged(string path, Exception? cause) =>
        new($"{path} is damaged or not a journal of Hpa: put a sound copy back, or begin anew with another --out", cause);
}
