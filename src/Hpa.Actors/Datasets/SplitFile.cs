using Hpa.Contracts;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Datasets;

/// <summary>split.csv: <c>Id,Set</c> with Set = train, val or test, sorted by id.</summary>
public static class SplitFile
{
    private static readonly Part[] s_parts = [Part.Train, Part.Val, Part.Test];

    /// <summary>Writes the file durably.</summary>
    /// <exception cref="ArgumentException">An id occurs twice.</exception>
    public static void Write(string path, IEnumerable<(ImageId Id, Part Part)> split)
    {
        var rows = split.OrderBy(row => row.Id).ToArray();
        if (rows.DistinctBy(row => row.Id).Count() != rows.Length)
            throw new ArgumentException("an id occurs twice in the split", nameof(split));
        DurableFile.WriteText(path, TwoColumnTable.Format("Id", "Set", rows.Select(row => (row.Id.Value, Name(row.Part)))));
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="InputException">No such file, another header, an id twice, or another word than train, val and test.</exception>
    public static IReadOnlyDictionary<ImageId, Part> Read(string path)
    {
        var split = new Dictionary<ImageId, Part>();
        foreach (var row in TwoColumnTable.Read(path, "Id", "Set"))
        {
            if (!ImageId.IsValid(row.First))
                throw new InputException($"{path}, line {row.Line}: '{row.First}' cannot be an image id, use a plain file name of at most 128 characters");
            var part = Array.FindIndex(s_parts, p => Name(p) == row.Second);
            if (part < 0)
                throw new InputException($"{path}, line {row.Line}: '{row.Second}' of {row.First} is no part, write train, val or test");
            if (!split.TryAdd(ImageId.Parse(row.First), s_parts[part]))
                throw new InputException($"{path}, line {row.Line}: {row.First} stands there a second time, keep one line");
        }

        return split;
    }

    private static string Name(Part part) => part switch
    {
        Part.Train => "train",
        Part.Val => "val",
        _ => "test",
    };
}
