using System.Globalization;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Images;

namespace Hpa.Actors.Datasets;

/// <summary>
/// The layout of the Kaggle 2018 Human Protein Atlas competition: <c>train.csv</c> with <c>Id,Target</c>, where Target is
/// class numbers with blanks between in any order, and <c>train/&lt;Id&gt;_&lt;channel&gt;.&lt;ending&gt;</c>.
/// </summary>
public static class KaggleLayout
{
    /// <summary>The label table and the files of each of its images, sorted by id.</summary>
    /// <param name="path">The folder with train.csv and train/.</param>
    /// <returns>A channel without a file is null: that image is put in quarantine when its turn comes.</returns>
    /// <exception cref="InputException">Something is missing, or a row of the table is wrong; names file and line.</exception>
    public static IReadOnlyList<LabelledImage> Read(string path)
    {
        if (!Directory.Exists(path))
            throw new InputException($"{path} is not a folder, name the one with train.csv and train/");
        var labels = ReadLabels(Path.Combine(path, "train.csv"));
        var folder = new ChannelFolder(Path.Combine(path, "train"));
        return labels.Select(row => new LabelledImage(row.Id, row.Labels, folder.FilesOf(row.Id))).ToArray();
    }

    /// <summary>Every field of a folder of channel files, without labels, sorted by id.</summary>
    /// <exception cref="InputException">No folder, no channel file in it, or a file name whose id is not allowed.</exception>
    public static IReadOnlyList<ChannelFiles> FindFields(string folder)
    {
        var files = new ChannelFolder(folder);
        var fields = files.Ids.Select(id => files.FilesOf(ImageId.IsValid(id)
            ? ImageId.Parse(id)
            : throw new InputException($"{folder}: '{id}' in a file name cannot be an image id, rename its channel files"))).ToArray();
        return fields.Length > 0
            ? fields
            : throw new InputException($"{folder} has no channel files, name them <Id>_red.png, <Id>_green.png, <Id>_blue.png and <Id>_yellow.png");
    }

    /// <summary>A label table alone, sorted by id.</summary>
    /// <param name="file">A table in the form of train.csv.</param>
    /// <exception cref="InputException">There is none, or a row of it is wrong; names file and line.</exception>
    public static IReadOnlyList<(ImageId Id, LabelSet Labels)> ReadLabels(string file)
    {
        var lines = new Dictionary<string, long>(StringComparer.Ordinal);
        var images = new List<(ImageId Id, LabelSet Labels)>();
        foreach (var row in TwoColumnTable.Read(file, "Id", "Target"))
        {
            if (!ImageId.IsValid(row.First))
                throw new InputException($"{file}, line {row.Line}: '{row.First}' cannot be an image id, use a plain file name of at most 128 characters");
            if (!lines.TryAdd(row.First, row.Line))
                throw new InputException($"{file}: {row.First} stands on line {lines[row.First]} and on line {row.Line}, keep one of them");
            images.Add((ImageId.Parse(row.First), ReadTarget(file, row)));
        }

        images.Sort((a, b) => a.Id.CompareTo(b.Id));
        return images;
    }

    private static LabelSet ReadTarget(string file, TwoColumnTable.Row row)
    {
        var bits = 0u;
        foreach (var text in row.Second.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number >= LocationClasses.Count)
                throw new InputException($"{file}, line {row.Line}: '{text}' of {row.First} is no class number, use 0 to {LocationClasses.Count - 1}");
            bits |= LabelSet.Of(number).Bits;
        }

        return bits != 0
            ? new LabelSet(bits)
            : throw new InputException($"{file}, line {row.Line}: {row.First} has no class, write at least one number or remove the line");
    }
}
