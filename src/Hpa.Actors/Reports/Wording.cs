using System.Globalization;
using System.Text.Json;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;

namespace Hpa.Actors.Reports;

/// <summary>How numbers and names are put, the same in figures, tables and page.</summary>
internal static class Wording
{
    /// <summary>A score for a person: three decimals.</summary>
    public static string Score(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>An index between 0 and 1 for a person: two decimals.</summary>
    public static string Index(double value) => value.ToString("0.00", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>A figure of the paper, with its two decimals.</summary>
    public static string PaperScore(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>A number in [0, 1] for a style sheet.</summary>
    public static string Share(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>An interval of scores for a person.</summary>
    public static string Range(Interval interval) => $"{Score(interval.Low)}–{Score(interval.High)}";

    /// <summary>A difference of scores for a person, with its sign.</summary>
    public static string Difference(double value)
    {
        var text = Score(Math.Abs(value));
        return text == "0.000" ? "±0.000" : (value < 0 ? "−" : "+") + text;
    }

    /// <summary>A name at the head of a row or column.</summary>
    public static string Heading(string name) => name.Length > 1 && char.IsUpper(name[1]) ? name : char.ToUpperInvariant(name[0]) + name[1..];

    /// <summary>A share for a person: one decimal of a hundred.</summary>
    public static string Percent(double value) => (100 * value).ToString("0.0", CultureInfo.InvariantCulture) + "\u202f%";

    /// <summary>A share for a person in whole hundredths, for places where there is little room.</summary>
    public static string WholePercent(double value) => (100 * value).ToString("0", CultureInfo.InvariantCulture) + "\u202f%";

    /// <summary>A time of networks for a person.</summary>
    public static string Milliseconds(double value) => $"{(value < 10 ? value.ToString("0.0", CultureInfo.InvariantCulture) : Count((long)Math.Round(value)))} ms";

    /// <summary>A number of blocks.</summary>
    public static string Blocks(int count) => count == 1 ? "1 block" : $"{Count(count)} blocks";

    /// <summary>A count for a person: narrow groups of thousands.</summary>
    public static string Count(long value) => value.ToString("#,0", Groups);

    /// <summary>A number at a tick: narrow groups of thousands, at most two decimals.</summary>
    public static string Grouped(double value) => value.ToString("#,0.##", Groups);

    /// <summary>A duration for a person.</summary>
    public static string Duration(double seconds) => seconds switch
    {
        < 10 => seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        < 120 => seconds.ToString("0", CultureInfo.InvariantCulture) + " s",
        < 7200 => (seconds / 60).ToString("0", CultureInfo.InvariantCulture) + " min",
        _ => (seconds / 3600).ToString("0.0", CultureInfo.InvariantCulture) + " h",
    };

    /// <summary>A rate for a person: three digits.</summary>
    public static string Rate(double value) => value.ToString(value < 10 ? "0.00" : value < 100 ? "0.0" : "#,0", Groups);

    /// <summary>A number for a file: the shortest text that reads back to the same bits.</summary>
    public static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A count for a file.</summary>
    public static string Exact(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A word for a file: the one in metrics.json.</summary>
    public static string Word(Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    public static string Name(SubsetName name) => name switch
    {
        SubsetName.Chosen => "Chosen blocks",
        SubsetName.AllBlocks => "All blocks",
        SubsetName.BestSingleBlock => "Best single block",
        _ => "Shuffled labels",
    };

    public static string Name(Strategy strategy) => strategy == Strategy.LabelPowerset ? "Label powerset" : "Binary relevance";

    public static string Name(Multiclass method) => method == Multiclass.OneAgainstOne ? "One against one" : "One against all";

    public static string Name(Part part) => part switch
    {
        Part.Train => "Training",
        Part.Val => "Validation",
        _ => "Test",
    };

    public static string Name(AblationOption option) => option switch
    {
        AblationOption.Plain => "Plain",
        AblationOption.Balanced => "Balanced class weights",
        AblationOption.Thresholds => "Thresholds per class",
        AblationOption.Calibration => "Calibrated scores",
        AblationOption.CalibrationAndThresholds => "Calibrated scores, then thresholds",
        _ => "Rare label sets merged",
    };

    /// <summary>How many blocks stand for a feature set, and why these.</summary>
    public static string Blocks(FeatureSetBlocks? set) => set switch
    {
        null => "",
        { Chosen: true } => $"{Count(set.Blocks.Count)} chosen",
        _ => $"all {Count(set.Blocks.Count)}; none was chosen",
    };

    public static string Name(Region region) => region switch
    {
        Region.Image => "Whole image",
        Region.Nucleus => "Nucleus",
        _ => "Membrane",
    };

    /// <summary>A set of labels as class names.</summary>
    public static string Names(LabelSet labels) => labels.Count == 0 ? "none" : string.Join(", ", labels.Classes.Select(c => LocationClasses.Names[c]));

    /// <summary>Several names in a sentence.</summary>
    public static string List(IReadOnlyList<string> names) =>
        names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}";

    /// <summary>What stands in a file's Weights column.</summary>
    public static string Weights(bool untrained) => untrained ? "untrained" : "trained";

    /// <summary>The mark under every figure's title, or empty.</summary>
    public static string Mark(RunFacts run) => !run.Untrained ? ""
        : run.UntrainedBackbones.Count == run.Backbones.Count ? "Untrained networks: random weights, not the method's performance"
        : $"Partly untrained networks (random weights): {string.Join(", ", run.UntrainedBackbones)}";

    /// <summary>Where fitness was measured, after a figure of it.</summary>
    public static string OfFitness(RunFacts run) => run.Fitness is { Folds: > 0 } fitness
        ? $"by cross-validation within the training part, {fitness.Folds} folds"
        : "on the validation part";

    private static readonly NumberFormatInfo Groups = new() { NumberGroupSeparator = "\u202f" };
}
