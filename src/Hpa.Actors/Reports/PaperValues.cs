using System.Globalization;
using CsvHelper;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;

namespace Hpa.Actors.Reports;

/// <summary>A figure of the paper, or what there is to say about a row or column of its tables.</summary>
/// <param name="Table"><c>phase1</c> or <c>phase2</c>.</param>
/// <param name="Row">phase1: feature set, blank, choice of blocks, for the best k also a blank and k. phase2: strategy, blank, classifier. Empty: the whole column.</param>
/// <param name="Column">phase1: one-against-one or one-against-all. phase2: a feature set. Empty: the whole row.</param>
/// <param name="MacroF1">In [0, 1]; null where the line is a remark alone.</param>
/// <param name="Remark">For a footnote; may be empty.</param>
internal sealed record PaperValue(string Table, string Row, string Column, double? MacroF1, string Remark);

/// <summary>
/// What is known of the tables of Taormina, Tegolo and Valenti, Bioengineering 2025, 12, 1379 (paper.csv: one line per
/// figure, so that whoever has the paper at hand can add the others). Words are those of metrics.json.
/// </summary>
internal sealed class PaperValues
{
    /// <summary>What has to stand wherever a figure of the paper does.</summary>
    public const string OtherSplit = "another split of the data";

    private const string Resource = "Hpa.Actors.Reports.paper.csv";

    private PaperValues(IReadOnlyList<PaperValue> lines) => Lines = lines;

    /// <summary>The lines of paper.csv.</summary>
    public static PaperValues Known { get; } = Read(typeof(PaperValues).Assembly.GetManifestResourceStream(Resource)!);

    /// <summary>All there are, as written.</summary>
    public IReadOnlyList<PaperValue> Lines { get; }

    /// <summary>Reads the columns Table, Row, Column, MacroF1, Remark.</summary>
    public static PaperValues Read(Stream stream)
    {
        using var csv = CsvReader.Create(stream, CsvReaderOptions.Default, leaveOpen: true);
        var lines = new List<PaperValue>();
        while (csv.Read())
            lines.Add(new PaperValue(
                csv.GetString("Table"), csv.GetString("Row"), csv.GetString("Column"),
                csv.GetString("MacroF1") is { Length: > 0 } number ? double.Parse(number, CultureInfo.InvariantCulture) : null, csv.GetString("Remark")));
        return new PaperValues(lines);
    }

    /// <summary>The figure of a cell of phase 1, or null when it is not at hand.</summary>
    public PaperValue? Cell(FeatureSet features, BlockChoice choice, int best, Multiclass method) => Cell(
        "phase1", $"{Wording.Word(features)} {Wording.Word(choice)}{(best > 0 ? $" {Wording.Exact(best)}" : "")}", Wording.Word(method));

    /// <summary>The figure of a cell of phase 2, or null when it is not at hand.</summary>
    public PaperValue? Cell(FeatureSet features, Strategy strategy, ClassifierKind classifier) =>
        Cell("phase2", Row(strategy, classifier), Wording.Word(features));

    /// <summary>What there is to say about a row of phase 2, or null.</summary>
    public string? RowRemark(Strategy strategy, ClassifierKind classifier) =>
        Lines.FirstOrDefault(line => line.Table == "phase2" && line.Row == Row(strategy, classifier) && line is { Column: "", Remark.Length: > 0 })?.Remark;

    /// <summary>Figures of phase 2 that belong to a column but to no known row.</summary>
    public IEnumerable<PaperValue> ColumnRemarks =>
        Lines.Where(line => line.Table == "phase2" && line is { Row: "", MacroF1: not null, Remark.Length: > 0 });

    private PaperValue? Cell(string table, string row, string column) =>
        Lines.FirstOrDefault(line => line.Table == table && line.Row == row && line.Column == column && line.MacroF1 is not null);

    private static string Row(Strategy strategy, ClassifierKind classifier) => $"{Wording.Word(strategy)} {ClassifierWords.Of(classifier)}";
}
