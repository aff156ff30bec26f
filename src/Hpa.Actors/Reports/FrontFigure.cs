using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;
using Hpa.Contracts.Selection;
using ScottPlot;

namespace Hpa.Actors.Reports;

/// <summary>
/// Fitness against the time of the networks: the front of NSGA-II as stairs, since up to the next point nothing better is
/// known for the time, the picked point ringed and the genetic algorithm's choice beside it.
/// </summary>
internal static class FrontFigure
{
    /// <summary>The file's name for a feature set.</summary>
    public static string Name(FeatureSet features) => $"front-{StudyName.Word(features)}";

    /// <summary>The feature sets with a front, in order.</summary>
    public static IEnumerable<FeatureSet> Sets(RunMetrics metrics) => metrics.Fronts.Select(point => point.Features).Distinct().Order();

    public static Figure Draw(RunMetrics metrics, FeatureSet features)
    {
        var plot = Figure.Blank(
            $"What time buys: {ResultName.Of(features)}",
            "Each dot is a subset that no other one found beats in both fitness and time",
            Wording.Mark(metrics.Run));
        var front = metrics.Fronts.Where(point => point.Features == features).OrderBy(point => point.Milliseconds).ToArray();
        var genetic = metrics.Study(features);
        var right = front.Select(point => point.Milliseconds).Append(genetic?.Milliseconds ?? 0).Max() * 1.05 + 1;
        DrawStairs(plot, front, right);
        if (front.FirstOrDefault(point => point.Picked) is { } picked) DrawPicked(plot, picked);
        if (genetic is not null)
            plot.Add.Marker(genetic.Milliseconds, genetic.ValidationFitness, MarkerShape.FilledDiamond, 13, Tint.Second.Color).LegendText =
                $"Genetic algorithm: {Facts(genetic.Chosen.Count, genetic.Milliseconds)}";
        Axes(plot, Band.Around(0, 1, [.. front.Select(point => point.ValidationFitness), .. genetic is null ? [] : new[] { genetic.ValidationFitness }]), right);
        Figure.Legend(plot);
        return new Figure(Name(features), Alternative(features, front, genetic), plot, 920, 400);
    }

    private static void DrawStairs(Plot plot, FrontPoint[] front, double right)
    {
        var corners = front.SelectMany((point, i) => new[]
        {
            (X: point.Milliseconds, Y: point.ValidationFitness),
            (X: i + 1 < front.Length ? front[i + 1].Milliseconds : right, Y: point.ValidationFitness),
        }).ToArray();
        var line = plot.Add.ScatterLine(corners.Select(corner => corner.X).ToArray(), corners.Select(corner => corner.Y).ToArray(), Tint.Accent.Color);
        line.LineWidth = 2;
        foreach (var point in front) plot.Add.Marker(point.Milliseconds, point.ValidationFitness, MarkerShape.FilledCircle, 8, Tint.Accent.Color);
        plot.Add.Marker(-right, front[0].ValidationFitness, MarkerShape.FilledCircle, 8, Tint.Accent.Color).LegendText = "Front of NSGA-II";
    }

    private static void DrawPicked(Plot plot, FrontPoint picked) =>
        plot.Add.Marker(picked.Milliseconds, picked.ValidationFitness, MarkerShape.OpenCircle, 17, Tint.Ink.Color).LegendText =
            $"Picked: {Facts(picked.Chosen.Count, picked.Milliseconds)}";

    private static void Axes(Plot plot, Band fitness, double right)
    {
        var left = -0.02 * right;
        var top = fitness.High + 0.12 * (fitness.High - fitness.Low);
        var ticks = fitness.Ticks(7);
        plot.Axes.Left.SetTicks([.. ticks.Select(tick => tick.Value)], [.. ticks.Select(tick => tick.Text)]);
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { LabelFormatter = tick => Figure.Drawable(Wording.Grouped(tick)) };
        plot.XLabel("Milliseconds of networks per image");
        plot.Axes.SetLimits(left, right, fitness.Low, top);
        Figure.Write(plot, "Fitness, macro-F1", left, top - 0.05 * (top - fitness.Low), Alignment.MiddleLeft, Tint.Muted.Color, shift: 4);
    }

    private static string Facts(int blocks, double milliseconds) => Figure.Drawable($"{Wording.Blocks(blocks)}, {Wording.Milliseconds(milliseconds)}");

    private static string Alternative(FeatureSet features, FrontPoint[] front, StudyMetrics? genetic)
    {
        static string Of(int blocks, double milliseconds, double fitness) => $"{Facts(blocks, milliseconds)}, macro-F1 {Wording.Score(fitness)}";
        var text = $"Front of {front.Length} subsets of {ResultName.Of(features)}, from {Of(front[0].Chosen.Count, front[0].Milliseconds, front[0].ValidationFitness)}"
            + $" to {Of(front[^1].Chosen.Count, front[^1].Milliseconds, front[^1].ValidationFitness)}.";
        if (front.FirstOrDefault(point => point.Picked) is { } picked)
            text += $" Picked: {Of(picked.Chosen.Count, picked.Milliseconds, picked.ValidationFitness)}.";
        return genetic is null ? text : $"{text} Genetic algorithm: {Of(genetic.Chosen.Count, genetic.Milliseconds, genetic.ValidationFitness)}.";
    }
}
