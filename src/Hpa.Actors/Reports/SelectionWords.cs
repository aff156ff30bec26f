using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;

namespace Hpa.Actors.Reports;

/// <summary>Sentences and short texts on the selection.</summary>
internal static class SelectionWords
{
    /// <summary>The stability of a feature set, for a column: the index, or a dash where there is none.</summary>
    public static string Stability(StabilityMetrics? stability) => stability?.Index is { } index ? Wording.Index(index) : "–";

    /// <summary>How much of the chosen blocks' validation score is left on the test part, and of all blocks', which nobody chose; null when not measured.</summary>
    public static string? Drop(RunMetrics metrics, FeatureSet features)
    {
        if (Pair(metrics, features, BlockChoice.Genetic) is not { } chosen) return null;
        var text = $"{Wording.Heading(ResultName.Of(features))}: the genetic algorithm's blocks have {Wording.Score(chosen.Val.Macro.F1)} on validation and "
            + $"{Wording.Score(chosen.Test.Macro.F1)} on test, {Change(chosen)}";
        return Pair(metrics, features, BlockChoice.AllOffered) is { } all ? $"{text}; all blocks, which nothing chose, have {Change(all)}." : $"{text}.";
    }

    /// <summary>A difference in words.</summary>
    private static string Change((ScoreCard Val, ScoreCard Test) pair)
    {
        var drop = pair.Val.Macro.F1 - pair.Test.Macro.F1;
        var text = Wording.Score(Math.Abs(drop));
        return text == "0.000" ? "no difference" : drop > 0 ? $"a drop of {text}" : $"a rise of {text}";
    }

    private static (ScoreCard Val, ScoreCard Test)? Pair(RunMetrics metrics, FeatureSet features, BlockChoice choice) =>
        PhaseOne.Rows(metrics, features).Where(row => row.Choice == choice).Select(row => PhaseOne.Pair(metrics, features, row)).FirstOrDefault();
}
