using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Images;

namespace Hpa.Actors.Datasets;

/// <summary>
/// The channel files of one folder, <c>&lt;Id&gt;_&lt;red|green|blue|yellow&gt;.&lt;png|jpg|jpeg|tif|tiff&gt;</c>; the ending in any
/// case. Where a channel is there in several formats the first of that list is taken. The folder is listed once.
/// </summary>
internal sealed class ChannelFolder
{
    private static readonly string[] s_channels = ["red", "green", "blue", "yellow"];
    private static readonly string[] s_endings = [".png", ".jpg", ".jpeg", ".tif", ".tiff"];

    private readonly Dictionary<string, string?[]> _fields = new(StringComparer.Ordinal);
    private readonly string _folder;

    /// <summary>Lists the folder.</summary>
    /// <exception cref="InputException">The folder is not there or cannot be listed.</exception>
    public ChannelFolder(string folder)
    {
        _folder = folder;
        if (!Directory.Exists(folder))
            throw new InputException($"{folder} is not a folder, it must hold the channel files <Id>_red.png, _green.png, _blue.png and _yellow.png");
        try
        {
            foreach (var path in Directory.EnumerateFiles(folder)) Add(Path.GetFileName(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{folder} cannot be listed: {e.Message}", e);
        }
    }

    /// <summary>The texts before <c>_&lt;channel&gt;</c>, sorted, without hidden files.</summary>
    public IEnumerable<string> Ids => _fields.Keys.Where(id => id[0] != '.').Order(StringComparer.Ordinal);

    /// <summary>The files of one field; null where a channel has none.</summary>
    public ChannelFiles FilesOf(ImageId id)
    {
        var names = _fields.GetValueOrDefault(id.Value);
        return new ChannelFiles(id, PathOf(names?[0]), PathOf(names?[1]), PathOf(names?[2]), PathOf(names?[3]));
    }

    private string? PathOf(string? name) => name is null ? null : Path.Combine(_folder, name);

    private void Add(string name)
    {
        var ending = Path.GetExtension(name);
        var bar = name.LastIndexOf('_');
        if (bar < 1 || bar > name.Length - ending.Length || Rank(name) == s_endings.Length) return;
        var channel = Array.IndexOf(s_channels, name[(bar + 1)..^ending.Length]);
        if (channel < 0) return;
        if (!_fields.TryGetValue(name[..bar], out var names)) _fields[name[..bar]] = names = new string?[s_channels.Length];
        if (names[channel] is not { } other || Compare(name, other) < 0) names[channel] = name;
    }

    private static int Rank(string name)
    {
        var rank = Array.FindIndex(s_endings, e => e.Equals(Path.GetExtension(name), StringComparison.OrdinalIgnoreCase));
        return rank < 0 ? s_endings.Length : rank;
    }

    /// <summary>The better format first; names that differ only in the case of the ending by their characters.</summary>
    private static int Compare(string a, string b) =>
        Rank(a) != Rank(b) ? Rank(a).CompareTo(Rank(b)) : string.CompareOrdinal(a, b);
}
