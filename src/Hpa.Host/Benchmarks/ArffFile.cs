using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;

namespace Hpa.Host.Benchmarks;

/// <summary>
/// A multi-label data set in Weka's dense ARFF form as Mulan keeps it: numeric columns are features, the columns that the XML file beside
/// it names are labels of 0 and 1.
/// </summary>
/// <param name="Columns">Feature names.</param>
/// <param name="Values">[rows × columns] row-major.</param>
/// <param name="Labels">One set per row; label number = place in <paramref name="LabelNames"/>.</param>
/// <param name="LabelNames">At most 28.</param>
internal sealed record ArffFile(IReadOnlyList<string> Columns, float[] Values, LabelSet[] Labels, IReadOnlyList<string> LabelNames)
{
    /// <summary>Reads a file whose labels are named by an XML file.</summary>
    /// <param name="path">The ARFF file.</param>
    /// <param name="xml">The XML file with its labels.</param>
    /// <exception cref="InputException">Not such files.</exception>
    public static ArffFile Read(string path, string xml) => Read(path, names =>
    {
        var labels = LabelsOf(xml);
        return labels.Where(label => !names.Contains(label)).ToArray() is [var missing, ..]
            ? throw new InputException($"{path}: no attribute {missing}, which {xml} names as a label")
            : labels;
    });

    /// <summary>Reads a file whose last columns are labels.</summary>
    /// <param name="path">The ARFF file.</param>
    /// <param name="labels">Number of them.</param>
    /// <exception cref="InputException">Not such a file.</exception>
    public static ArffFile Read(string path, int labels) => Read(path, names => names.Count > labels
        ? [.. names.TakeLast(labels)]
        : throw new InputException($"{path}: {names.Count} attributes, of which {labels} shall be labels"));

    private static ArffFile Read(string path, Func<IReadOnlyList<string>, string[]> labelsOf)
    {
        var names = new List<string>();
        var rows = new List<float[]>();
        var isData = false;
        var number = 0;
        foreach (var line in Lines(path))
        {
            number++;
            var text = line.Trim();
            if (text.Length == 0 || text[0] == '%') continue;
            if (isData) rows.Add(Row(text, names.Count, $"{path}, line {number}"));
            else if (text.StartsWith("@attribute", StringComparison.OrdinalIgnoreCase)) names.Add(Name(text["@attribute".Length..].Trim()));
            else isData = text.StartsWith("@data", StringComparison.OrdinalIgnoreCase);
        }

        return Divide(path, names, rows, labelsOf(names));
    }

    private static ArffFile Divide(string path, List<string> names, List<float[]> rows, string[] labels)
    {
        if (labels.Length is 0 or > LocationClasses.Count) throw new InputException($"{path}: {labels.Length} labels; 1 to {LocationClasses.Count} can be read");
        int[] labelColumns = [.. labels.Select(label => names.IndexOf(label))];
        int[] features = [.. Enumerable.Range(0, names.Count).Except(labelColumns)];
        var sets = new LabelSet[rows.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            for (var label = 0; label < labels.Length; label++)
            {
                var value = rows[row][labelColumns[label]];
                if (value is not (0 or 1)) throw new InputException($"{path}: label {labels[label]} of row {row + 1} is {value}, neither 0 nor 1");
                if (value == 1) sets[row] = new LabelSet(sets[row].Bits | 1u << label);
            }
        }

        return new ArffFile([.. features.Select(f => names[f])], [.. rows.SelectMany(row => features.Select(f => row[f]))], sets, labels);
    }

    private static float[] Row(string text, int columns, string where)
    {
        if (text[0] == '{') throw new InputException($"{where}: a sparse row; only dense ones are read");
        var parts = text.Split(',');
        if (parts.Length != columns) throw new InputException($"{where}: {parts.Length} values for {columns} attributes");
        return Array.ConvertAll(parts, part => float.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value)
            ? value
            : throw new InputException($"{where}: {part.Trim()} is no number"));
    }

    private static string Name(string declaration)
    {
        var quote = declaration[0];
        return quote is '\'' or '"' ? declaration[1..declaration.IndexOf(quote, 1)] : declaration.Split(' ', '\t')[0];
    }

    private static string[] LabelsOf(string xml)
    {
        try
        {
            return [.. XDocument.Load(xml).Descendants().Where(e => e.Name.LocalName == "label").Select(e => (string)e.Attribute("name")!)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or XmlException)
        {
            throw new InputException($"{xml} cannot be read: {e.Message}", e);
        }
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
