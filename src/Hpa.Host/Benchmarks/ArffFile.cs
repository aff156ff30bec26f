using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;

namespace Hpa.Host.Benchmarks;

/// <summary>
/// A multi-label data set in ARFF form: labels are the columns that an XML file beside it names (Mulan), that the name of the relation
/// counts (MEKA's <c>-C</c>), or the last ones that hold 0 and 1 alone. All other columns but text are features.
/// </summary>
/// <param name="Columns">Feature names.</param>
/// <param name="Values">[rows × columns] row-major.</param>
/// <param name="Labels">One set per row; label number = place in <paramref name="LabelNames"/>.</param>
/// <param name="LabelNames">At most 28.</param>
internal sealed partial record ArffFile(IReadOnlyList<string> Columns, float[] Values, LabelSet[] Labels, IReadOnlyList<string> LabelNames)
{
    /// <summary>Reads a file whose labels are named by an XML file.</summary>
    /// <param name="path">The ARFF file.</param>
    /// <param name="xml">The XML file with its labels.</param>
    /// <exception cref="InputException">Not such files.</exception>
    public static ArffFile Read(string path, string xml)
    {
        var table = ArffTable.Read(path);
        var labels = LabelsOf(xml);
        return labels.Where(label => table.Attributes.All(attribute => attribute.Name != label)).ToArray() is [var missing, ..]
            ? throw new InputException($"{path}: no attribute {missing}, which {xml} names as a label")
            : Divide(path, table, labels);
    }

    /// <summary>Reads a file whose last columns are labels.</summary>
    /// <param name="path">The ARFF file.</param>
    /// <param name="labels">Number of them.</param>
    /// <exception cref="InputException">Not such a file.</exception>
    public static ArffFile Read(string path, int labels)
    {
        var table = ArffTable.Read(path);
        return table.Attributes.Count > labels
            ? Divide(path, table, [.. table.Attributes.TakeLast(labels).Select(attribute => attribute.Name)])
            : throw new InputException($"{path}: {table.Attributes.Count} attributes, of which {labels} shall be labels");
    }

    /// <summary>Reads a file that says itself which columns are labels.</summary>
    /// <param name="path">The ARFF file.</param>
    /// <exception cref="InputException">Not such a file.</exception>
    public static ArffFile Read(string path)
    {
        var table = ArffTable.Read(path);
        IEnumerable<ArffAttribute> labels = Option().Match(table.Relation) is { Success: true } option
            ? int.Parse(option.Groups[1].Value, CultureInfo.InvariantCulture) is var count && count < 0 ? table.Attributes.TakeLast(-count) : table.Attributes.Take(count)
            : table.Attributes.Reverse().TakeWhile(attribute => attribute.IsBinary).Reverse();
        return Divide(path, table, [.. labels.Select(attribute => attribute.Name)]);
    }

    private static ArffFile Divide(string path, ArffTable table, string[] labels)
    {
        if (labels.Length is 0 or > LocationClasses.Count) throw new InputException($"{path}: {labels.Length} labels; 1 to {LocationClasses.Count} can be read");
        if (table.Rows.Count == 0) throw new InputException($"{path} has no row");
        string[] names = [.. table.Attributes.Select(attribute => attribute.Name)];
        int[] labelColumns = Array.ConvertAll(labels, label => Array.IndexOf(names, label));
        int[] features = [.. Enumerable.Range(0, names.Length).Except(labelColumns).Where(column => !table.Attributes[column].IsText)];
        if (features.Length == 0) throw new InputException($"{path} has no feature beside its labels");
        return new ArffFile(
            [.. features.Select(f => names[f])], [.. table.Rows.SelectMany(row => features.Select(f => row[f]))],
            [.. table.Rows.Select((row, number) => SetOf(row, labelColumns, label => $"{path}: label {labels[label]} of row {number + 1}"))], labels);
    }

    private static LabelSet SetOf(float[] row, int[] columns, Func<int, string> where)
    {
        var bits = 0u;
        for (var label = 0; label < columns.Length; label++)
        {
            var value = row[columns[label]];
            if (value is not (0 or 1)) throw new InputException($"{where(label)} is {value}, neither 0 nor 1");
            if (value == 1) bits |= 1u << label;
        }

        return new LabelSet(bits);
    }

    private static string[] LabelsOf(string xml)
    {
        try
        {
            return [.. XDocument.Load(xml).Descendants().Where(e => e.Name.LocalName == "label").Select(e => (string?)e.Attribute("name"))
                .Select(name => name ?? throw new InputException($"{xml}: a label without name"))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or XmlException)
        {
            throw new InputException($"{xml} cannot be read: {e.Message}", e);
        }
    }

    [GeneratedRegex(@"-[Cc]\s+(-?\d+)")]
    private static partial Regex Option();
}
