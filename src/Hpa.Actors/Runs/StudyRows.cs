using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>The images that have features, by part, each in the order of ids.</summary>
public sealed record StudyRows(IReadOnlyList<LabelledImage> Train, IReadOnlyList<LabelledImage> Val, IReadOnlyList<LabelledImage> Test)
{
    /// <summary>Validation images, then test images.</summary>
    public IReadOnlyList<LabelledImage> Eval => [.. Val, .. Test];

    /// <summary>Training, validation and test images.</summary>
    public IEnumerable<LabelledImage> All => Train.Concat(Val).Concat(Test);

    /// <summary>The classes that occur in any part; averages run over them.</summary>
    public LabelSet Classes => All.Aggregate(default(LabelSet), (all, image) => new LabelSet(all.Bits | image.Labels.Bits));

    /// <summary>Takes the quarantined images out.</summary>
    /// <exception cref="InputException">A part has no image left.</exception>
    public static StudyRows Of(RunIndex index, IReadOnlySet<ImageId> quarantined)
    {
        var rows = new StudyRows(Of(index, quarantined, Part.Train), Of(index, quarantined, Part.Val), Of(index, quarantined, Part.Test));
        foreach (var (part, images) in new[] { (Part.Train, rows.Train), (Part.Val, rows.Val), (Part.Test, rows.Test) })
            if (images.Count == 0)
                throw new InputException($"the {part.ToString().ToLowerInvariant()} part has no images left: give more images, or a larger hpa.datasets.split.{part.ToString().ToLowerInvariant()}");
        return rows;
    }

    private static LabelledImage[] Of(RunIndex index, IReadOnlySet<ImageId> quarantined, Part part) =>
        [.. index.Images.Where((image, i) => index.Parts[i] == part && !quarantined.Contains(image.Id))];
}

/// <summary>The labels of a study in the order of <see cref="StudyRows"/>.</summary>
public sealed record StudyLabels(LabelSet[] Train, LabelSet[] Val, LabelSet[] Test)
{
    /// <summary>The labels of the table.</summary>
    public const string AsGiven = "given";

    /// <summary>The control: the same labels shuffled among the images of each part.</summary>
    public const string Control = "shuffled";

    /// <summary>Validation rows, then test rows.</summary>
    public LabelSet[] Eval => [.. Val, .. Test];

    /// <summary>The studies of a run by name, the true labels first.</summary>
    public static IReadOnlyDictionary<string, StudyLabels> Studies(StudyRows rows, RunSettings settings)
    {
        var labels = new Dictionary<string, StudyLabels> { [AsGiven] = True(rows) };
        if (settings.ShuffledControl) labels[Control] = Shuffled(rows, settings.Seed);
        return labels;
    }

    /// <summary>As in the table.</summary>
    public static StudyLabels True(StudyRows rows) => new(Labels(rows.Train), Labels(rows.Val), Labels(rows.Test));

    /// <summary>
    /// Whole label sets change hands within a part, so every frequency stays and only the tie to the image is cut.
    /// </summary>
    public static StudyLabels Shuffled(StudyRows rows, ulong seed)
    {
        var shuffled = True(rows);
        var stream = new CounterRandom(seed).At("shuffled-control");
        foreach (var (part, labels) in new[] { (Part.Train, shuffled.Train), (Part.Val, shuffled.Val), (Part.Test, shuffled.Test) })
        {
            var draws = stream.At((ulong)part);
            draws.Shuffle(labels.AsSpan());
        }

        return shuffled;
    }

    private static LabelSet[] Labels(IReadOnlyList<LabelledImage> images) => [.. images.Select(image => image.Labels)];
}
