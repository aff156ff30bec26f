using Hpa.Contracts;
using Hpa.Contracts.Features;
using Parquet.Schema;

namespace Hpa.Actors.Features;

/// <summary>Names inside the features folder and inside a shard.</summary>
internal static class ShardLayout
{
    /// <summary>Version of the columns, in the footer under <see cref="FormatKey"/>.</summary>
    public const string FormatVersion = "1";

    public const string FormatKey = "hpa.features.format";

    public const string IdColumn = "Id";

    public const string FileEnding = ".parquet";

    /// <summary>Ending of a shard that no run has taken yet.</summary>
    public const string PendingEnding = ".pending";

    /// <summary>Whether a file is left over from a write that was cut off.</summary>
    public static bool IsLeftOver(string path) =>
        path.EndsWith(DurableFile.TemporaryEnding, StringComparison.Ordinal) || path.EndsWith(PendingEnding, StringComparison.Ordinal);

    /// <summary>The folder of a level's shards.</summary>
    public static string Folder(string featuresFolder, Level level) => Path.Combine(featuresFolder, level switch
    {
        Level.Image => "image",
        Level.Cell => "cell",
        _ => "single-cell",
    });

    /// <summary>The path of a shard.</summary>
    public static string PathOf(string featuresFolder, ShardEntry shard) => Path.Combine(Folder(featuresFolder, shard.Level), shard.File);

    /// <summary>Whether the text is a bare file name that a shard can have.</summary>
    public static bool IsFileName(string text) =>
        text.Length > FileEnding.Length && text.EndsWith(FileEnding, StringComparison.Ordinal) && text[0] != '.' && !text.Any(c => c is '/' or '\\' || char.IsControl(c));

    /// <summary>
    /// One column of required text, what is known about the cells, then one list of required numbers per block in the
    /// three-level form <c>block / list / element</c> that every reader knows. Dots belong to the name of a column.
    /// </summary>
    public static ParquetSchema Schema(Level level, IEnumerable<BlockColumn> blocks) => new(
        [new DataField<string>(IdColumn, nullable: false), .. RowFacts.Fields(level), .. blocks.Select(b => new ListField(b.Name.ToString(), new DataField<float>(ListField.ElementName)))]);

    /// <summary>One line that names the shard and what to do.</summary>
    public static InputException Damaged(string path, string what, Exception? cause = null) =>
        new($"{path}: {what}; `hpa verify DIR --repair` makes it again", cause);
}
