using System.Globalization;
using Hpa.Contracts.Features;

namespace Hpa.Contracts.Selection;

/// <summary>
/// The name of a study, one genetic algorithm of a run: which blocks it chooses from, with which labels, and which repetition
/// it is. Its text names folders and islands: <c>image</c>, <c>image-shuffled</c>, <c>image-repeat-2</c>.
/// </summary>
/// <param name="Features">The blocks offered; not <see cref="FeatureSet.Both"/>, which joins what was chosen of image and cell.</param>
/// <param name="Shuffled">Whether the labels are shuffled among the images of each part: the level of chance.</param>
/// <param name="Repeat">Repetition with other random numbers, from 1.</param>
public sealed record StudyName(FeatureSet Features, bool Shuffled = false, int Repeat = 1)
{
    /// <summary>The feature set as a word: image-green, image, nucleus, membrane, cell.</summary>
    public static string Word(FeatureSet features) => features == FeatureSet.ImageGreen ? "image-green" : features.ToString().ToLowerInvariant();

    /// <inheritdoc />
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Word(Features)}{(Shuffled ? "-shuffled" : "")}{(Repeat > 1 ? $"-repeat-{Repeat}" : "")}");
}
