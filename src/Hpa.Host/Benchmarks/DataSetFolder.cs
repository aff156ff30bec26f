using System.Text;
using System.Text.RegularExpressions;
using Hpa.Contracts;

namespace Hpa.Host.Benchmarks;

/// <summary>Files of one data set by the part that they hold; what the names tell.</summary>
/// <param name="Name">Path from the folder, without part and ending.</param>
/// <param name="Whole">Files of no named part.</param>
/// <param name="Train">Training part.</param>
/// <param name="Validation">Validation part.</param>
/// <param name="Test">Test part.</param>
internal sealed record DataSetFiles(
    string Name, IReadOnlyList<string> Whole, IReadOnlyList<string> Train, IReadOnlyList<string> Validation, IReadOnlyList<string> Test);

/// <summary>
/// The data sets in a folder and below it: ARFF files by their ending, LIBSVM's by their first lines. Parts of a set are told by the end of
/// the name: <c>-train</c>, <c>_test</c>, <c>.t</c>, <c>.tr</c>, <c>.val</c> and the like.
/// </summary>
/// <param name="Arff">Sets in ARFF form.</param>
/// <param name="Libsvm">Sets in LIBSVM's form.</param>
/// <param name="Packed">Compressed files, which may be data sets.</param>
internal sealed partial record DataSetFolder(IReadOnlyList<DataSetFiles> Arff, IReadOnlyList<DataSetFiles> Libsvm, IReadOnlyList<string> Packed)
{
    private const int Sniffed = 4096;

    private enum Part
    {
        Whole,
        Train,
        Validation,
        Test,
    }

    /// <summary>Looks through a folder.</summary>
    /// <exception cref="InputException">There is no such folder, or no data set in it.</exception>
    public static DataSetFolder Find(string folder)
    {
        if (!Directory.Exists(folder)) throw new InputException($"{folder} is not a folder, name one with ARFF or LIBSVM files");
        string[] files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        var (arff, others) = (files.Where(file => Ends(file, ".arff")), files.Where(file => !Ends(file, ".arff")));
        var found = new DataSetFolder(
            Group(folder, arff), Group(folder, others.Where(IsLibsvm)), [.. others.Where(file => new[] { ".bz2", ".xz", ".gz", ".zip" }.Any(ending => Ends(file, ending)))]);
        return found.Arff.Count + found.Libsvm.Count > 0 ? found : throw new InputException($"{folder} has no file in ARFF form (*.arff) or LIBSVM's (label column:value …)");
    }

    private static DataSetFiles[] Group(string folder, IEnumerable<string> files)
    {
        var sets = files.Select(file => (File: file, Place: PartOf(Path.GetRelativePath(folder, file)))).GroupBy(file => file.Place.Name);
        return [.. sets.Select(set =>
        {
            string[] Of(Part part) => [.. set.Where(file => file.Place.Part == part).Select(file => file.File)];
            return new DataSetFiles(set.Key, Of(Part.Whole), Of(Part.Train), Of(Part.Validation), Of(Part.Test));
        })];
    }

    private static (string Name, Part Part) PartOf(string path)
    {
        var bare = Ending().Replace(path, "");
        var match = Named().Match(bare);
        if (!match.Success) return (bare, Part.Whole);
        var part = char.ToLowerInvariant(match.Groups["part"].Value[0]) == 'v' ? Part.Validation
            : match.Groups["part"].Value.StartsWith("tr", StringComparison.OrdinalIgnoreCase) ? Part.Train : Part.Test;
        return (match.Groups["name"].Value, part);
    }

    private static bool IsLibsvm(string file)
    {
        var buffer = new byte[Sniffed];
        int read;
        using (var stream = File.OpenRead(file)) read = stream.ReadAtLeast(buffer, Sniffed, throwOnEndOfStream: false);
        var text = Encoding.Latin1.GetString(buffer, 0, read);
        var lines = text.Split('\n').Select(line => line.Trim()).ToArray();
        // The last line is cut, unless the file ends there; a line longer than all that was read is cut at its last column.
        string[] whole = read < Sniffed ? lines : lines.Length > 1 ? lines[..^1] : [lines[0][..Math.Max(0, lines[0].LastIndexOf(' '))]];
        return Array.Exists(whole, line => line.Contains(':', StringComparison.Ordinal)) && Array.TrueForAll(whole, line => line.Length == 0 || Row().IsMatch(line));
    }

    private static bool Ends(string file, string ending) => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\.(arff|txt|dat|data|libsvm|svm|svmlight)$", RegexOptions.IgnoreCase)]
    private static partial Regex Ending();

    /// <summary>Either a name with a part, or a folder with files that are named for the part alone.</summary>
    [GeneratedRegex(@"^(?<name>.+)[-_./\\](?<part>train|training|trn|tra|tr|validation|valid|val|testing|test|tst|te|t)$", RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    [GeneratedRegex(@"^[-+]?[0-9.]+(e[-+]?[0-9]+)?(\s+[0-9]+:[-+.0-9einfa]+)*\s*(#.*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Row();
}
