using System.Text.Json.Serialization;
using Hpa.Contracts.Cells;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;

namespace Hpa.Contracts.Reports;

/// <summary>
/// report/metrics.json: every result of a run. A pure function of data, settings and seed, down to the byte: no time, no
/// path, no machine, and lists in an order that the data give.
/// </summary>
/// <param name="Version">Version of this format; <see cref="CurrentVersion"/>.</param>
/// <param name="Run">What went in.</param>
/// <param name="Studies">The selections, in the order of shuffled, features, repeat.</param>
/// <param name="Searches">Other searches among the same blocks, in the order of features, search.</param>
/// <param name="Fronts">Fitness against time, in the order of features, milliseconds; empty when not asked for.</param>
/// <param name="Stability">How often blocks are chosen, in the order of features.</param>
/// <param name="Results">Label sets predicted from a subset of the blocks, in the order of name, strategy, part.</param>
/// <param name="SingleLabel">Phase 1, on single-label images only, in the order of features, choice, method, part; empty when there are too few.</param>
/// <param name="Ranking">Every block on its own, best first.</param>
/// <param name="FeatureSets">The blocks behind <paramref name="Table"/> and <paramref name="SingleLabel"/>.</param>
/// <param name="Table">Phase 2: every strategy and classifier on every feature set, in the order of features, strategy, classifier, part.</param>
/// <param name="Best">The best of the table by validation; null when the table is empty.</param>
/// <param name="Ablation">The options beyond the paper, in the order of strategy, option, part; empty when not asked for.</param>
/// <param name="Model">The classifier that was saved; null, and then not written, where none was.</param>
public sealed record RunMetrics(
    int Version,
    RunFacts Run,
    IReadOnlyList<StudyMetrics> Studies,
    IReadOnlyList<SearchMetrics> Searches,
    IReadOnlyList<FrontPoint> Fronts,
    IReadOnlyList<StabilityMetrics> Stability,
    IReadOnlyList<ResultMetrics> Results,
    IReadOnlyList<SingleLabelMetrics> SingleLabel,
    IReadOnlyList<BlockRank> Ranking,
    IReadOnlyList<FeatureSetBlocks> FeatureSets,
    IReadOnlyList<TableEntry> Table,
    BestEntry? Best,
    IReadOnlyList<AblationEntry> Ablation,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SavedModelMetrics? Model = null)
{
    /// <summary>The version written now.</summary>
    public const int CurrentVersion = 4;

    /// <summary>The result under a name, or null when the run has none.</summary>
    public ScoreCard? Find(SubsetName name, Strategy strategy, Part part) =>
        Results.FirstOrDefault(r => r.Name == name && r.Strategy == strategy && r.Part == part)?.Scores;

    /// <summary>A cell of the table, or null when the run has none.</summary>
    public ScoreCard? Find(FeatureSet features, Strategy strategy, ClassifierKind classifier, Part part) =>
        Table.FirstOrDefault(e => e.Features == features && e.Strategy == strategy && e.Classifier == classifier && e.Part == part)?.Scores;

    /// <summary>Macro-F1 of an option less that of the plain classifier on the same part, or null when the run has no plain one.</summary>
    public double? BeyondPlain(AblationEntry entry) =>
        entry.Scores.Macro.F1 - Ablation.FirstOrDefault(e => e.Option == AblationOption.Plain && e.Strategy == entry.Strategy && e.Part == entry.Part)?.Scores.Macro.F1;

    /// <summary>A study's first repetition, or null when the run has none.</summary>
    public StudyMetrics? Study(FeatureSet features, bool shuffled = false) =>
        Studies.FirstOrDefault(study => (study.Features, study.Shuffled, study.Repeat) == (features, shuffled, 1));

    /// <summary>
    /// The blocks that the settings picked from the front instead of those of the genetic algorithm, or null where the latter decided.
    /// </summary>
    public IReadOnlyList<BlockName>? PickedFromFront(FeatureSet features) =>
        FeatureSets.FirstOrDefault(set => set.Features == features) is { Chosen: true } decided
        && Study(features) is { } study && !decided.Blocks.SequenceEqual(study.Chosen)
            ? decided.Blocks
            : null;

    /// <summary>The blocks behind <see cref="SubsetName.Chosen"/>, in column order: those chosen of the largest feature set.</summary>
    [JsonIgnore]
    public IReadOnlyList<BlockName> ChosenBlocks => FeatureSets.Count > 0 ? FeatureSets[^1].Blocks : [];
}

/// <summary>What went into a run.</summary>
/// <param name="Dataset">Name of the data set, for titles.</param>
/// <param name="Seed">Seed of everything random.</param>
/// <param name="Settings">Fingerprint of the resolved settings, lower-case hex.</param>
/// <param name="Images">Labelled images that were processed, without the quarantined.</param>
/// <param name="SingleLabelImages">Those with exactly one label.</param>
/// <param name="Quarantined">Images set aside; see quarantine.csv.</param>
/// <param name="Parts">Sizes of the split.</param>
/// <param name="Classes">The classes that occur, in rising order.</param>
/// <param name="Backbones">The networks, in column order.</param>
/// <param name="Blocks">The blocks offered to the selection, in column order: gene i is block i.</param>
/// <param name="Cells">The cells behind the blocks of nucleus and membrane; null for a run without them.</param>
/// <param name="Fitness">The images that the fitness was measured on; null in runs that did not say.</param>
public sealed record RunFacts(
    string Dataset,
    ulong Seed,
    string Settings,
    int Images,
    int SingleLabelImages,
    int Quarantined,
    PartSizes Parts,
    IReadOnlyList<ClassFacts> Classes,
    IReadOnlyList<BackboneRecord> Backbones,
    IReadOnlyList<BlockName> Blocks,
    CellSummary? Cells = null,
    FitnessFacts? Fitness = null)
{
    /// <summary>Whether any network has weights that were never learned: then every output says so.</summary>
    public bool Untrained => Backbones.Any(backbone => !backbone.Trained);

    /// <summary>The networks with weights that were never learned, in column order.</summary>
    public IReadOnlyList<string> UntrainedBackbones => Backbones.Where(b => !b.Trained).Select(b => b.Name).ToArray();
}

/// <summary>The cells of a run's images.</summary>
/// <param name="Fields">Images in which nuclei were looked for; not the quarantined.</param>
/// <param name="Without">Those without a usable cell, so without features of the cell level.</param>
/// <param name="Counts">Summed over the images.</param>
public sealed record CellSummary(int Fields, int Without, CellCounts Counts)
{
    /// <summary>Sums over images.</summary>
    public static CellSummary Of(IReadOnlyList<CellCounts> fields) =>
        new(fields.Count, fields.Count(counts => counts.Used == 0), fields.Aggregate(new CellCounts(0, 0, 0, 0, 0, 0, 0), (all, counts) => all + counts));
}

/// <summary>Images of each part.</summary>
public sealed record PartSizes(int Train, int Val, int Test);

/// <summary>A class that occurs in the data.</summary>
/// <param name="Class">Class number, 0 … 27.</param>
/// <param name="Name">Its name in <see cref="LocationClasses"/>.</param>
/// <param name="Images">Images of each part that have it.</param>
public sealed record ClassFacts(int Class, string Name, PartSizes Images);

/// <summary>What a result was computed from.</summary>
public enum SubsetName
{
    /// <summary>The blocks that the genetic algorithm chose.</summary>
    Chosen,

    /// <summary>Every block.</summary>
    AllBlocks,

    /// <summary>The first block of the ranking.</summary>
    BestSingleBlock,

    /// <summary>The whole procedure on shuffled labels: the level of chance.</summary>
    ShuffledControl,
}

/// <summary>Label sets predicted for one part.</summary>
public sealed record ResultMetrics(SubsetName Name, Strategy Strategy, Part Part, ScoreCard Scores);

/// <summary>A block on its own.</summary>
/// <param name="Block">The block.</param>
/// <param name="ValidationFitness">Macro-F1 on the validation part, in [0, 1].</param>
public sealed record BlockRank(BlockName Block, double ValidationFitness);
