namespace Hpa.Host.Tests.BadInput;

/// <summary>Ways to spoil a copy of the data set.</summary>
internal static class Spoiled
{
    /// <summary>The file of a channel.</summary>
    public static string Channel(string data, string id, string channel) => Path.Combine(data, "train", $"{id}_{channel}.png");

    /// <summary>Cuts a file to half its length.</summary>
    public static void Truncate(string file)
    {
        using var stream = File.OpenWrite(file);
        stream.SetLength(stream.Length / 2);
    }

    /// <summary>Replaces a line of train.csv, counted from 1 with the header.</summary>
    public static void Line(string data, int line, string text)
    {
        var table = Path.Combine(data, "train.csv");
        var lines = File.ReadAllLines(table);
        lines[line - 1] = text;
        File.WriteAllLines(table, lines);
    }
}
